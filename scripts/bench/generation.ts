/** Are seeded random kicks like real ones: as typical, and as varied? */

import { prepare } from '../../src-main/audio/prepare.ts';
import { createRandom } from '../../src-main/base/random.ts';
import type { Model } from '../../src-main/engine/models.ts';
import { generate } from '../../src-main/engine/synthesis.ts';
import { neighbours, scoreHalves, standardiser, type Cloud, type HalfScores, type Neighbours } from '../../src-main/base/distribution.ts';
import { KICK_NUMBERS, kickNumbers } from './kick-numbers.ts';
import type { RealKick } from './real-kicks.ts';
import { atLeast, atMost, figure, notMeasured, type Row, type Section } from './rows.ts';

const SEED = 20;
const NEIGHBOURS = 5;
const SPLITS = 40;
/** Of the shrunk generator that the figures have to tell from a good one. */
const SHRUNK = 0.5;

export interface GenerationFigures extends Neighbours {
  /** What was made against real halves, and real halves against one another. */
  halves: Record<'made' | 'real', HalfScores>;
}

/** Kicks 1 to `count` of the bench's seed, from `amount` of the prior, as `kickNumbers`. */
export async function madeNumbers(model: Model, count: number, amount: number): Promise<number[][]> {
  const { signal } = new AbortController();
  const spec = model.bundle.manifest.audio;
  const numbers: number[][] = [];
  for (let index = 1; index <= count; index++) {
    const kick = await generate(model, { base: { seed: SEED, index, amount }, sliders: {}, forFile: true }, signal);
    // Prepared as a recording is, so that both sides have gone the same way.
    const prepared = prepare({ file: `kick ${String(index)}`, sampleRate: kick.sampleRate, channels: [kick.samples] }, spec);
    numbers.push(kickNumbers(prepared, spec));
  }
  return numbers;
}

/** Real kicks as points with their weights; `even` counts each as one. */
export function realCloud(kicks: readonly RealKick[], model: Model, even = false): Cloud {
  const spec = model.bundle.manifest.audio;
  return { points: kicks.map(({ prepared }) => kickNumbers(prepared, spec)), weights: kicks.map(({ weight }) => (even ? 1 : weight)) };
}

/** The figures of `made` against `real`, both standardised by `scale`'s weighted mean and variance. */
export function compareClouds(real: Cloud, made: readonly (readonly number[])[], scale: Cloud): GenerationFigures {
  const standard = standardiser(scale);
  const reals = { ...real, points: real.points.map(standard) };
  const points = made.map(standard);
  const halves = scoreHalves(reals, points, { splits: SPLITS, k: NEIGHBOURS }, createRandom('bench halves'));
  return { halves, ...neighbours(reals, { points, weights: points.map(() => 1) }, NEIGHBOURS) };
}

const FRECHET_TARGET = atMost(1.8, 'ratio');
const COVERAGE_TARGET = atLeast(0.85);
/** Of the full generator's recall a shrunk one may have at most so much, else the figures tell nothing. */
const LOST = atMost(0.7, 'ratio');
const HALVES = ['frechet', 'coverage'] as const;
const SCORES = ['precision', 'recall', 'coverage'] as const;

const ABOUT =
  `Seeded random kicks (amount 1) against real ones, on ${String(KICK_NUMBERS.length)} numbers each (kick-numbers.ts), standardised by all real kicks. ` +
  `"Halves": over ${String(SPLITS)} random halvings, a real half against as many random made kicks, which carry the other half's weights; baseline: against ` +
  `that other half. The rest: all made kicks against all real ones. k = ${String(NEIGHBOURS)}. Family-weighted: kicks count by their weight in split.csv (a drum kit ` +
  'of 51 files counts as 8) in moments and shares; "each kick once": unweighted. The train part is what the model was trained on and flatters it; the ' +
  `test part is small. "Half amount": from ${String(SHRUNK)} of the prior, a shrunk generator. Frechet distance and coverage need not tell it from the full one ` +
  '(in so many dimensions the ball of an outlying kick takes in the middle of the cloud); recall must.';

/** The generation rows; `test`, `train`: null where there are no real kicks. */
export async function measureGeneration(
  model: Model,
  { test, train }: { test: readonly RealKick[] | null; train: readonly RealKick[] | null },
  count: number,
): Promise<Section> {
  const section = { name: 'generation', about: `${String(count)} kicks. ${ABOUT}` };
  if (test === null || train === null) {
    return { ...section, rows: [notMeasured('all, family-weighted: frechet, halves', 'no real kicks', FRECHET_TARGET), notMeasured('all, family-weighted: coverage', 'no real kicks', COVERAGE_TARGET)] };
  }
  const made = await madeNumbers(model, count, 1);
  const shrunk = await madeNumbers(model, count, SHRUNK);
  const whole = [...test, ...train];
  const all = realCloud(whole, model);
  const clouds: [name: string, real: Cloud][] = [
    [`all ${String(whole.length)}, family-weighted`, all],
    [`all ${String(whole.length)}, each kick once`, realCloud(whole, model, true)],
    [`test part (${String(test.length)}), family-weighted`, realCloud(test, model)],
    [`train part (${String(train.length)}), family-weighted`, realCloud(train, model)],
  ];
  const rows: Row[] = [];
  for (const [i, [name, real]] of clouds.entries()) {
    const found = compareClouds(real, made, all);
    for (const score of HALVES) {
      rows.push(figure(`${name}: ${score}, halves`, found.halves.made[score], '', {
        baselines: { 'real half': found.halves.real[score] },
        ...(i === 0 && score === 'frechet' ? { target: FRECHET_TARGET } : {}),
      }));
    }
    for (const score of SCORES) {
      rows.push(figure(`${name}: ${score}`, found[score], '', i === 0 && score === 'coverage' ? { target: COVERAGE_TARGET } : {}));
    }
  }
  rows.push(...selfCheck(compareClouds(all, made, all), compareClouds(all, shrunk, all)));
  return { ...section, rows };
}

/** What the figures say of the shrunk generator, beside the full one. */
function selfCheck(full: GenerationFigures, half: GenerationFigures): Row[] {
  return [
    ...HALVES.map((score) => figure(`half amount: ${score}, halves`, half.halves.made[score], '', {
      baselines: { 'full amount': full.halves.made[score] },
    })),
    ...SCORES.map((score) => figure(`half amount: ${score}`, half[score], '', {
      baselines: { 'full amount': full[score] },
      ...(score === 'recall' ? { target: LOST } : {}),
    })),
  ];
}
