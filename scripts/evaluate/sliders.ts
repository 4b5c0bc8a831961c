/** Does each slider move its own descriptor, measured on the sound, the right way and alone? */

import type { Model } from '../../src-main/engine/models.ts';
import { generate } from '../../src-main/engine/synthesis.ts';
import { transformDescriptors } from '../../src-main/latent/axes.ts';
import { SLIDERS } from '../../src-preload/contract/sliders.ts';
import { mean, spearman, table } from './statistics.ts';

const BASES = 24;
const STEPS = 7;
const SEED = 99;

export interface SliderResult {
  /** Spearman of position against measured descriptor, one a base. */
  spearman: number[];
  /** Measured travel from 0 to 1 in data-set standard deviations, mean over bases. */
  travel: number;
  /** Travel of each descriptor in its own standard deviations, SLIDERS order. */
  drift: number[];
}

/** Sweeps slider `k` from 0 to 1 on `bases` seeded kicks. */
export async function sweepSlider(model: Model, k: number, bases: number): Promise<SliderResult> {
  const { signal } = new AbortController();
  const { descriptors } = model.bundle.axes;
  const sds = SLIDERS.map((name) => descriptors[name].sd);
  const result: SliderResult = { spearman: [], travel: 0, drift: SLIDERS.map(() => 0) };
  for (let index = 0; index < bases; index++) {
    const rows: number[][] = [];
    for (let step = 0; step < STEPS; step++) {
      const sliders = { [SLIDERS[k]]: step / (STEPS - 1) };
      const kick = await generate(model, { base: { seed: SEED, index }, sliders, forFile: true }, signal);
      rows.push(transformDescriptors(kick.descriptors));
    }
    result.spearman.push(spearman(rows.map((_, step) => step), rows.map((row) => row[k])));
    result.travel += (rows[STEPS - 1][k] - rows[0][k]) / sds[k] / bases;
    SLIDERS.forEach((_, j) => {
      result.drift[j] += Math.abs(rows[STEPS - 1][j] - rows[0][j]) / sds[j] / bases;
    });
  }
  return result;
}

export async function measureSliders(model: Model, say: (text: string) => void): Promise<void> {
  const rows: string[][] = [];
  for (const [k, name] of SLIDERS.entries()) {
    const { spearman: found, travel, drift } = await sweepSlider(model, k, BASES);
    rows.push([
      name, mean(found).toFixed(3), Math.min(...found).toFixed(2), travel.toFixed(2),
      ...drift.map((d, j) => (j === k ? '-' : (d / Math.abs(travel)).toFixed(2))),
    ]);
  }
  say(`sliders: 0 to 1 in ${String(STEPS)} steps on ${String(BASES)} kicks; travel and the others' drift in data-set standard deviations (drift per own travel)`);
  say(table(['slider', 'Spearman', 'worst', 'travel', ...SLIDERS], rows));
}
