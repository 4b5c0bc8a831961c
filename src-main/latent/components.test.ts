import { expect, test } from 'vitest';
import { coordinatesOf, placedOn } from './components.ts';

/** Two axes turned by 30 degrees, and one along which nothing differs. */
const [c, s] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
const pca = { mean: [1, 2, 3], components: [[c, s, 0], [-s, c, 0], [0, 0, 1]], sd: [2, 0.5, 0] };

test('a latent is read as deviations along each component', () => {
  expect(coordinatesOf(pca, [1, 2, 3])).toEqual([0, 0, 0]);
  // 1.5 deviations along the first, -2 along the second.
  const latent = [1 + 3 * c + s, 2 + 3 * s - c, 3];
  expect(coordinatesOf(pca, latent)).toEqual([1.5, -2, 0].map((x) => expect.closeTo(x, 12) as number));
});

test('what is set lies where it was set, all else where it was', () => {
  const latent = [0.3, -0.7, 5];
  const before = coordinatesOf(pca, latent);
  const after = coordinatesOf(pca, placedOn(pca, latent, [{ component: 2, deviations: 1.25 }]));
  expect(after[1]).toBeCloseTo(1.25, 12);
  expect(after[0]).toBeCloseTo(before[0], 12);
  expect(placedOn(pca, latent, [{ component: 1, deviations: -1 }, { component: 2, deviations: before[1] }])[2]).toBe(5);
  expect(placedOn(pca, latent, [])).toEqual(latent);
});
