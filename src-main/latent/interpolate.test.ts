import { expect, test } from 'vitest';

import { interpolate } from './interpolate.ts';

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
