import { describe, expect, test } from 'vitest';

import { createRandom } from '../base/random.ts';
import { blend, interpolate, lerp, slerp } from './interpolate.ts';

const close = (actual: readonly number[], expected: readonly number[], digits = 12): void => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, d) => { expect(value).toBeCloseTo(expected[d], digits); });
};
const origin = [0, 0];
const draw = (key: string, size = 32): number[] => [...createRandom('ways', key).fillNormal(new Float64Array(size))];
const distance = (a: readonly number[], b: readonly number[]): number => Math.hypot(...a.map((value, d) => value - b[d]));

test('even steps, both ends exact', () => {
  const a = [0, 1 / 3];
  const b = [4, -1 / 3];
  const line = interpolate(a, b, 5);
  expect(line).toHaveLength(5);
  expect(line[0]).toEqual(a);
  expect(line[4]).toEqual(b);
  expect(line.map((p) => p[0])).toEqual([0, 1, 2, 3, 4]);
  expect(line[2][1]).toBeCloseTo(0, 15);
});

describe('arcs', () => {
  test('a quarter of a circle, at any share of it', () => {
    for (const t of [0.1, 1 / 3, 0.5, 0.9]) {
      close(slerp(origin, [1, 0], [0, 1], t), [Math.cos((t * Math.PI) / 2), Math.sin((t * Math.PI) / 2)]);
    }
  });

  test('turn about the centre they are given, and their distance from it goes evenly', () => {
    const centre = [5, -2];
    for (const t of [0.25, 0.5, 0.75]) {
      const angle = (t * Math.PI) / 2;
      const radius = 1 + 2 * t;
      close(slerp(centre, [6, -2], [5, 1], t), [5 + radius * Math.cos(angle), -2 + radius * Math.sin(angle)]);
    }
  });

  test('are Shoemake\'s formula where both ends are as far out', () => {
    const [a, b] = [draw('a'), draw('b')].map((v) => v.map((value) => value / Math.hypot(...v)));
    const omega = Math.acos(a.reduce((sum, value, d) => sum + value * b[d], 0));
    for (const t of [0.2, 0.7]) {
      close(slerp(a.map(() => 0), a, b, t), a.map((value, d) => (Math.sin((1 - t) * omega) * value + Math.sin(t * omega) * b[d]) / Math.sin(omega)));
    }
  });

  test('never come nearer to the centre than the nearer end, as straight lines do', () => {
    const centre = draw('centre');
    const [a, b] = [draw('a'), draw('b')];
    const least = Math.min(distance(a, centre), distance(b, centre));
    expect(distance(slerp(centre, a, b, 0.5), centre)).toBeGreaterThanOrEqual(least);
    expect(distance(lerp(a, b, 0.5), centre)).toBeLessThan(0.9 * least);
  });

  test('have their ends exactly, and are the straight line where none is determined', () => {
    const [a, b] = [draw('a'), draw('b')];
    const centre = draw('centre');
    expect([slerp(centre, a, b, 0), slerp(centre, a, b, 1)]).toEqual([a, b]);
    close(slerp(origin, [1, 0], [-3, 0], 0.5), [-1, 0]);
    close(slerp(origin, [0, 0], [2, 2], 0.25), [0.5, 0.5]);
    close(slerp(origin, [1, 1], [3, 3], 0.5), [2, 2]);
    close(slerp(centre, a, a, 0.3), a);
  });
});

describe('blends', () => {
  const corners = ['a', 'b', 'c', 'd'].map((key) => draw(key));
  const centre = draw('centre');

  test('straight ones are the weighted mean', () => {
    close(blend(corners, [0.1, 0.2, 0.3, 0.4], 'straight', centre), corners[0].map((_, d) => 0.1 * corners[0][d] + 0.2 * corners[1][d] + 0.3 * corners[2][d] + 0.4 * corners[3][d]));
  });

  test('of one is that one, of two the arc between them', () => {
    expect(blend(corners, [0, 0, 1, 0], 'spherical', centre)).toEqual(corners[2]);
    expect(blend(corners, [0.7, 0, 0, 0.3], 'spherical', centre)).toEqual(slerp(centre, corners[0], corners[3], 0.3));
  });

  test('come to the arc as the weights of the others go', () => {
    close(blend(corners, [0.7 - 2e-9, 1e-9, 1e-9, 0.3], 'spherical', centre), slerp(centre, corners[0], corners[3], 0.3), 7);
  });

  test('of three axes alike lies on their diagonal, as far out as they', () => {
    close(blend([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [1 / 3, 1 / 3, 1 / 3], 'spherical', [0, 0, 0]), [1, 1, 1].map((x) => x / Math.sqrt(3)), 9);
  });

  test('are as far from the centre as their corners, weighted', () => {
    const weights = [0.4, 0.3, 0.2, 0.1];
    const wanted = corners.reduce((sum, corner, i) => sum + weights[i] * distance(corner, centre), 0);
    expect(distance(blend(corners, weights, 'spherical', centre), centre)).toBeCloseTo(wanted, 9);
  });

  test('that cancel are the mean, and finite', () => {
    close(blend([[1, 0], [-1, 0]], [0.5, 0.5], 'spherical', origin), [0, 0]);
    close(blend([[0, 0], [0, 0]], [0.5, 0.5], 'spherical', origin), [0, 0]);
  });
});
