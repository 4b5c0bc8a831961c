/**
 * `training-set.json` of a bundle: where the recordings it was trained on lie in it, so that what
 * comes too near to one can be told. Each is described by what the model itself makes of it, the
 * nearest that a kick of this model can come. It is no part of the bundle's id, as the card is none.
 */

import { join } from 'node:path';
import { writeFileAtomic } from '../../src-main/base/write-file.ts';
import { createModels } from '../../src-main/engine/models.ts';
import { encodeFeatures, generate } from '../../src-main/engine/synthesis.ts';
import { trainingSet, TRAINING_SET, type TrainingKick } from '../../src-main/lab/training-set.ts';
import { realKicks } from '../bench/real-kicks.ts';
import type { Report } from './stages.ts';

/** Enough for distances, and half the text. */
const DIGITS = 4;
const rounded = (value: number): number => Number(value.toFixed(DIGITS));

export async function writeTrainingSet({ bundle: dir, data }: { bundle: string; data: string }, report: Report): Promise<void> {
  const models = createModels({ forced: 'cpu', safe: true, threads: 1, probe: () => Promise.reject(new Error('the CPU alone is used')) });
  const model = await models.open(dir);
  const recordings = await realKicks(data, 'train', model.bundle.manifest.audio);
  if (recordings === null) throw new Error(`${data} holds no split.csv`);
  const kicks: TrainingKick[] = [];
  for (const { file, prepared } of recordings) {
    const latent = await encodeFeatures(model, prepared.features);
    const { descriptors } = await generate(model, { base: { latent }, sliders: {}, forFile: true }, new AbortController().signal);
    const { decayMs, centroidHz, subShare, clickDb, noteHz, lengthMs } = descriptors;
    kicks.push({
      name: file,
      latent: latent.map(rounded),
      descriptors: {
        decayMs: rounded(decayMs), centroidHz: rounded(centroidHz), subShare: rounded(subShare), clickDb: rounded(clickDb),
        noteHz: noteHz === null ? null : rounded(noteHz), lengthMs: rounded(lengthMs),
      },
    });
  }
  const set = trainingSet.parse({ bundleId: model.bundle.manifest.id, kicks });
  await writeFileAtomic(join(dir, TRAINING_SET), `{"bundleId":${JSON.stringify(set.bundleId)},"kicks":[\n${set.kicks.map((kick) => JSON.stringify(kick)).join(',\n')}\n]}\n`);
  report(`${String(kicks.length)} recordings in ${join(dir, TRAINING_SET)}`);
}
