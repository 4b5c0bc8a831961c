/** The lines that a training writes an epoch, as they stand in its folder of checkpoints. */

import { readFile } from 'node:fs/promises';

/** Of a run's folder: what it goes on from, and its log. */
export const CHECKPOINTS = 'checkpoints';

/** A line of `training.jsonl`: the same for the same seed, whatever interrupted the run. */
export interface EpochLine {
  epoch: number;
  step: number;
  learningRate: number;
  /** Schedules of the network at hand. */
  beta?: number;
  betaOnMean?: number;
  train: Record<string, number>;
  validation: Record<string, number>;
}

/** A line of `pace.jsonl`: how fast an epoch's steps went, without what stands between epochs. */
export interface PaceLine {
  epoch: number;
  samplesPerSecond: number;
}

export const EPOCH_LINES = 'training.jsonl';
export const PACE_LINES = 'pace.jsonl';

/** The lines of a log that are whole; none where there is no log. */
export async function readLines<L>(path: string): Promise<L[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as L];
    } catch {
      // Cut off by a crash, and its epoch will be run again; or the last line being written just now.
      return [];
    }
  });
}
