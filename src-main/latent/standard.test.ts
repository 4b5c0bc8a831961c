import { expect, test } from 'vitest';

import { createRandom } from '../base/random.ts';
import { samplePrior, scorePrior, type MixturePrior } from './prior.ts';
import { distanceBetween, standardOf } from './standard.ts';
import { scoreMixture } from './mixture.ts';

const mixture: MixturePrior = {
  kind: 'mixture',
  components: [
    { weight: 0.7, mean: [1, -1, 0], cholesky: [[2, 0, 0], [1, 3, 0], [0, -0.5, 1]] },
    { weight: 0.3, mean: [6, 2, 1], cholesky: [[0.5, 0, 0], [0, 0.5, 0], [0.2, 0, 0.4]] },
  ],
  quantiles: [-10, 0],
};
const standard = standardOf(mixture);

test('the prior as a whole has mean 0 and covariance I there', () => {
  const random = createRandom(1, 'standard');
  const n = 40_000;
  const mean = [0, 0, 0];
  const square = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let s = 0; s < n; s++) {
    const u = standard.there(samplePrior(mixture, random));
    for (let i = 0; i < 3; i++) {
      mean[i] += u[i] / n;
      for (let j = 0; j < 3; j++) square[3 * i + j] += (u[i] * u[j]) / n;
    }
  }
  mean.forEach((value) => expect(Math.abs(value)).toBeLessThan(0.03));
  square.forEach((value, i) => expect(Math.abs(value - (i % 4 === 0 ? 1 : 0))).toBeLessThan(0.04));
});

test('there and back is the same latent, and slopes follow', () => {
  const latent = [3, -2, 0.7];
  standard.back(standard.there(latent)).forEach((value, i) => expect(value).toBeCloseTo(latent[i], 12));
  // Of f = 2 z0 - z1 + 3 z2, moved by u.
  const u = standard.there(latent);
  const f = (z: number[]): number => 2 * z[0] - z[1] + 3 * z[2];
  const slope = standard.slope(Float64Array.of(2, -1, 3));
  u.forEach((_, i) => {
    const moved = u.slice();
    moved[i] += 1e-4;
    expect((f(standard.back(moved)) - f(latent)) / 1e-4).toBeCloseTo(slope[i], 6);
  });
});

test('its components have the prior\'s density, but for the change of units', () => {
  const [a, b] = [[0, 0, 0], [5, 1, 1]];
  const there = (z: number[]): number => scoreMixture(standard.components, [...standard.there(z)]);
  expect(there(a) - there(b)).toBeCloseTo(scorePrior(mixture, a) - scorePrior(mixture, b), 9);
});

test('two unrelated kicks lie about 1 apart', () => {
  const random = createRandom(2, 'pairs');
  const draw = (): Float64Array => standard.there(samplePrior(mixture, random));
  const squares = Array.from({ length: 20_000 }, () => distanceBetween(draw(), draw()) ** 2);
  expect(squares.reduce((s, d) => s + d, 0) / squares.length).toBeCloseTo(1, 1);
});
