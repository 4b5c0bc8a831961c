/**
 * The training log: one JSON line an epoch (`training.jsonl`) and the same scalars as TensorBoard
 * events. After a resume the lines of epochs that are about to be run again are dropped, so that
 * both come out byte for byte as of an unbroken run. How fast an epoch went depends on the machine
 * and on what else it did: that stands apart, in `pace.jsonl`.
 */

import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFailure, writeFileAtomic } from '../../base/write-file.ts';
import { EPOCH_LINES, PACE_LINES, readLines, type EpochLine, type PaceLine } from '../../lab/epoch-lines.ts';
import { scalarEvents } from './tensorboard.ts';

export interface Log {
  /** Of the epochs that stay; undefined where a run starts afresh. */
  last: EpochLine | undefined;
  /** @throws DISK_FULL, OUTPUT_UNWRITABLE */
  write(samplesPerSecond: number, line: EpochLine): Promise<void>;
}

/**
 * @throws DISK_FULL, OUTPUT_UNWRITABLE
 * @param keepEpochs lines up to this epoch stay; 0 starts afresh
 */
export async function openLog(dir: string, keepEpochs: number): Promise<Log> {
  const path = join(dir, EPOCH_LINES);
  const pacePath = join(dir, PACE_LINES);
  const upTo = async <L extends { epoch: number }>(file: string): Promise<L[]> =>
    keepEpochs === 0 ? [] : (await readLines<L>(file)).filter((line) => line.epoch <= keepEpochs);
  const kept = await upTo<EpochLine>(path);
  const paces = await upTo<PaceLine>(pacePath);
  const events = join(dir, 'events.out.tfevents.kicklab');
  await writeFileAtomic(path, kept.map(lineOf).join(''));
  await writeFileAtomic(pacePath, paces.map(lineOf).join(''));
  await writeFileAtomic(events, Buffer.concat([scalarEvents.header(), ...kept.map((line) => eventsOf(line))]));
  return {
    last: kept.at(-1),
    write: async (samplesPerSecond, line) => {
      try {
        const pace: PaceLine = { epoch: line.epoch, samplesPerSecond };
        await appendFile(pacePath, lineOf(pace));
        await appendFile(path, lineOf(line));
        await appendFile(events, eventsOf(line));
      } catch (error) {
        throw writeFailure(path, error);
      }
    },
  };
}

const lineOf = (line: object): string => `${JSON.stringify(line)}\n`;

function eventsOf(line: EpochLine): Buffer {
  const scalars: Record<string, number> = {};
  for (const [key, value] of Object.entries(line) as [string, number | Record<string, number>][]) {
    if (typeof value === 'number') scalars[key] = value;
    else for (const [name, loss] of Object.entries(value)) scalars[`${key}/${name}`] = loss;
  }
  return scalarEvents.at(line.step, scalars);
}
