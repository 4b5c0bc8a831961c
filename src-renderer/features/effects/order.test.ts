import { expect, it } from 'vitest';
import { follow, landing } from './order.ts';

it.each([
  [0, -50, 0], [0, 20, 0], [0, 149, 0], [0, 151, 1], [0, 999, 3],
  [2, 251, 2], [2, 260, 2], [2, 149, 1], [2, 10, 0], [2, 351, 3],
])('the one at %i, dragged to %i, lands at %i', (from, x, to) => {
  expect(landing([50, 150, 250, 350], from, x)).toBe(to);
});

it('each thing is where the move has put it', () => {
  for (const from of [0, 1, 2, 3]) {
    for (const to of [0, 1, 2, 3]) {
      const row = ['a', 'b', 'c', 'd'];
      const moved = row.toSpliced(from, 1).toSpliced(to, 0, row[from]);
      expect(row.map((_, i) => moved[follow(i, from, to)])).toEqual(row);
    }
  }
});
