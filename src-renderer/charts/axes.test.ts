import { expect, test } from 'vitest';
import { axisSeconds, frequencyMarks, hzAtPlace, levelMarks, placeOfHz, placeOfLevel, timeMarks } from './axes.ts';

test('kicks share one time axis, and a longer sound gets a longer one', () => {
  expect([0.1, 0.9, 65_536 / 44_100].map(axisSeconds)).toEqual([1.5, 1.5, 1.5]);
  expect([1.6, 2, 3.9].map(axisSeconds)).toEqual([2, 2, 4]);
});

test('times are named as closely as there is room', () => {
  expect(timeMarks(1.5, 900).map(({ text }) => text)).toEqual(Array.from({ length: 16 }, (_, i) => String(100 * i)));
  expect(timeMarks(1.5, 300).map(({ text }) => text)).toEqual(['0', '500', '1000', '1500']);
  const marks = timeMarks(1.5, 450);
  expect(marks.map(({ text }) => text)).toEqual(['0', '200', '400', '600', '800', '1000', '1200', '1400']);
  for (const { at, text } of marks) expect(at).toBeCloseTo(Number(text) / 1500, 12);
  expect(timeMarks(1.5, 0)).toHaveLength(1);
});

test('frequencies lie evenly by octave, 20 kHz at the top', () => {
  expect(placeOfHz(20_000)).toBe(0);
  expect(placeOfHz(20)).toBeCloseTo(1, 12);
  expect(placeOfHz(100) - placeOfHz(200)).toBeCloseTo(placeOfHz(5000) - placeOfHz(10_000), 12);
  for (const hz of [20, 63, 1000, 15_000]) expect(hzAtPlace(placeOfHz(hz))).toBeCloseTo(hz, 6);
  expect(frequencyMarks.map(({ text }) => text)).toEqual(['50', '100', '200', '500', '1k', '2k', '5k', '10 kHz']);
});

test('levels are symmetric about the middle, and full scale is inside', () => {
  expect(placeOfLevel(0)).toBe(0.5);
  expect(placeOfLevel(1)).toBeGreaterThan(0);
  expect(placeOfLevel(1) + placeOfLevel(-1)).toBe(1);
  const places = levelMarks.map(({ at }) => at);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});
