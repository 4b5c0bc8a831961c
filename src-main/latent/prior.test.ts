import { expect, test } from 'vitest';

import { createRandom, type Random } from '../base/random.ts';
import { sampleMixture } from './mixture.ts';
import { fitPrior, priorMean, samplePrior, scorePrior, standardPrior, typicality, varyLatent, type GaussianPrior } from './prior.ts';

/** Covariance [[4, 2], [2, 10]] = C C^T with C = [[2, 0], [1, 3]]. */
const skewed: GaussianPrior = { kind: 'gaussian', mean: [1, -1], cholesky: [[2, 0], [1, 3]] };

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

test('a Gaussian draws what it drew before there were mixtures: saved seeds keep their meaning', () => {
  expect(samplePrior(skewed, createRandom(3, 'kick', 1))).toEqual([-0.3450459590215853, -6.002670816806471]);
  expect(samplePrior(skewed, createRandom(3, 'kick', 2), 0.5)).toEqual([-1.3291445816729688, -4.855641026285054]);
  expect(varyLatent(skewed, [7, -3], createRandom(3, 'vary'), 0.6)).toEqual([6.417425562040387, 0.6123191133257015]);
});

test('a prior that is fitted is a mixture, and the one interface serves it', () => {
  const random = createRandom(6);
  const humps = [-4, 4].map((x) => ({ weight: 0.5, mean: [x, 0], cholesky: [[1, 0], [0, 1]] }));
  const latents = Array.from({ length: 400 }, () => sampleMixture(humps, random));
  const prior = fitPrior(latents, 1);
  expect(prior.components).toHaveLength(2);
  expect(fitPrior(latents, 1)).toEqual(prior);
  expect(samplePrior(prior, random, 0)).toEqual(priorMean(prior));
  expect(varyLatent(prior, [4, 0], random, 0)).toEqual([4, 0]);
  expect(Math.abs(varyLatent(prior, [4, 0], random, 0.01)[0] - 4)).toBeLessThan(0.2);
  expect(scorePrior(prior, [4, 0])).toBeGreaterThan(scorePrior(prior, [0, 0]) + 3);
});

test('typicality: over a prior\'s own draws every share comes as often; the middle is typical, far out is not', () => {
  const random = createRandom(8);
  const mixture = fitPrior(Array.from({ length: 300 }, (_, i) => [...random.fillNormal(new Float64Array(3))].map((x) => (i % 2 === 0 ? x : 9 + 2 * x))), 1);
  for (const prior of [mixture, standardPrior(3), skewed]) {
    const shares = Array.from({ length: 2000 }, () => typicality(prior, samplePrior(prior, random)));
    for (const q of [0.1, 0.5, 0.9]) {
      const below = shares.filter((share) => share < q).length / shares.length;
      expect(Math.abs(below - q)).toBeLessThan(0.05);
    }
    const far = priorMean(prior).map((value) => value + 100);
    expect(typicality(prior, far)).toBeLessThan(0.001);
  }
  expect(typicality(standardPrior(3), [0, 0, 0])).toBe(1);
  // Two dimensions, by hand: a draw lies further than distance 2 from the middle with e^-2.
  expect(typicality(standardPrior(2), [2, 0])).toBeCloseTo(Math.exp(-2), 12);
});

test('a few sounds that are odd in one respect do not make draws that are odd in all', () => {
  const random = createRandom(6, 'odd');
  const sound = (last: number, all = 1): number[] => [...random.fillNormal(new Float64Array(11)).map((value) => all * value), last * random.normal()];
  // A drum recorded many times, others about it, and some that differ where all these are alike.
  const latents = [
    ...Array.from({ length: 120 }, () => sound(0.02, 0.3)), ...Array.from({ length: 120 }, () => sound(0.06)), ...Array.from({ length: 12 }, () => sound(1)),
  ];
  const norm = (latent: readonly number[]): number => Math.hypot(...latent);
  const farthest = Math.max(...latents.map(norm));
  const prior = fitPrior(latents, 1);
  const beyond = Array.from({ length: 1000 }, () => norm(samplePrior(prior, random))).filter((far) => far > 1.2 * farthest);
  expect(beyond).toEqual([]);
});
