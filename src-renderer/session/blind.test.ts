import { expect, test } from 'vitest';
import { beginBlind, behind, byChance, choose, scoreOf } from './blind.ts';

test('X and Y are the two of the pair, as the coin fell', () => {
  const heads = beginBlind(['A', 'C'], true);
  expect([behind(heads, 'X'), behind(heads, 'Y')]).toEqual(['A', 'C']);
  const tails = beginBlind(['A', 'C'], false);
  expect([behind(tails, 'X'), behind(tails, 'Y')]).toEqual(['C', 'A']);
});

test('a choice counts for the slot, whatever letter it had', () => {
  let blind = beginBlind(['A', 'C'], true);
  blind = choose(blind, 'X', false);
  blind = choose(blind, 'Y', false);
  blind = choose(blind, 'X', true);
  expect(blind.rounds).toEqual([{ x: 'A', chosen: 'A' }, { x: 'C', chosen: 'A' }, { x: 'C', chosen: 'C' }]);
  expect(scoreOf(blind)).toEqual([2, 1]);
  expect(behind(blind, 'X')).toBe('A');
});

test('chance is that of tossing a coin', () => {
  expect(byChance(0, 0)).toBe(1);
  expect(byChance(1, 1)).toBe(1);
  expect(byChance(5, 5)).toBeCloseTo(2 / 32, 12);
  // 9 or more of 10: (1 + 10) / 1024, twice.
  expect(byChance(9, 10)).toBeCloseTo(22 / 1024, 12);
  expect(byChance(3, 6)).toBe(1);
});
