import { expect, test } from 'vitest';
import { SLIDERS, type SliderName } from '../../src-preload/contract/sliders.ts';
import { duration, figureOf, loudness, noteOf, percent, positionOf, readFigure, type SliderRange } from './figures.ts';

const RANGES: Record<SliderName, SliderRange> = {
  decay: { unit: 'ms', low: 60, median: 220, high: 1060 },
  brightness: { unit: 'Hz', low: 38, median: 88, high: 810 },
  subby: { unit: 'share', low: 0.06, median: 0.89, high: 0.997 },
  click: { unit: 'dB', low: -46.7, median: -22, high: -2.1 },
};

test('figures carry the unit a producer expects', () => {
  expect(figureOf('decay', 412.4)).toEqual({ number: '412', unit: 'ms' });
  expect(figureOf('brightness', 1880)).toEqual({ number: '1.9', unit: 'kHz' });
  expect(figureOf('brightness', 180.4)).toEqual({ number: '180', unit: 'Hz' });
  expect(figureOf('subby', 0.634)).toEqual({ number: '63', unit: '%' });
  expect(figureOf('click', -9.04)).toEqual({ number: '\u22129.0', unit: 'dB' });
  expect(noteOf({ note: 'F1', noteCents: 12.2 })).toEqual({ number: 'F1', unit: '+12 ct' });
  expect(noteOf({ note: 'F1', noteCents: -3.6 })).toEqual({ number: 'F1', unit: '\u22124 ct' });
  expect(noteOf({ note: null, noteCents: null }).number).toBe('\u2013');
  expect(loudness(-9.12)).toEqual({ number: '\u22129.1', unit: 'LUFS' });
  expect(loudness(null).number).toBe('\u2013');
  expect([percent(0.634), percent(0)]).toEqual([{ number: '63', unit: '%' }, { number: '0', unit: '%' }]);
  expect(percent(null)).toEqual({ number: '\u2013', unit: '' });
});

test.each(SLIDERS)('%s: a range goes from 0 to 1, and no value leaves it', (slider) => {
  const range = RANGES[slider];
  expect(positionOf(range.low, range)).toBe(0);
  expect(positionOf(range.high, range)).toBe(1);
  expect(positionOf(-1e9, range)).toBe(0);
  expect(positionOf(1e9, range)).toBe(1);
});

test('half way is the middle in octaves, in the odds of a share, in dB', () => {
  expect(positionOf(Math.sqrt(60 * 1060), RANGES.decay)).toBeCloseTo(0.5, 9);
  expect(positionOf(Math.sqrt(38 * 810), RANGES.brightness)).toBeCloseTo(0.5, 9);
  expect(positionOf(0.5, { unit: 'share', low: 0.1, median: 0.5, high: 0.9 })).toBeCloseTo(0.5, 9);
  expect(positionOf((-46.7 - 2.1) / 2, RANGES.click)).toBeCloseTo(0.5, 9);
});

test.each([
  ['decay', '412', 412],
  ['decay', ' 0.4 s', 400],
  ['brightness', '1.9k', 1900],
  ['brightness', '1,9 kHz', 1900],
  ['brightness', '180 Hz', 180],
  ['subby', '63 %', 0.63],
  ['click', '\u22129.0 dB', -9],
  ['click', 'loud', null],
  ['decay', '', null],
] as const)('%s reads what is typed: %s', (slider, text, value) => {
  const read = readFigure(slider, text);
  if (value === null) expect(read).toBeNull();
  else expect(read).toBeCloseTo(value, 9);
});

test.each([[0.2, '1 s'], [59, '59 s'], [200, '3 min'], [3900, '1 h 5 min']])('%f s is %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
