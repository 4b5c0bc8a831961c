import { expect, test } from 'vitest';
import { withShare } from './share.ts';

test('the others share what one leaves, in the proportions they had', () => {
  expect(withShare({ a: 0.2, b: 0.6, c: 0.2 }, 'a', 0.6)).toEqual({ a: 0.6, b: expect.closeTo(0.3, 9) as number, c: expect.closeTo(0.1, 9) as number });
  expect(withShare({ a: 1, b: 0, c: 0 }, 'a', 0.5)).toEqual({ a: 0.5, b: 0.25, c: 0.25 });
  expect(withShare({ a: 0.5, b: 0.5 }, 'b', 7)).toEqual({ a: 0, b: 1 });
  expect(withShare({ a: 0.3 }, 'a', 0.4)).toEqual({ a: 0.4 });
});
