import { describe, expect, test } from 'vitest';

import { createRandom } from '../base/random.ts';
import { findClusters, indexOfMost, labelsOfClusters, membershipOf } from './clusters.ts';

const SIZE = 32;
/** Kicks about centres that lie along three directions, which every number of the latent has a part in. */
function kicksAbout(centres: readonly (readonly number[])[], each: readonly number[], spread: number, seed = 1): { latents: number[][]; truth: number[] } {
  const random = createRandom(seed, 'clusters test');
  const directions = centres[0].map(() => [...random.fillNormal(new Float64Array(SIZE))].map((x) => x / Math.sqrt(SIZE)));
  const truth = centres.flatMap((_, c) => new Array<number>(each[c]).fill(c));
  const latents = truth.map((c) =>
    Array.from({ length: SIZE }, (_, d) => centres[c].reduce((sum, at, k) => sum + at * directions[k][d], 0) + spread * random.normal()));
  return { latents, truth };
}
const THREE = kicksAbout([[0, 0, 0], [9, 0, 0], [0, 9, 2]], [60, 40, 30], 0.4);

/** How many of a planted cluster got its commonest label, over all. */
const agreement = (truth: readonly number[], labels: readonly number[]): number => {
  const groups = [...new Set(truth)].map((c) => labels.filter((_, i) => truth[i] === c));
  const agreed = groups.map((group) => Math.max(...[...new Set(group)].map((label) => group.filter((other) => other === label).length)));
  return agreed.reduce((a, b) => a + b, 0) / truth.length;
};

describe('three planted clusters in 32 numbers', async () => {
  const { latents, truth } = THREE;
  const found = await findClusters(latents, { seed: 1 });

  test('are found, the largest first, by the least BIC of a curve that has its end on both sides', () => {
    const least = found.curve.reduce((best, point) => (point.bic < best.bic ? point : best));
    expect(least.k).toBe(3);
    expect(found.model.components).toHaveLength(3);
    expect(found.curve.map(({ k }) => k).slice(0, 4)).toEqual([1, 2, 3, 4]);
    expect(agreement(truth, found.labels)).toBe(1);
    expect(found.model.components.map(({ weight }) => Math.round(weight * 130))).toEqual([60, 40, 30]);
  });

  test('have memberships that sum to 1 and name the label, for any latent', () => {
    found.memberships.forEach((row, i) => {
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      expect(indexOfMost(row)).toBe(found.labels[i]);
    });
    expect(membershipOf(found.model, latents[7])).toEqual(found.memberships[7]);
  });

  test('have averages that are the means of their latents, and the kick nearest to each', () => {
    found.averages.forEach((average, c) => {
      const members = latents.filter((_, i) => found.labels[i] === c);
      average.forEach((value, d) => { expect(value).toBeCloseTo(members.reduce((sum, z) => sum + z[d], 0) / members.length, 6); });
      const distance = (z: readonly number[]): number => Math.hypot(...z.map((value, d) => value - average[d]));
      expect(found.labels[found.nearest[c]]).toBe(c);
      expect(distance(latents[found.nearest[c]])).toBe(Math.min(...members.map(distance)));
    });
  });

  test('lie apart on their principal coordinates, whose shares are of all the variance', () => {
    expect(found.silhouette).toBeGreaterThan(0.6);
    const mean = latents[0].map((_, d) => latents.reduce((sum, z) => sum + z[d], 0) / latents.length);
    const total = latents.reduce((sum, z) => sum + z.reduce((square, value, d) => square + (value - mean[d]) ** 2, 0), 0);
    found.explained.forEach((share, axis) => {
      const own = found.places.reduce((sum, place) => sum + place[axis] ** 2, 0);
      expect(share).toBeCloseTo(own / total, 6);
    });
    expect(found.explained[0]).toBeGreaterThan(found.explained[1]);
    expect(found.explained[1]).toBeGreaterThan(found.explained[2]);
  });

  test('come out the same with the same seed, as labels too', async () => {
    const again = await labelsOfClusters(latents, { seed: 1 });
    expect(again).toEqual(found.labels.map((label) => `cluster-${String(label + 1)}`));
    expect(new Set(again)).toEqual(new Set(['cluster-1', 'cluster-2', 'cluster-3']));
  });

  test('are the same ones with another seed', async () => {
    expect((await findClusters(latents, { seed: 2 })).labels).toEqual(found.labels);
  });
});

test('one cloud is one cluster, without a silhouette', async () => {
  const { latents } = kicksAbout([[0]], [90], 1);
  const { model, silhouette, labels } = await findClusters(latents, { seed: 1 });
  expect([model.components.length, silhouette, new Set(labels).size]).toEqual([1, null, 1]);
});

test('a few odd kicks far off are no clusters of their own', async () => {
  const { latents } = kicksAbout([[0, 0], [12, 12]], [80, 2], 0.5);
  const { model } = await findClusters(latents, { seed: 1 });
  for (const { weight } of model.components) expect(weight * 82).toBeGreaterThanOrEqual(3);
});

test('copies of one kick, and as few kicks as can be, still have an answer', async () => {
  const same = Array.from({ length: 12 }, () => THREE.latents[0]);
  const copies = await findClusters(same, { seed: 1 });
  expect(copies.labels).toEqual(new Array(12).fill(0));
  copies.averages[0].forEach((value, d) => { expect(value).toBeCloseTo(same[0][d], 9); });
  expect(copies.explained).toEqual([0, 0, 0]);
  const few = await findClusters(THREE.latents.slice(0, 8), { seed: 1 });
  expect(few.memberships).toHaveLength(8);
  expect(await labelsOfClusters(THREE.latents.slice(0, 7), { seed: 1 })).toEqual(new Array(7).fill('cluster-1'));
});

test('others get their turn between fits', async () => {
  let turns = 0;
  await findClusters(THREE.latents.slice(0, 20), { seed: 1, pause: () => { turns += 1; return Promise.resolve(); } });
  expect(turns).toBeGreaterThanOrEqual(8);
});
