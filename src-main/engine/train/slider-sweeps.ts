/** Whether sliders do what they say: moved on random kicks, and measured. Who makes the kicks is not known here. */

import { mean, spearman } from '../../base/statistics.ts';
import { transform, transformDescriptors, type Axes } from '../../latent/axes.ts';
import { SLIDERS, type SliderName, type SliderValues } from '../../../src-preload/contract/sliders.ts';
import { POSITIONS, SWEPT } from '../../../src-preload/contract/training-presets.ts';
import type { Kick } from '../protocol.ts';

export interface SliderTrust {
  /** How steadily what is measured rises with the slider: mean rank correlation over the kicks. */
  monotone: number;
  /** How far it lies from what the slider promises, mean, in standard deviations; null where the sounds do not differ in it. */
  exact: number | null;
}

/** @param make Kick `index`, from 1, with a slider set. */
export async function sweepSliders(
  statistics: Axes['descriptors'],
  make: (index: number, sliders: SliderValues) => Promise<Pick<Kick, 'descriptors' | 'reach'>>,
): Promise<Record<SliderName, SliderTrust>> {
  const sweep = async (slider: SliderName): Promise<SliderTrust> => {
    const k = SLIDERS.indexOf(slider);
    const { transform: kind, sd } = statistics[slider];
    const positions = Array.from({ length: POSITIONS }, (_, p) => p / (POSITIONS - 1));
    const ranks: number[] = [];
    const misses: number[] = [];
    for (let index = 1; index <= SWEPT; index++) {
      const values: number[] = [];
      for (const position of positions) {
        const { descriptors, reach } = await make(index, { [slider]: position });
        const value = transformDescriptors(descriptors, statistics)[k];
        const low = transform(kind, reach[slider].low);
        const high = transform(kind, reach[slider].high);
        values.push(value);
        misses.push(Math.abs(value - (low + position * (high - low))) / sd);
      }
      ranks.push(spearman(positions, values));
    }
    return { monotone: mean(ranks), exact: sd > 0 ? mean(misses) : null };
  };
  return { decay: await sweep('decay'), brightness: await sweep('brightness'), subby: await sweep('subby'), click: await sweep('click') };
}
