/** Does each slider move its own descriptor, measured on the sound, the right way and alone? */

import type { Model } from '../../src-main/engine/models.ts';
import { generate } from '../../src-main/engine/synthesis.ts';
import { createRandom } from '../../src-main/base/random.ts';
import { transformDescriptors } from '../../src-main/latent/axes.ts';
import { steeringOf } from '../../src-main/latent/sliders.ts';
import { SLIDERS, type SliderValues } from '../../src-preload/contract/sliders.ts';
import { atLeast, atMost, figure, type Row, type Section } from './rows.ts';
import { mean, quantile, spearman } from '../../src-main/base/statistics.ts';

const STEPS = 7;
const SEED = 99;
/** Kicks whose reach is climbed to, and steps of a climb. */
const CLIMBED = 6;
const CLIMB = 24;

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
      rows.push(transformDescriptors(kick.descriptors, descriptors));
    }
    result.spearman.push(spearman(rows.map((_, step) => step), rows.map((row) => row[k])));
    result.travel.push((rows[STEPS - 1][k] - rows[0][k]) / sds[k]);
    SLIDERS.forEach((_, j) => {
      result.drift[j] += Math.abs(rows[STEPS - 1][j] - rows[0][j]) / sds[j] / bases;
    });
  }
  return result;
}

/**
 * What share of the reach of `bases` kicks slider `k` goes through: its measured travel over the
 * widest distance that a climb on the sound itself finds. The climb starts at both ends of the
 * slider, so it can only find more: steps of chance, and steps where the surface points, are kept
 * when the sound measures farther out, the others stay within a quarter of the travel, and the
 * latent stays where the model makes sounds.
 */
export async function shareOfReach(model: Model, k: number, bases: number): Promise<number> {
  const { signal } = new AbortController();
  const { axes } = model.bundle;
  const steering = steeringOf(axes);
  const sds = SLIDERS.map((name) => axes.descriptors[name].sd);
  const make = async (latent: readonly number[], sliders: SliderValues = {}): Promise<{ latent: number[]; y: number[] }> => {
    const kick = await generate(model, { base: { latent }, sliders, forFile: true }, signal);
    return { latent: kick.latent, y: transformDescriptors(kick.descriptors, axes.descriptors) };
  };
  const shares: number[] = [];
  for (let index = 0; index < bases; index++) {
    const base = await generate(model, { base: { seed: SEED, index }, sliders: {}, forFile: true }, signal);
    const ends = [await make(base.latent, { [SLIDERS[k]]: 0 }), await make(base.latent, { [SLIDERS[k]]: 1 })];
    const travel = ends[1].y[k] - ends[0].y[k];
    const own = transformDescriptors(base.descriptors, axes.descriptors);
    const random = createRandom(SEED, 'climb', k, index);
    let reach = travel;
    for (const [side, end] of ends.entries()) {
      const sign = side === 0 ? -1 : 1;
      const stays = (y: readonly number[]): boolean =>
        y.every((value, j) => j === k || Math.abs(value - own[j]) / sds[j] <= (0.25 * Math.abs(travel)) / sds[k]);
      let best = end;
      for (let step = 0; step < CLIMB; step++) {
        const here = steering.predict(best.latent);
        const proposal =
          step % 2 === 0
            ? steering.aim(best.latent, here.map((value, j) => (j === k ? value + sign * 0.5 * sds[k] : value)))
            : best.latent.map((value, i) => value + 0.15 * axes.pca.sd[i] * random.normal());
        if (!steering.inside(proposal)) continue;
        const next = await make(proposal);
        if (sign * (next.y[k] - best.y[k]) > 0 && stays(next.y)) best = next;
      }
      reach += sign * (best.y[k] - end.y[k]);
    }
    shares.push(reach > 0 ? travel / reach : 0);
  }
  return mean(shares);
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
      figure(`${name}: travel over reach`, await shareOfReach(model, k, Math.min(CLIMBED, bases)), '', { target: atLeast(0.7) }),
    );
    for (const [j, other] of SLIDERS.entries()) {
      if (j !== k) rows.push(figure(`${name}: drift of ${other} per own travel`, drift[j] / drift[k], '', { target: atMost(0.25) }));
    }
  }
  return {
    name: 'sliders',
    about: `Each slider from 0 to 1 in ${String(STEPS)} steps on ${String(bases)} seeded random kicks, descriptors measured on the finished sound. ` +
      'Travel: mean change from 0 to 1, drift: mean absolute change, both in standard deviations of the data set. ' +
      `Reach: what a climb of ${String(CLIMB)} steps past each end finds on the sound itself, on ${String(CLIMBED)} of the kicks.`,
    rows,
  };
}
