/**
 * The training log: one JSON line an epoch (`training.jsonl`) and the same scalars as TensorBoard
 * events. After a resume the lines of epochs that are about to be run again are dropped.
 */

import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFailure, writeFileAtomic } from '../../base/write-file.ts';
import { scalarEvents } from './tensorboard.ts';

export interface EpochLine {
  epoch: number;
  step: number;
  learningRate: number;
  /** Schedules of the network at hand, such as beta. */
  [extra: string]: number | Record<string, number>;
  train: Record<string, number>;
  validation: Record<string, number>;
}

const JSON_LINES = 'training.jsonl';

/**
 * @throws DISK_FULL, OUTPUT_UNWRITABLE
 * @param keepEpochs lines up to this epoch stay; 0 starts afresh
 */
export async function openLog(dir: string, keepEpochs: number): Promise<{ write(line: EpochLine): Promise<void> }> {
  const path = join(dir, JSON_LINES);
  const kept = keepEpochs === 0 ? [] : (await readLines(path)).filter((line) => line.epoch <= keepEpochs);
  const events = join(dir, 'events.out.tfevents.kicklab');
  await writeFileAtomic(path, kept.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await writeFileAtomic(events, Buffer.concat([scalarEvents.header(), ...kept.map((line) => eventsOf(line))]));
  return {
    write: async (line) => {
      try {
        await appendFile(path, `${JSON.stringify(line)}\n`);
        await appendFile(events, eventsOf(line));
      } catch (error) {
        throw writeFailure(path, error);
      }
    },
  };
}

async function readLines(path: string): Promise<EpochLine[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as EpochLine];
    } catch {
      // Cut off by a crash; its epoch will be run again.
      return [];
    }
  });
}

function eventsOf(line: EpochLine): Buffer {
  const scalars: Record<string, number> = {};
  for (const [key, value] of Object.entries(line)) {
    if (typeof value === 'number') scalars[key] = value;
    else for (const [name, loss] of Object.entries(value)) scalars[`${key}/${name}`] = loss;
  }
  return scalarEvents.at(line.step, scalars);
}
