import { expect, test } from 'vitest';

import { createRandom } from '../base/random.ts';
import { drawNoise, fitGaussian, logDensity, noiseAt, pointAt, type Gaussian } from './gaussian.ts';

/** Covariance [[4, 2], [2, 10]] = C C^T with C = [[2, 0], [1, 3]]. */
const skewed: Gaussian = { mean: [1, -1], cholesky: [[2, 0], [1, 3]] };

test('fit finds mean and covariance of known points', () => {
  // Covariance of these four with n - 1 = 3: diag(8/3, 2/3).
  const fitted = fitGaussian([[2, 0], [-2, 0], [0, 1], [0, -1]].map(([a, b]) => [a + 5, b - 5]));
  expect(fitted.mean).toEqual([5, -5]);
  const level = 0.01 * (5 / 3);
  expect(fitted.cholesky[0][0] ** 2).toBeCloseTo(0.99 * (8 / 3) + level, 9);
  expect(fitted.cholesky[1][0]).toBeCloseTo(0, 12);
  expect(fitted.cholesky[1][1] ** 2).toBeCloseTo(0.99 * (2 / 3) + level, 9);
});

test('fit from fewer latents than dimensions still samples and scores', () => {
  const random = createRandom(3);
  const fitted = fitGaussian(Array.from({ length: 5 }, () => [...drawNoise(32, random)]));
  const drawn = pointAt(fitted, drawNoise(32, random));
  expect(drawn.every(Number.isFinite)).toBe(true);
  expect(Number.isFinite(logDensity(fitted, drawn))).toBe(true);
});

test('noise and point are each other\'s inverse', () => {
  const noise = Float64Array.of(1, 1);
  expect(pointAt(skewed, noise)).toEqual([3, 3]);
  expect([...noiseAt(skewed, [3, 3])]).toEqual([1, 1]);
  expect(pointAt(skewed, noise, 0.5)).toEqual([2, 1]);
});
