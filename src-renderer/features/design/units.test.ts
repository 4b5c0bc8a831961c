import { expect, test } from 'vitest';
import { figureOf, noteOf } from './units.ts';

const kick = { decayMs: 412.4, centroidHz: 1880, subShare: 0.634, clickDb: -9.04, noteHz: 44, note: 'F1', noteCents: 12.2 };

test('figures carry the unit a producer expects', () => {
  expect(figureOf('decay', kick)).toEqual({ number: '412', unit: 'ms' });
  expect(figureOf('brightness', kick)).toEqual({ number: '1.9', unit: 'kHz' });
  expect(figureOf('brightness', { ...kick, centroidHz: 180.4 })).toEqual({ number: '180', unit: 'Hz' });
  expect(figureOf('subby', kick)).toEqual({ number: '63', unit: '%' });
  expect(figureOf('click', kick)).toEqual({ number: '\u22129.0', unit: 'dB' });
  expect(noteOf(kick)).toBe('F1 +12 ct');
  expect(noteOf({ ...kick, noteCents: -3.6 })).toBe('F1 \u22124 ct');
  expect(noteOf({ ...kick, note: null, noteCents: null })).toBe('\u2013');
});
