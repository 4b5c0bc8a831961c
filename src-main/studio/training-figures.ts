/** The figures of a training run and what can be heard of it, read from what the trainer keeps in its folder. */

import { join, resolve } from 'node:path';
import { trainedEpoch, type TrainedEpoch } from '../../src-preload/contract/training-figures.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Output } from '../../src-preload/contract/verbs.ts';
import { CHECKPOINTS, EPOCH_LINES, PACE_LINES, readLines, type EpochLine, type PaceLine } from '../lab/epoch-lines.ts';
import { readStrip, readStripSound, soundName } from '../lab/strips.ts';
import type { Handlers } from './ports.ts';

/** @param folderOf The folder that a run writes to. @throws TRAINING_UNKNOWN */
export function createTrainingLab(folderOf: (id: string) => Promise<string>): Pick<Handlers['training'], 'history' | 'strips' | 'strip'> {
  return {
    history: async ({ id }) => readHistory(await folderOf(id)),
    strips: async ({ id }) => {
      const strip = await readStrip(await folderOf(id));
      if (strip === null) return { epoch: null, pairs: [], random: [] };
      return {
        epoch: strip.epoch,
        pairs: strip.kicks.map((kick, at) => ({ kick, original: soundName('original', at), made: soundName('made', at) })),
        random: Array.from({ length: strip.random }, (_, at) => soundName('random', at)),
      };
    },
    strip: async ({ id, name }) => {
      const found = await readStripSound(await folderOf(id), name);
      if (found === null) throw new KicklabError('STRIP_UNKNOWN', { name });
      const { epoch, sound: { sampleRate, channels } } = found;
      return { epoch, sampleRate, samples: channels[0] };
    },
  };
}

/** The whole epochs of the run in `out`; none where it has not got that far. */
export async function readHistory(out: string): Promise<Output<'training', 'history'>> {
  const dir = join(resolve(out), CHECKPOINTS);
  const paces = new Map((await readLines<PaceLine>(join(dir, PACE_LINES))).map(({ epoch, samplesPerSecond }) => [epoch, samplesPerSecond]));
  const epochs = (await readLines<EpochLine>(join(dir, EPOCH_LINES))).flatMap((line) => {
    const told = trainedEpoch.safeParse(epochOf(line, paces.get(line.epoch) ?? null));
    // A line of an earlier version tells less, and of it there is no chart.
    return told.success ? [told.data] : [];
  });
  const best = epochs.reduce<TrainedEpoch | null>((a, b) => (a === null || b.loss.validation < a.loss.validation ? b : a), null);
  return { epochs, bestEpoch: best?.epoch ?? null };
}

/** @returns as `trainedEpoch`, unchecked: the file may be another program's. */
function epochOf({ epoch, step, learningRate, beta, betaOnMean, train, validation }: EpochLine, samplesPerSecond: number | null): unknown {
  const both = (name: string): unknown => ({ train: train[name], validation: validation[name] });
  return {
    epoch, step, learningRate, beta, betaOnMean, samplesPerSecond,
    loss: both('loss'), reconstruction: both('reconstruction'), kl: both('kl'),
    activeDimensions: validation['activeDimensions'],
  };
}
