import { expect, test } from 'vitest';
import { handlesOf, hzAt, pulled } from './pitch-handles.ts';

test('a level curve is none, and has a handle at each of the usual times', () => {
  expect(handlesOf([]).map(({ ms, cents }) => [ms, cents])).toEqual([0, 5, 10, 20, 40, 80, 160, 320].map((ms) => [ms, 0]));
  const one = pulled([], 20, 130);
  expect(one.filter(({ cents }) => cents !== 0)).toEqual([{ ms: 20, cents: 130 }]);
  expect(one).toHaveLength(8);
  expect(pulled(one, 20, 0)).toEqual([]);
});

test('a handle goes as far as it can, and a curve keeps handles of its own', () => {
  expect(pulled([], 0, 9999)[0]).toEqual({ ms: 0, cents: 1200 });
  expect(pulled([], 0, -9999)[0]).toEqual({ ms: 0, cents: -1200 });
  const own = [{ ms: 7, cents: 50 }, { ms: 90, cents: 10 }];
  expect(handlesOf(own)).toBe(own);
  expect(pulled(own, 90, -5)).toEqual([{ ms: 7, cents: 50 }, { ms: 90, cents: -5 }]);
});

test('a track is read between its points in octaves', () => {
  const track: [number, number][] = [[0, 400], [10, 100], [20, 50]];
  expect(hzAt(track, 5)).toBeCloseTo(200, 9);
  expect(hzAt(track, 10)).toBe(100);
  expect([hzAt(track, -1), hzAt(track, 0), hzAt(track, 99)]).toEqual([400, 400, 50]);
  expect(hzAt([], 5)).toBeNull();
});
