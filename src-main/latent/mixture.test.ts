import { expect, test } from 'vitest';

import { createRandom, type Random } from '../base/random.ts';
import { mixtureMean, sampleMixture, scoreMixture, varyMixture, type Component } from './mixture.ts';

/** Two that overlap a little: means 5 apart, covariances [[1, 0], [0, 4]] and [[4, 2], [2, 10]]. */
const two: Component[] = [
  { weight: 0.3, mean: [0, 0], cholesky: [[1, 0], [0, 2]] },
  { weight: 0.7, mean: [4, 3], cholesky: [[2, 0], [1, 3]] },
];

interface Moments {
  mean: number[];
  /** E[xx], E[xy], E[yy]. */
  second: number[];
  /** Share left of x = 2: tells two humps from one. */
  left: number;
}

function momentsOf(latents: readonly number[][]): Moments {
  const n = latents.length;
  const average = (f: (z: number[]) => number): number => latents.reduce((sum, z) => sum + f(z), 0) / n;
  return {
    mean: [average((z) => z[0]), average((z) => z[1])],
    second: [average((z) => z[0] ** 2), average((z) => z[0] * z[1]), average((z) => z[1] ** 2)],
    left: average((z) => (z[0] < 2 ? 1 : 0)),
  };
}

/** By hand: mean sum w m; second moments sum w (C + m m^T); left .3 Phi(2) + .7 Phi(-1). */
const truth: Moments = { mean: [2.8, 2.1], second: [14.3, 9.8, 14.5], left: 0.3 * 0.97725 + 0.7 * 0.158655 };

/** Within five standard errors of about n independent draws (their fourth moments are below 20 times the squares). */
function expectTruth(found: Moments, n: number): void {
  const error = 5 / Math.sqrt(n);
  found.mean.forEach((value, i) => { expect(Math.abs(value - truth.mean[i])).toBeLessThan(3.5 * error); });
  found.second.forEach((value, i) => { expect(Math.abs(value - truth.second[i])).toBeLessThan(22 * error); });
  expect(Math.abs(found.left - truth.left)).toBeLessThan(0.5 * error);
}

test('draws have the mixture\'s moments and both its humps', () => {
  const random = createRandom(1, 'mixture');
  const n = 40_000;
  expectTruth(momentsOf(Array.from({ length: n }, () => sampleMixture(two, random))), n);
});

test('the amount scales the way from the mean', () => {
  const mean = mixtureMean(two);
  mean.forEach((value, i) => { expect(value).toBeCloseTo(truth.mean[i], 12); });
  const whole = sampleMixture(two, createRandom(2));
  sampleMixture(two, createRandom(2), 0.5).forEach((value, i) => {
    expect(value - mean[i]).toBeCloseTo((whole[i] - mean[i]) / 2, 12);
  });
  sampleMixture(two, createRandom(2), 0).forEach((value, i) => { expect(value).toBeCloseTo(mean[i], 12); });
});

test('the score is the log density, by hand', () => {
  // At (4, 3): the second component's middle, det C = 6; for the first, (4/1)^2 + (3/2)^2 away, det C = 2.
  const density = (0.3 * Math.exp(-0.5 * (16 + 2.25))) / (2 * Math.PI * 2) + 0.7 / (2 * Math.PI * 6);
  expect(scoreMixture(two, [4, 3])).toBeCloseTo(Math.log(density), 12);
  // So far out that each density is 0 in double precision.
  expect(scoreMixture(two, [200, 0])).toBeGreaterThan(-10_000);
});

test.each([0.2, 0.5, 0.9, 1])('one variation by %d of draws leaves the mixture what it is', (amount) => {
  const random = createRandom(3, 'vary', amount);
  const n = 40_000;
  expectTruth(momentsOf(Array.from({ length: n }, () => varyMixture(two, sampleMixture(two, random), random, amount))), n);
});

test('varied again and again, a kick visits the whole mixture', () => {
  const random = createRandom(4, 'vary');
  const n = 60_000;
  let z = [0, 0];
  const visited = Array.from({ length: n }, () => (z = varyMixture(two, z, random, 0.8)));
  // Each step keeps 0.6: (1 + .6) / (1 - .6) = 4 steps are worth one draw.
  expectTruth(momentsOf(visited), n / 4);
});

test('by 1 nothing of the latent is left; near 0 the most of it', () => {
  const [near, far] = [[0, 0], [40, -70]].map((from) => varyMixture(two, from, createRandom(5), 1));
  // The same draws, whatever component the start belonged to.
  near.forEach((value, i) => { expect(far[i]).toBeCloseTo(value, 9); });
  const random = createRandom(6);
  const steps = Array.from({ length: 500 }, () => Math.hypot(...varyMixture(two, [0, 0], random, 0.05)));
  expect(steps.sort((a, b) => a - b)[250]).toBeLessThan(0.2);
});

test('the component and the noise remember alike: sqrt(1 - a^2)', () => {
  // Far apart, so that a latent tells its component.
  const apart = two.map((c, i) => ({ ...c, mean: [100 * i, 0] }));
  const random: Random = createRandom(7);
  const n = 20_000;
  let same = 0;
  for (let i = 0; i < n; i++) {
    const z = varyMixture(apart, sampleMixture([apart[0]], random), random, 0.6);
    if (z[0] < 50) same++;
  }
  // Kept with 0.8, or drawn again with 0.2 x 0.3.
  expect(Math.abs(same / n - 0.86)).toBeLessThan(0.015);
});
