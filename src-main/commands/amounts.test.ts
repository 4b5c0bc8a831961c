import { expect, test } from 'vitest';

import type { KicklabError } from '../../src-preload/contract/errors.ts';
import { readAmounts } from './amounts.ts';

test('a bare number is a position', () => {
  expect(readAmounts({ decay: '0.4', click: '1' })).toEqual({ sliders: { decay: 0.4, click: 1 }, targets: {} });
});

test.each([
  [{ decay: '300ms' }, { decayMs: 300 }],
  [{ decay: '0.3 s' }, { decayMs: 300 }],
  [{ brightness: '1.8kHz' }, { centroidHz: 1800 }],
  [{ brightness: '180hz' }, { centroidHz: 180 }],
  [{ subby: '60%' }, { subShare: 0.6 }],
  [{ click: '-9dB' }, { clickDb: -9 }],
])('%o is a value in a unit', (given, targets) => {
  expect(readAmounts(given)).toEqual({ sliders: {}, targets });
});

test('both kinds beside each other', () => {
  expect(readAmounts({ decay: '300ms', subby: '.5' })).toEqual({ sliders: { subby: 0.5 }, targets: { decayMs: 300 } });
});

test.each([['decay', '300Hz'], ['click', 'loud'], ['subby', ''], ['brightness', '1.8 k Hz']] as const)('--%s %s is refused with an example', (name, text) => {
  expect(() => readAmounts({ [name]: text })).toThrow(expect.objectContaining<Partial<KicklabError>>({ code: 'OPTION_VALUE' }));
});
