/** What the form of a training holds, as it is typed, and what it asks for. Pure. */

import { evenly, type Augmentation } from '../../../src-preload/contract/augmentation.ts';
import type { PresetName } from '../../../src-preload/contract/training-presets.ts';
import type { EstimateAsked, RunAsked } from './runs.ts';

/** As typed: an empty text leaves the choice to the preset, or to the size of the set. */
export interface Advanced {
  epochs: string;
  seed: string;
  beta: string;
  batch: string;
  /** Folder of a model, `none`, or empty. */
  from: string;
  vocoder: boolean;
  /** How far the sounds are varied. */
  amounts: Augmentation;
}

export const PLAIN: Advanced = { epochs: '', seed: '1', beta: '0.001', batch: '16', from: '', vocoder: false, amounts: evenly(1) };

/** What is asked for, to begin a run and to reckon how long it takes. */
export function asked(dataset: string, preset: PresetName, { epochs, seed, beta, batch, from, vocoder, amounts }: Advanced): { start: RunAsked; estimate: EstimateAsked } {
  const estimate = {
    dataset,
    preset,
    batch: Number(batch),
    ...(epochs === '' ? {} : { epochs: Number(epochs) }),
    ...(from === '' ? {} : { from }),
  };
  return { estimate, start: { ...estimate, seed: Number(seed), beta: Number(beta), vocoder, augmentation: amounts } };
}
