import { expect, test } from 'vitest';
import type { Category } from '../../src-preload/contract/categories.ts';
import { PLACE, type PlaceField } from '../../src-preload/contract/places.ts';
import { foresee, nextOrder, pickOrder, type Foreseen } from './plan.ts';

const place = (of: Partial<Record<PlaceField, number>>): number[] =>
  PLACE.map((field) => ({ x: 0, y: 0, z: 0, cluster: 0, typicality: 0.5, decayMs: 300, centroidHz: 110, subShare: 0.6, clickDb: -20, category: 0, ...of })[field]);
const places = (...all: Partial<Record<PlaceField, number>>[]): Float32Array => Float32Array.from(all.flatMap(place));

test('odd kicks and those outside the ranges are not worth making', () => {
  const found = foresee(places({}, { typicality: 0.01 }, { decayMs: 40 }, { decayMs: 200 }), 11, { decayMs: [100, 400] });
  expect(found.map(({ index }) => index)).toEqual([11, 14]);
});

test('what is missing of a kind is ordered of the kind that most often became it', () => {
  const became = new Map<Category, Map<Category, number>>([['short', new Map([['hard', 40], ['short', 10]])], ['hard', new Map([['808', 30]])]]);
  expect([...nextOrder(new Map([['hard', 10]]), became).keys()]).toEqual(['short']);
  const first = nextOrder(new Map([['hard', 10], ['808', 5]]), new Map());
  expect([...first.keys()]).toEqual(['hard', '808']);
  expect(first.get('hard')).toBeGreaterThan(10);
});

test('an order takes as many of each kind, and each kick once', () => {
  const foreseen = Array.from({ length: 40 }, (_, i): Foreseen => ({ index: i + 1, category: i % 2 === 0 ? '808' : 'hard', point: Float32Array.of(i) }));
  const picked = pickOrder(foreseen, new Map<Category | '', number>([['808', 5], ['', 4]]));
  expect(new Set(picked).size).toBe(picked.length);
  expect(picked.filter((index) => index % 2 === 1).length).toBeGreaterThanOrEqual(5);
  expect(picked).toEqual(picked.toSorted((a, b) => a - b));
});
