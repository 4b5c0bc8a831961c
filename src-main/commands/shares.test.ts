import { expect, test } from 'vitest';
import { readShares } from './shares.ts';

test('a name is the whole of it, names with shares are a mixture', () => {
  expect(readShares('808')).toEqual({ 808: 1 });
  expect(readShares('808=0.6, Group 2=.4')).toEqual({ 808: 0.6, 'Group 2': 0.4 });
});

test.each(['', '808=', '808=much', '=0.5', '808=1=2', '808,'])('%j is refused', (given) => {
  expect(() => readShares(given)).toThrow(expect.objectContaining({ code: 'OPTION_VALUE' }));
});
