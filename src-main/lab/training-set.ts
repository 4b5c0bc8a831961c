/**
 * The recordings that a model was trained on, as places in it: an optional file beside a bundle.
 * It holds no sound, and a bundle without it is whole.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomic } from '../base/write-file.ts';

export const TRAINING_SET = 'training-set.json';

const trainingKick = z.strictObject({
  name: z.string(),
  latent: z.array(z.number()).min(1).max(64),
  /** Of what the model makes of it. */
  descriptors: z.strictObject({
    decayMs: z.number(), centroidHz: z.number(), subShare: z.number(), clickDb: z.number(), noteHz: z.number().nullable(), lengthMs: z.number(),
  }),
});
export type TrainingKick = z.infer<typeof trainingKick>;

export const trainingSet = z.strictObject({ bundleId: z.string(), kicks: z.array(trainingKick) });

/** The recordings behind the bundle in `dir`; null where nothing is told of them, or of another bundle. */
export async function readTrainingSet(dir: string, bundleId: string): Promise<readonly TrainingKick[] | null> {
  const text = await readFile(join(dir, TRAINING_SET), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const set = trainingSet.parse(JSON.parse(text));
    return set.bundleId === bundleId ? set.kicks : null;
  } catch {
    return null;
  }
}

/** Enough for distances, and half the text. */
const DIGITS = 4;
const rounded = (value: number): number => Number(value.toFixed(DIGITS));

/** @throws DISK_FULL, OUTPUT_UNWRITABLE */
export async function writeTrainingSet(dir: string, bundleId: string, kicks: readonly TrainingKick[]): Promise<void> {
  const lines = kicks.map(({ name, latent, descriptors: { noteHz, ...sound } }) => {
    const { decayMs, centroidHz, subShare, clickDb, lengthMs } = sound;
    return JSON.stringify({
      name,
      latent: latent.map(rounded),
      descriptors: {
        decayMs: rounded(decayMs), centroidHz: rounded(centroidHz), subShare: rounded(subShare), clickDb: rounded(clickDb),
        noteHz: noteHz === null ? null : rounded(noteHz), lengthMs: rounded(lengthMs),
      },
    } satisfies TrainingKick);
  });
  await writeFileAtomic(join(dir, TRAINING_SET), `{"bundleId":${JSON.stringify(bundleId)},"kicks":[\n${lines.join(',\n')}\n]}\n`);
}
