/** `training-set.json` of the shipped model: the recordings of the train part, by the file that they are. */

import { createModels } from '../../src-main/engine/models.ts';
import { knownKick } from '../../src-main/engine/train/known-kicks.ts';
import { writeTrainingSet as write, type TrainingKick } from '../../src-main/lab/training-set.ts';
import { realKicks } from '../bench/real-kicks.ts';
import type { Report } from './stages.ts';

export async function writeTrainingSet({ bundle: dir, data }: { bundle: string; data: string }, report: Report): Promise<void> {
  const models = createModels({ forced: 'cpu', safe: true, threads: 1, probe: () => Promise.reject(new Error('the CPU alone is used')) });
  const model = await models.open(dir);
  const recordings = await realKicks(data, 'train', model.bundle.manifest.audio);
  if (recordings === null) throw new Error(`${data} holds no split.csv`);
  const kicks: TrainingKick[] = [];
  const { signal } = new AbortController();
  for (const { file, prepared } of recordings) kicks.push(await knownKick(model, file, prepared.features, signal));
  await write(dir, model.bundle.manifest.id, kicks);
  report(`${String(kicks.length)} recordings beside ${dir}`);
}
