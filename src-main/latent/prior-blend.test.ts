import { describe, expect, test } from 'vitest';

import { createRandom } from '../base/random.ts';
import { fitGaussian, squaredDistance } from './gaussian.ts';
import { blend } from './interpolate.ts';
import { blendInPrior } from './prior-blend.ts';
import { samplePrior, standardPrior, type GaussianPrior, type MixturePrior } from './prior.ts';

const SIZE = 6;
const draw = (key: string): number[] => [...createRandom('prior-blend', key).fillNormal(new Float64Array(SIZE))];
const close = (actual: readonly number[], expected: readonly number[]): void => {
  actual.forEach((value, d) => { expect(value).toBeCloseTo(expected[d], 9); });
};
const rows = Array.from({ length: 40 }, (_, n) => draw(String(n)).map((value, d) => 3 + (d + 1) * value));
const gaussian: GaussianPrior = { kind: 'gaussian', ...fitGaussian(rows) };

describe('between latents of one Gaussian', () => {
  test('that is N(0, I), they are mixed on the sphere itself', () => {
    const latents = [draw('a'), draw('b'), draw('c')];
    close(blendInPrior(standardPrior(SIZE), latents, [0.2, 0.5, 0.3], 'spherical'), blend(latents, [0.2, 0.5, 0.3], 'spherical', new Array<number>(SIZE).fill(0)));
  });

  test('the distance from the centre, in its own measure, goes evenly from the one to the other', () => {
    const [a, b] = [1, 2].map((seed) => samplePrior(gaussian, createRandom(seed)));
    const [from, to] = [a, b].map((latent) => Math.sqrt(squaredDistance(gaussian, latent)));
    for (const t of [0.1, 0.5, 0.8]) {
      expect(Math.sqrt(squaredDistance(gaussian, blendInPrior(gaussian, [a, b], [1 - t, t], 'spherical')))).toBeCloseTo((1 - t) * from + t * to, 9);
    }
  });

  test('straight ones are the weighted mean', () => {
    close(blendInPrior(gaussian, [rows[0], rows[1]], [0.25, 0.75], 'straight'), rows[0].map((value, d) => 0.25 * value + 0.75 * rows[1][d]));
  });
});

describe('between latents of two components', () => {
  const at = (x: number, spread: number): MixturePrior['components'][number] => ({
    ...standardPrior(SIZE), weight: 0.5, mean: new Array<number>(SIZE).fill(x), cholesky: standardPrior(SIZE).cholesky.map((row) => row.map((value) => spread * value)),
  });
  const prior: MixturePrior = { kind: 'mixture', components: [at(-10, 1), at(10, 3)], quantiles: [] };
  const [low, high] = [draw('low').map((value) => value - 10), draw('high').map((value) => 10 + 3 * value)];

  test('the way leads from centre to centre, and the spread goes along', () => {
    const noise = blend([draw('low'), draw('high')], [0.5, 0.5], 'spherical', new Array<number>(SIZE).fill(0));
    close(blendInPrior(prior, [low, high], [0.5, 0.5], 'spherical'), noise.map((value) => 2 * value));
  });

  test.each(['straight', 'spherical'] as const)('%s: the ends are the latents themselves, and what lies next to them is near', (way) => {
    expect(blendInPrior(prior, [low, high], [0, 1], way)).toEqual(high);
    const beside = blendInPrior(prior, [low, high], [1 - 1e-9, 1e-9], way);
    beside.forEach((value, d) => { expect(value).toBeCloseTo(low[d], 6); });
  });
});
