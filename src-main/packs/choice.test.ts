import { expect, test } from 'vitest';
import { choose, farthest, quotas } from './choice.ts';

const at = (...xs: number[]): Float32Array[] => xs.map((x) => Float32Array.of(x));

test('a count is shared out whole, the largest remainders first', () => {
  expect(quotas(10, { '808': 1, hard: 1, short: 1 })).toEqual(new Map([['808', 4], ['hard', 3], ['short', 3]]));
  expect(quotas(5, { '808': 0, hard: 2 })).toEqual(new Map([['hard', 5]]));
  expect(quotas(5, {})).toEqual(new Map());
});

test('each next point is the farthest from all before it, and none is nearer than was allowed', () => {
  expect(farthest(at(0, 1, 10, 4, 10), 3)).toEqual([0, 2, 3]);
  expect(farthest(at(0, 1, 10, 4, 10), 5, { least: 2 })).toEqual([0, 2, 3]);
  expect(farthest(at(0, 5), 2, { taken: at(0.5), least: 1 })).toEqual([1]);
});

test('points that are alike are all taken where nothing forbids it', () => {
  expect(farthest(at(3, 3, 3), 3)).toEqual([0, 1, 2]);
});

test('kinds get their quotas; what one lacks is told, and made up by others where that is wanted', () => {
  const kicks = [...at(0, 10, 20).map((point) => ({ category: 'a', point })), ...at(5, 15).map((point) => ({ category: 'b', point }))];
  const wanted = new Map([['a', 1], ['b', 3]]);
  const without = choose(kicks, 4, wanted, { least: 1, anyKind: false });
  expect(without.indices.map((i) => kicks[i].category)).toEqual(['a', 'b', 'b']);
  expect(without.missing).toEqual(new Map([['b', 1]]));
  const made = choose(kicks, 4, wanted, { least: 1, anyKind: true });
  expect(made.indices).toHaveLength(4);
  expect(made.missing).toEqual(new Map([['b', 1]]));
  expect(choose(kicks, 2, new Map(), { least: 1, anyKind: false })).toEqual({ indices: [0, 2], missing: new Map() });
});
