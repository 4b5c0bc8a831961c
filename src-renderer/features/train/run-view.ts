/** A training run as it is told: what it is doing, what can be done with it, the charts of its figures. Pure. */

import type { TrainedEpoch } from '../../../src-preload/contract/training-figures.ts';
import type { AxisKind, ChartPoint } from '../../charts/line-chart.ts';
import type { Run } from './runs.ts';

export const STATE_WORDS: Record<Run['state'], string> = {
  queued: 'Waits its turn',
  preparing: 'Prepares the sounds',
  training: 'Trains',
  paused: 'Paused',
  interrupted: 'Interrupted',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Stopped',
};

export const PHASE_WORDS: Record<NonNullable<Run['progress']>['phase'], string> = {
  prepare: 'Preparing the sounds',
  pca: 'Finding the main directions',
  train: 'Training',
  inversion: 'Training the way back to sound',
  vocoder: 'Fine-tuning the vocoder',
  finish: 'Measuring and writing the model',
  describe: 'Noting which sounds it learned from',
  judge: 'Measuring how far it may be trusted',
};

export type RunAction = 'pause' | 'resume' | 'cancel' | 'hasten' | 'forget';

/** What can be done with a run, the likeliest first. */
export function actionsOf({ state, position }: Pick<Run, 'state' | 'position'>): readonly RunAction[] {
  switch (state) {
    case 'queued':
      return position !== null && position > 1 ? ['hasten', 'cancel'] : ['cancel'];
    case 'preparing':
    case 'training':
      return ['pause', 'cancel'];
    case 'paused':
    case 'interrupted':
    case 'cancelled':
    case 'failed':
      return ['resume', 'forget'];
    case 'done':
      return ['forget'];
  }
}

/** How a run stands, in a few words for a list. */
export function standing({ state, position, progress }: Pick<Run, 'state' | 'position' | 'progress'>): string {
  if (state === 'queued' && position !== null) return position === 1 ? 'Next in line' : `Place ${String(position)} in line`;
  if (state === 'training' && progress !== null) return progress.epoch > 0 ? `Epoch ${String(progress.epoch)} of ${String(progress.epochs)}` : PHASE_WORDS[progress.phase];
  return STATE_WORDS[state];
}

export interface FigureChart {
  name: string;
  unit?: string;
  kind: AxisKind;
  floor?: number;
  lines: readonly { name: string; points: readonly ChartPoint[] }[];
}

/** The charts of a run, from the figures of its whole epochs. */
export function chartsOf(epochs: readonly TrainedEpoch[]): FigureChart[] {
  const line = (name: string, of: (epoch: TrainedEpoch) => number | null) => ({ name, points: epochs.map((each) => ({ x: each.epoch, y: of(each) })) });
  const both = (of: (epoch: TrainedEpoch) => { train: number; validation: number }) => [
    line('trained on', (epoch) => of(epoch).train),
    line('held back', (epoch) => of(epoch).validation),
  ];
  return [
    { name: 'Reconstruction', kind: 'log', lines: both(({ reconstruction }) => reconstruction) },
    { name: 'KL', unit: 'nats', kind: 'linear', lines: both(({ kl }) => kl) },
    { name: 'Beta', kind: 'log', lines: [line('on the sum', ({ beta }) => beta), line('on the mean', ({ betaOnMean }) => betaOnMean)] },
    { name: 'Learning rate', kind: 'log', lines: [line('learning rate', ({ learningRate }) => learningRate)] },
    { name: 'Active dimensions', kind: 'linear', floor: 0, lines: [line('active', ({ activeDimensions }) => activeDimensions)] },
    { name: 'Speed', unit: 'samples/s', kind: 'linear', floor: 0, lines: [line('samples a second', ({ samplesPerSecond }) => samplesPerSecond)] },
  ];
}

/** How much of a run's own phase is done, 0 to 1; null while that is not known. */
export const shareOfRun = ({ progress }: Pick<Run, 'progress'>): number | null =>
  (progress === null || progress.steps === 0 ? null : progress.step / progress.steps);
