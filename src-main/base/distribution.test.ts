import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { createRandom } from './random.ts';
import { frechet, momentsOf, neighbours, scoreHalves, standardiser, type Cloud } from './distribution.ts';

const even = (points: number[][]): Cloud => ({ points, weights: points.map(() => 1) });
/** Normal points of standard deviations `sd` about `centre`. */
function normals(count: number, centre: readonly number[], sd: number, key: string): number[][] {
  const random = createRandom('distribution', key);
  return Array.from({ length: count }, () => centre.map((c) => c + sd * random.normal()));
}

describe('Frechet distance', () => {
  test('of diagonal Gaussians is the sum of squared differences of means and of standard deviations', () => {
    const a = { mean: [0, 1, 2], covariance: Matrix.diag([1, 4, 0]) };
    const b = { mean: [3, 1, 0], covariance: Matrix.diag([9, 1, 4]) };
    expect(frechet(a, b)).toBeCloseTo(9 + 0 + 4 + (1 - 3) ** 2 + (2 - 1) ** 2 + (0 - 2) ** 2, 10);
    expect(frechet(a, a)).toBeCloseTo(0, 10);
  });

  test('of covariances that do not commute is that of the closed form for 2 by 2', () => {
    // tr (C1 C2)^(1/2) = sqrt(tr(C1 C2) + 2 sqrt(det C1 det C2)).
    const a = { mean: [0, 0], covariance: new Matrix([[2, 1], [1, 3]]) };
    const b = { mean: [0, 0], covariance: new Matrix([[4, -1], [-1, 1]]) };
    const product = a.covariance.mmul(b.covariance).trace();
    expect(frechet(a, b)).toBeCloseTo(5 + 5 - 2 * Math.sqrt(product + 2 * Math.sqrt(5 * 3)), 10);
  });

  test('a weight of a half on a point that stands twice is a weight of 1 on it once', () => {
    const once = momentsOf(even([[0, 1], [2, 0], [4, 5]]));
    const twice = momentsOf({ points: [[0, 1], [2, 0], [4, 5], [4, 5]], weights: [1, 1, 0.5, 0.5] });
    expect(twice.mean).toEqual(once.mean);
    expect(frechet(once, twice)).toBeCloseTo(0, 10);
  });

  test('halves: points of the same kind give a ratio near 1, others a larger one', () => {
    const real = { points: normals(140, [0, 0, 0, 0], 1, 'real'), weights: Array.from({ length: 140 }, (_, i) => (i % 3 === 0 ? 0.2 : 1)) };
    const ratio = (made: number[][]): number => {
      const found = scoreHalves(real, made, { splits: 8, k: 5 }, createRandom('halves'));
      return found.made.frechet / found.real.frechet;
    };
    const same = ratio(normals(400, [0, 0, 0, 0], 1, 'same'));
    expect(same).toBeGreaterThan(0.7);
    expect(same).toBeLessThan(1.4);
    expect(ratio(normals(400, [1, 0, 0, 0], 1, 'moved'))).toBeGreaterThan(2.5);
    expect(ratio(normals(400, [0, 0, 0, 0], 0.3, 'shrunk'))).toBeGreaterThan(2.5);
  });
});

describe('precision, recall and coverage', () => {
  // On a line, k = 1: balls of the real points reach 1, 1, 1 and 7.
  const real = even([[0], [1], [2], [9]]);

  test('of hand-made sets', () => {
    // 0.5 lies in the balls of 0 and 1 only, 20 in none; their own balls reach 19.5 both.
    expect(neighbours(real, even([[0.5], [20]]), 1)).toEqual({ precision: 0.5, recall: 1, coverage: 0.5 });
    // Two near 9: its ball holds both, theirs reach .1 and miss it.
    expect(neighbours(real, even([[8.5], [8.6]]), 1)).toEqual({ precision: 1, recall: 0, coverage: 0.25 });
    expect(neighbours(real, real, 1)).toEqual({ precision: 1, recall: 1, coverage: 1 });
  });

  test('a generator that makes one kick has precision and no coverage', () => {
    const reals = even(normals(100, [0, 0], 1, 'plane'));
    const one = even(normals(100, [0, 0], 1e-3, 'one'));
    const found = neighbours(reals, one, 5);
    expect(found.precision).toBe(1);
    expect(found.coverage).toBeLessThan(0.2);
    expect(found.recall).toBeLessThan(0.05);
    const good = neighbours(reals, even(normals(100, [0, 0], 1, 'as good')), 5);
    expect(good.coverage).toBeGreaterThan(0.9);
    expect(good.recall).toBeGreaterThan(0.8);
  });

  test('shares are of weight; balls do not mind it', () => {
    const weighted = { points: [[0], [1], [2], [9]], weights: [1, 0.5, 0.25, 0.25] };
    expect(neighbours(weighted, even([[0.5], [20]]), 1)).toEqual({ precision: 0.5, recall: 1, coverage: 0.75 });
    expect(neighbours(real, { points: [[0.5], [20]], weights: [1, 0.25] }, 1)).toEqual({ precision: 0.8, recall: 1, coverage: 0.5 });
  });

  test('of halves: points like the real ones cover them as they cover one another, shrunk ones do not', () => {
    const reals = even(normals(140, [0, 0, 0, 0], 1, 'whole'));
    const score = (sd: number): number => {
      const found = scoreHalves(reals, normals(400, [0, 0, 0, 0], sd, 'cover'), { splits: 8, k: 5 }, createRandom('cover'));
      return found.made.coverage / found.real.coverage;
    };
    expect(Math.abs(score(1) - 1)).toBeLessThan(0.04);
    expect(score(0.4)).toBeLessThan(0.9);
  });
});

test('standardised numbers have mean 0 and variance 1; a constant stays', () => {
  const cloud = even([[1, 5], [3, 5], [8, 5]]);
  const { mean, covariance } = momentsOf(even(cloud.points.map(standardiser(cloud))));
  expect(mean[0]).toBeCloseTo(0, 10);
  expect(covariance.get(0, 0)).toBeCloseTo(1, 10);
  expect(mean[1]).toBe(0);
});
