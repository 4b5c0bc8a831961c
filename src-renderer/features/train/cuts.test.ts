import { expect, test } from 'vitest';
import { hitsOf, movedMark, withMark, withoutMark } from './cuts.ts';

test('marks are added in their order, and none twice or at the very end', () => {
  expect(withMark([0.5, 1], 0.7, 2)).toEqual([0.5, 0.7, 1]);
  expect(withMark([0.5], 0.51, 2)).toEqual([0.5]);
  expect(withMark([0.5], 1.99, 2)).toEqual([0.5]);
  expect(withoutMark([0.5, 0.7, 1], 1)).toEqual([0.5, 1]);
});

test('a mark stays between its neighbours', () => {
  expect(movedMark([0.5, 1, 1.5], 1, 0.8, 2)).toEqual([0.5, 0.8, 1.5]);
  expect(movedMark([0.5, 1, 1.5], 1, 3, 2)[1]).toBeCloseTo(1.48);
  expect(movedMark([0.5, 1, 1.5], 0, -1, 2)[0]).toBe(0);
  expect(movedMark([0.5, 1, 1.5], 2, 9, 2)[2]).toBeCloseTo(1.98);
});

test('a hit lasts until the next one, the last to the end, or to where one was found to end', () => {
  expect(hitsOf([0.25, 1], 88_200, 44_100, [])).toEqual([{ from: 11_025, to: 44_100 }, { from: 44_100, to: 88_200 }]);
  expect(hitsOf([0.25, 1], 88_200, 44_100, [{ from: 11_025, to: 60_000 }, { from: 44_100, to: 50_000 }])).toEqual([{ from: 11_025, to: 44_100 }, { from: 44_100, to: 50_000 }]);
  expect(hitsOf([], 10, 44_100, [])).toEqual([]);
});
