import { expect, test } from 'vitest';

import { chiSquareTail, quantilesOf, shareBelow } from './typicality.ts';

test('the share below a score is read off its quantiles', () => {
  const quantiles = quantilesOf(Array.from({ length: 1001 }, (_, i) => i / 10));
  expect(quantiles).toHaveLength(101);
  expect([quantiles[0], quantiles[37], quantiles[100]]).toEqual([0, 37, 100]);
  expect([shareBelow(quantiles, -5), shareBelow(quantiles, 200)]).toEqual([0, 1]);
  expect(shareBelow(quantiles, 62.5)).toBeCloseTo(0.625, 9);
  // Scores that are all the same: below is nothing, above is everything.
  expect([shareBelow([3, 3, 3], 3), shareBelow([3, 3, 3], 3.1)]).toEqual([0, 1]);
});

test('the tail of chi-square is that of the tables', () => {
  // Critical values of 5 % (Abramowitz & Stegun, table 26.8).
  const table: [degrees: number, value: number][] = [[1, 3.84146], [2, 5.99146], [3, 7.81473], [8, 15.5073], [32, 46.1943], [63, 82.5287]];
  for (const [degrees, value] of table) expect(chiSquareTail(value, degrees)).toBeCloseTo(0.05, 4);
  expect([chiSquareTail(0, 32), chiSquareTail(1e6, 32)]).toEqual([1, 0]);
  expect(chiSquareTail(0, 3)).toBe(1);
});
