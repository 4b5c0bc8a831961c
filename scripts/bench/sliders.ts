/** Does each slider move its own descriptor, measured on the sound, the right way and alone? */

import type { Model } from '../../src-main/engine/models.ts';
import { generate } from '../../src-main/engine/synthesis.ts';
import { transformDescriptors } from '../../src-main/latent/axes.ts';
import { SLIDERS } from '../../src-preload/contract/sliders.ts';
import { atLeast, atMost, figure, type Row, type Section } from './rows.ts';
import { mean, quantile, spearman } from './statistics.ts';

const STEPS = 7;
const SEED = 99;

export interface SliderResult {
  /** Spearman of position against measured descriptor, one a base. */
  spearman: number[];
  /** Measured travel from 0 to 1 in data-set standard deviations, one a base. */
  travel: number[];
  /** Mean |travel| of each descriptor in its own standard deviations, SLIDERS order. */
  drift: number[];
}

/** Sweeps slider `k` from 0 to 1 in `STEPS` steps on `bases` seeded kicks; descriptors in transformed units. */
export async function sweepSlider(model: Model, k: number, bases: number): Promise<SliderResult> {
  const { signal } = new AbortController();
  const { descriptors } = model.bundle.axes;
  const sds = SLIDERS.map((name) => descriptors[name].sd);
  const result: SliderResult = { spearman: [], travel: [], drift: SLIDERS.map(() => 0) };
  for (let index = 0; index < bases; index++) {
    const rows: number[][] = [];
    for (let step = 0; step < STEPS; step++) {
      const sliders = { [SLIDERS[k]]: step / (STEPS - 1) };
      const kick = await generate(model, { base: { seed: SEED, index }, sliders, forFile: true }, signal);
      rows.push(transformDescriptors(kick.descriptors));
    }
    result.spearman.push(spearman(rows.map((_, step) => step), rows.map((row) => row[k])));
    result.travel.push((rows[STEPS - 1][k] - rows[0][k]) / sds[k]);
    SLIDERS.forEach((_, j) => {
      result.drift[j] += Math.abs(rows[STEPS - 1][j] - rows[0][j]) / sds[j] / bases;
    });
  }
  return result;
}

/** The sweep of all four sliders as rows. */
export async function measureSliders(model: Model, bases: number): Promise<Section> {
  const rows: Row[] = [];
  for (const [k, name] of SLIDERS.entries()) {
    const { spearman: found, travel, drift } = await sweepSlider(model, k, bases);
    rows.push(
      figure(`${name}: Spearman, mean over bases`, mean(found), '', { target: atLeast(0.95) }),
      figure(`${name}: Spearman, 5th percentile`, quantile(found, 0.05), ''),
      figure(`${name}: travel`, mean(travel), 'sd'),
    );
    for (const [j, other] of SLIDERS.entries()) {
      if (j !== k) rows.push(figure(`${name}: drift of ${other} per own travel`, drift[j] / drift[k], '', { target: atMost(0.25) }));
    }
  }
  return {
    name: 'sliders',
    about: `Each slider from 0 to 1 in ${String(STEPS)} steps on ${String(bases)} seeded random kicks, descriptors measured on the finished sound. ` +
      'Travel: mean change from 0 to 1, drift: mean absolute change, both in standard deviations of the data set.',
    rows,
  };
}
