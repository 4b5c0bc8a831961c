import { expect, test } from 'vitest';

import { createRandom, type Random } from '../base/random.ts';
import { fitPrior, samplePrior, scorePrior, standardPrior, varyLatent, type Prior } from './prior.ts';

/** Covariance [[4, 2], [2, 10]] = C C^T with C = [[2, 0], [1, 3]]. */
const skewed: Prior = { kind: 'gaussian', mean: [1, -1], cholesky: [[2, 0], [1, 3]] };

test('samples have the prior\'s mean and covariance', () => {
  const random = createRandom(1, 'prior');
  const n = 20_000;
  const sum = [0, 0];
  const square = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [a, b] = samplePrior(skewed, random);
    sum[0] += a;
    sum[1] += b;
    square[0] += (a - 1) ** 2;
    square[1] += (a - 1) * (b + 1);
    square[2] += (b + 1) ** 2;
  }
  expect(sum[0] / n).toBeCloseTo(1, 1);
  expect(sum[1] / n).toBeCloseTo(-1, 1);
  expect(Math.abs(square[0] / n - 4)).toBeLessThan(0.2);
  expect(Math.abs(square[1] / n - 2)).toBeLessThan(0.3);
  expect(Math.abs(square[2] / n - 10)).toBeLessThan(0.5);
});

test('amount scales the way from the mean', () => {
  const whole = samplePrior(skewed, createRandom(2));
  const half = samplePrior(skewed, createRandom(2), 0.5);
  half.forEach((value, i) => expect(value - skewed.mean[i]).toBeCloseTo((whole[i] - skewed.mean[i]) / 2, 12));
  expect(samplePrior(skewed, createRandom(2), 0)).toEqual(skewed.mean);
});

test('a variation by 0 is the latent itself, by 1 a draw from the prior whatever it started from', () => {
  expect(varyLatent(skewed, [7, -3.1], createRandom(4), 0)).toEqual([7, -3.1]);
  const fresh = samplePrior(skewed, createRandom(4));
  varyLatent(skewed, [7, -3.1], createRandom(4), 1).forEach((value, i) => {
    expect(value).toBeCloseTo(fresh[i], 12);
  });
});

test('a variation keeps sqrt(1 - a^2) of the way from the mean and adds a of a draw', () => {
  const still: Random = { ...createRandom(1), fillNormal: (out) => out.fill(0) as typeof out };
  // 0.8 of (6, -2) from the mean (1, -1).
  varyLatent(skewed, [7, -3], still, 0.6).forEach((value, i) => {
    expect(value).toBeCloseTo([5.8, -2.6][i], 12);
  });
});

test('varied again and again, a kick stays in the prior', () => {
  const random = createRandom(5, 'vary');
  const n = 30_000;
  const sum = [0, 0];
  const square = [0, 0, 0];
  let z = samplePrior(skewed, random);
  for (let i = 0; i < n; i++) {
    z = varyLatent(skewed, z, random, 0.8);
    const [a, b] = [z[0] - 1, z[1] + 1];
    sum[0] += a;
    sum[1] += b;
    square[0] += a * a;
    square[1] += a * b;
    square[2] += b * b;
  }
  expect(Math.abs(sum[0] / n)).toBeLessThan(0.1);
  expect(Math.abs(sum[1] / n)).toBeLessThan(0.15);
  expect(Math.abs(square[0] / n - 4)).toBeLessThan(0.3);
  expect(Math.abs(square[1] / n - 2)).toBeLessThan(0.4);
  expect(Math.abs(square[2] / n - 10)).toBeLessThan(0.7);
});

test('score is the log density', () => {
  const logTwoPi = Math.log(2 * Math.PI);
  expect(scorePrior(standardPrior(3), [0, 0, 0])).toBeCloseTo(-1.5 * logTwoPi, 12);
  expect(scorePrior(standardPrior(3), [1, 2, 2])).toBeCloseTo(-1.5 * logTwoPi - 4.5, 12);
  // At mean + C (1, 1): squared distance 2, determinant of C 6.
  expect(scorePrior(skewed, [3, 3])).toBeCloseTo(-1 - Math.log(6) - logTwoPi, 12);
});

test('fit finds mean and covariance of known points', () => {
  // Covariance of these four with n - 1 = 3: diag(8/3, 2/3).
  const fitted = fitPrior([[2, 0], [-2, 0], [0, 1], [0, -1]].map(([a, b]) => [a + 5, b - 5]));
  expect(fitted.mean).toEqual([5, -5]);
  const level = 0.01 * (5 / 3);
  expect(fitted.cholesky[0][0] ** 2).toBeCloseTo(0.99 * (8 / 3) + level, 9);
  expect(fitted.cholesky[1][0]).toBeCloseTo(0, 12);
  expect(fitted.cholesky[1][1] ** 2).toBeCloseTo(0.99 * (2 / 3) + level, 9);
});

test('fit from fewer latents than dimensions still samples and scores', () => {
  const random = createRandom(3);
  const latents = Array.from({ length: 5 }, () => [...random.fillNormal(new Float64Array(32))]);
  const fitted = fitPrior(latents);
  const drawn = samplePrior(fitted, random);
  expect(drawn.every(Number.isFinite)).toBe(true);
  expect(Number.isFinite(scorePrior(fitted, drawn))).toBe(true);
});
