import { expect, test } from 'vitest';
import { createRandom } from '../base/random.ts';
import { sampleIn, sharesIn, shiftTo, varyIn, type Conditioned, type LatentCategory } from './categories.ts';
import { samplePrior, standardPrior, varyLatent } from './prior.ts';

const SIZE = 3;
const category = (name: string, at: number[], spread: number): LatentCategory =>
  ({ name, embedding: at, mean: at, cholesky: at.map((_, i) => at.map((__, j) => (i === j ? spread : 0))) });
const low = category('low', [-6, 0, 0], 0.5);
const high = category('high', [6, 3, 0], 0.25);
const conditioned: Conditioned = { prior: standardPrior(SIZE), categories: [low, high] };
const mixed: Conditioned = { ...conditioned, prior: { kind: 'mixture', quantiles: [], components: [{ weight: 0.5, ...low }, { weight: 0.5, ...high }] } };
const draw = (from: Conditioned, asked: Record<string, number>, amount?: number): number[] => sampleIn(from, asked, createRandom(4, 'kick'), amount);
const near = (value: number[]) => value.map((each) => expect.closeTo(each, 9) as number);

test('without categories chance draws and varies what it always did', () => {
  for (const from of [conditioned, mixed]) {
    expect(draw(from, {}, 0.7)).toEqual(samplePrior(from.prior, createRandom(4, 'kick'), 0.7));
    expect(draw(from, { low: 0 })).toEqual(samplePrior(from.prior, createRandom(4, 'kick')));
    expect(varyIn(from, {}, [1, 2, 3], createRandom(1), 0.4)).toEqual(varyLatent(from.prior, [1, 2, 3], createRandom(1), 0.4));
  }
});

test('a category is drawn from its own Gaussian, a mixture from between theirs, all by the same chance', () => {
  const noise = draw(conditioned, {});
  const of = (mean: number[], spread: number): number[] => near(mean.map((value, i) => value + spread * noise[i]));
  expect(draw(conditioned, { low: 1 })).toEqual(of([-6, 0, 0], 0.5));
  expect(draw(conditioned, { low: 0.25, high: 0.75 })).toEqual(of([3, 2.25, 0], 0.3125));
  expect(draw(conditioned, { low: 0.5 })).toEqual(of([-3, 0, 0], 0.75));
  // Beyond 1 the proportions count.
  expect(draw(conditioned, { low: 1, high: 1 })).toEqual(draw(conditioned, { low: 0.5, high: 0.5 }));
});

test('the amount is about the mean of what is asked for', () => {
  for (const from of [conditioned, mixed]) {
    expect(draw(from, { high: 1 }, 0)).toEqual(near(high.mean));
    expect(draw(from, { high: 0.5, low: 0.5 }, 0)).toEqual(near([0, 1.5, 0]));
  }
  expect(draw(mixed, { low: 0.5 }, 0)).toEqual(near([-3, 0.75, 0]));
});

test('a shift changes the category and keeps the rest', () => {
  const latent = [-5.5, 0.5, 2];
  const shifted = shiftTo(conditioned.categories, { high: 1 }, latent);
  expect(shifted).toEqual(near([6.5, 3.5, 2]));
  expect(shiftTo(conditioned.categories, { low: 1 }, shifted)).toEqual(near(latent));
  expect(shiftTo(conditioned.categories, { high: 0.5 }, latent)).toEqual(near([0.5, 2, 2]));
  expect(shiftTo(conditioned.categories, {}, latent)).toEqual(latent);
  expect(shiftTo([], {}, latent)).toEqual(latent);
});

test('shares that are not asked for are those the latent has', () => {
  const of = (asked: Record<string, number>): unknown => sharesIn(conditioned.categories, asked, [-5.5, 0.5, 2]);
  expect(of({})).toEqual({ low: expect.closeTo(1, 6) as number, high: expect.closeTo(0, 6) as number });
  expect(of({ high: 0.25 })).toEqual({ low: expect.closeTo(0.75, 6) as number, high: expect.closeTo(0.25, 6) as number });
});

test('a kick that is varied within a category ends in it', () => {
  expect(varyIn(conditioned, { high: 1 }, [-6, 0, 0], createRandom(1), 0)).toEqual([-6, 0, 0]);
  const all = varyIn(conditioned, { high: 1 }, [-6, 0, 0], createRandom(1), 1);
  expect(sharesIn(conditioned.categories, {}, all)['high']).toBeCloseTo(1, 6);
});
