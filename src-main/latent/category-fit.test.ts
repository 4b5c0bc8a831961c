import { expect, test } from 'vitest';
import { createRandom } from '../base/random.ts';
import { sharesIn } from './categories.ts';
import { fitCategories } from './category-fit.ts';
import { pointAt } from './gaussian.ts';

const random = createRandom(2);
const around = (label: string, centre: number[], spread: number[], count: number) =>
  Array.from({ length: count }, () => ({ label, weight: 1, latent: centre.map((value, i) => value + spread[i] * random.normal()) }));

test('categories lie where their latents do, and tell them apart', () => {
  const latents = [...around('low', [-3, 0, 1], [1, 0.5, 1], 400), ...around('high', [3, 1, 1], [1, 0.5, 2], 400)];
  const [high, low] = fitCategories(['high', 'low'], latents);
  expect(high.name).toBe('high');
  [3, 1, 1].forEach((value, i) => { expect(high.mean[i]).toBeCloseTo(value, 0); });
  expect(low.embedding).toEqual(low.mean);
  expect(low.cholesky[2][2]).toBeCloseTo(1, 0);
  expect(high.cholesky[2][2]).toBeGreaterThan(1.7);
  expect(latents.filter(({ label, latent }) => sharesIn([high, low], {}, latent)[label] > 0.5).length).toBeGreaterThan(790);
});

test('a category of one kick is at that kick, with the shape of the others', () => {
  const [few, many] = fitCategories(['few', 'many'], [{ label: 'few', weight: 3, latent: [9, 9, 9] }, ...around('many', [0, 0, 0], [1, 1, 1], 500)], [[1, 2, 3], [4, 5, 6]]);
  expect(few.mean).toEqual([9, 9, 9]);
  expect(few.embedding).toEqual([1, 2, 3]);
  expect(few.cholesky[0][0]).toBeCloseTo(0.87 * many.cholesky[0][0], 1);
  expect(pointAt(few, new Float64Array(3).fill(1)).every(Number.isFinite)).toBe(true);
  expect(() => fitCategories(['none'], around('many', [0, 0, 0], [1, 1, 1], 5))).toThrow('no latents');
});
