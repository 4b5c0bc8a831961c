import { expect, test } from 'vitest';

import { createRandom } from '../base/random.ts';
import { parameterCount } from './em.ts';
import { fitGaussian, logDensity } from './gaussian.ts';
import { sampleMixture, scoreMixture, type Component } from './mixture.ts';
import { fitMixture } from './mixture-fit.ts';

const SIZE = 4;
const vector = (value: (i: number) => number): number[] => Array.from({ length: SIZE }, (_, i) => value(i));
const diagonal = (value: (i: number) => number): number[][] => vector((i) => i).map((i) => vector((j) => (i === j ? value(i) : 0)));
const draws = (components: readonly Component[], n: number, seed: number): number[][] => {
  const random = createRandom(seed, 'draws');
  return Array.from({ length: n }, () => sampleMixture(components, random));
};

/** Three of different sizes, shapes and places; the third lies about the first. */
const three: Component[] = [
  { weight: 0.5, mean: vector(() => 0), cholesky: diagonal((i) => 0.5 + 0.1 * i) },
  { weight: 0.3, mean: vector((i) => (i === 0 ? 6 : 1)), cholesky: [[1, 0, 0, 0], [0.8, 0.4, 0, 0], [0, 0, 1, 0], [0, 0, -0.6, 0.5]] },
  { weight: 0.2, mean: vector((i) => (i === 3 ? -5 : 0)), cholesky: diagonal((i) => (i === 1 ? 3 : 0.7)) },
];

test('EM finds a known mixture again, and BIC its number and shape', () => {
  const { components, shape } = fitMixture(draws(three, 3000, 1), { seed: 1 });
  expect(shape).toBe('full');
  expect(components).toHaveLength(3);
  for (const known of three) {
    const found = components.reduce((a, b) => (Math.abs(b.weight - known.weight) < Math.abs(a.weight - known.weight) ? b : a));
    expect(Math.abs(found.weight - known.weight)).toBeLessThan(0.03);
    found.mean.forEach((value, i) => { expect(Math.abs(value - known.mean[i])).toBeLessThan(0.25); });
    // C C^T rather than C: it is what the factor stands for.
    for (let i = 0; i < SIZE; i++) {
      for (let j = 0; j <= i; j++) {
        const at = (c: number[][]): number => c[i].reduce((sum, value, d) => sum + value * c[j][d], 0);
        expect(Math.abs(at(found.cholesky) - at(known.cholesky))).toBeLessThan(0.12 * Math.sqrt(at(known.cholesky) ** 2 + 1) + 0.3);
      }
    }
  }
});

test('BIC takes one component for one Gaussian and the tied shape where the truth is tied', () => {
  const one = draws([{ ...three[1], weight: 1 }], 1500, 2);
  expect(fitMixture(one, { seed: 1 }).components).toHaveLength(1);
  const tied = three.map((c, i) => ({ ...c, mean: vector((d) => (d === i ? 8 : 0)), cholesky: three[1].cholesky }));
  const fit = fitMixture(draws(tied, 1500, 3), { seed: 1 });
  expect([fit.shape, fit.components.length]).toEqual(['tied', 3]);
});

test('BIC of one component is the textbook one', () => {
  const latents = draws([{ ...three[0], weight: 1 }], 400, 4);
  const { bic } = fitMixture(latents, { seed: 1, counts: [1], shrinkage: 0 });
  const gaussian = fitGaussian(latents);
  const logLikelihood = latents.reduce((sum, z) => sum + logDensity(gaussian, z), 0);
  // fitGaussian shrinks by 1 % and divides by n - 1, so it lies a little below the maximum.
  expect(Math.abs(bic - (14 * Math.log(400) - 2 * logLikelihood))).toBeLessThan(2);
  expect([parameterCount(1, 4, 'full'), parameterCount(3, 4, 'tied'), parameterCount(3, 4, 'scaled'), parameterCount(3, 4, 'full')])
    .toEqual([14, 24, 26, 44]);
});

test('more components explain what is held back better than one Gaussian does', () => {
  const train = draws(three, 1500, 5);
  const held = draws(three, 1500, 6);
  const mean = (components: readonly Component[]): number => held.reduce((sum, z) => sum + scoreMixture(components, z), 0) / held.length;
  const truth = mean(three);
  expect(mean(fitMixture(train, { seed: 1 }).components)).toBeGreaterThan(truth - 0.1);
  expect(mean(fitMixture(train, { seed: 1, counts: [1] }).components)).toBeLessThan(truth - 1);
});

test('weights count as copies do', () => {
  const latents = draws(three, 600, 7);
  const twice = fitMixture([...latents, ...latents.slice(0, 200)], { seed: 3, counts: [1] });
  const weighted = fitMixture(latents, { seed: 3, counts: [1], weights: latents.map((_, i) => (i < 200 ? 2 : 1)) });
  // The shrinkage counts against the number of latents, which weights make a little smaller.
  weighted.components[0].mean.forEach((value, i) => { expect(value).toBeCloseTo(twice.components[0].mean[i], 9); });
  weighted.components[0].cholesky.flat().forEach((value, i) => { expect(value).toBeCloseTo(twice.components[0].cholesky.flat()[i], 2); });
});

test('the same seed gives the same mixture', () => {
  const latents = draws(three, 500, 8);
  expect(fitMixture(latents, { seed: 5 })).toEqual(fitMixture(latents, { seed: 5 }));
});

test('few latents of many dimensions, or all the same, still give a mixture', () => {
  const random = createRandom(9);
  const few = Array.from({ length: 5 }, () => [...random.fillNormal(new Float64Array(32))]);
  for (const latents of [few, Array.from({ length: 40 }, () => [...few[0]])]) {
    const { components } = fitMixture(latents, { seed: 1 });
    expect(sampleMixture(components, random).every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(scoreMixture(components, latents[0]))).toBe(true);
  }
});
