import { expect, test } from 'vitest';

import { createRandom } from '../base/random.ts';
import { fitAxes } from './axes.ts';
import { axisShares, clusterShares, placeOf } from './places.ts';
import { standardPrior, typicality, type MixturePrior } from './prior.ts';

const SIZE = 6;
const random = createRandom('places');
const spread = [3, 2, 1.5, 1, 0.5, 0.25];
const latents = Array.from({ length: 400 }, () => [...random.fillNormal(new Float64Array(SIZE))].map((x, i) => x * spread[i]));
const axes = fitAxes(latents, latents.map((z) => [5.5 + 0.5 * z[0], 5.5 + 0.4 * z[1], 2 * z[2], -30 + 6 * z[3]]));
const mixture: MixturePrior = {
  kind: 'mixture',
  components: [-3, 3].map((at, i) => ({ ...standardPrior(SIZE), weight: i === 0 ? 0.25 : 0.75, mean: [at, 0, 0, 0, 0, 0] })),
  quantiles: [-20, -5],
};

test('a place holds principal coordinates in standard deviations, cluster, typicality and what is predicted', () => {
  const z = [3, 0.2, -0.4, 0.5, 0, 0];
  const place = placeOf(mixture, axes, z, null);
  // The widest direction is the first; which way it points is its own.
  expect(Math.abs(Math.abs(place.x) - 1)).toBeLessThan(0.15);
  expect(place.cluster).toBe(1);
  expect(placeOf(mixture, axes, z.map((value, i) => (i === 0 ? -value : value)), null).cluster).toBe(0);
  expect(place.typicality).toBe(typicality(mixture, z));
  expect(place.decayMs / Math.exp(7) - 1).toBeCloseTo(0, 1);
  expect(place.centroidHz / Math.exp(5.58) - 1).toBeCloseTo(0, 1);
  expect(place.subShare).toBeCloseTo(1 / (1 + 10 ** 0.08), 1);
  expect(place.clickDb).toBeCloseTo(-27, 0);
});

test('shares of clusters are the components\' weights, of axes the variance along them', () => {
  expect(clusterShares(mixture, null)).toEqual([0.25, 0.75]);
  expect(clusterShares(standardPrior(SIZE), null)).toEqual([1]);
  const [first, second, third] = axisShares(axes);
  const total = spread.reduce((sum, s) => sum + s * s, 0);
  expect(first).toBeCloseTo(9 / total, 1);
  expect(second).toBeCloseTo(4 / total, 1);
  expect(third).toBeCloseTo(2.25 / total, 1);
});

test('where clusters are known, they are told in place of the components', () => {
  const clusters = {
    mean: new Array<number>(SIZE).fill(0),
    directions: [[0, 1, 0, 0, 0, 0]],
    components: [{ weight: 0.6, mean: [2], cholesky: [[1]] }, { weight: 0.4, mean: [-2], cholesky: [[1]] }],
  };
  expect(clusterShares(mixture, clusters)).toEqual([0.6, 0.4]);
  expect([1.5, -1.5].map((at) => placeOf(mixture, axes, [0, at, 0, 0, 0, 0], clusters).cluster)).toEqual([0, 1]);
});
