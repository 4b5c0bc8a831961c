import { expect, test } from 'vitest';
import { axisSeconds, colourMarks, frequencyMarks, hzAtPlace, levelMarks, pitchMarks, PITCH_OCTAVES, placeOfHz, placeOfLevel, placeOfPitch, readable, timeMarks } from './axes.ts';

test('kicks share one time axis, and a longer sound gets a longer one', () => {
  expect([0.1, 0.9, 65_536 / 44_100].map(axisSeconds)).toEqual([1.5, 1.5, 1.5]);
  expect([1.6, 2, 3.9].map(axisSeconds)).toEqual([2, 2, 4]);
});

test('times are named as closely as there is room', () => {
  const timesOf = (seconds: number, width: number) => timeMarks({ from: 0, seconds }, width);
  expect(timesOf(1.5, 900).map(({ text }) => text)).toEqual(Array.from({ length: 16 }, (_, i) => String(100 * i)));
  expect(timesOf(1.5, 300).map(({ text }) => text)).toEqual(['0', '500', '1000', '1500']);
  const marks = timesOf(1.5, 450);
  expect(marks.map(({ text }) => text)).toEqual(['0', '200', '400', '600', '800', '1000', '1200', '1400']);
  for (const { at, text } of marks) expect(at).toBeCloseTo(Number(text) / 1500, 12);
  expect(timesOf(1.5, 0)).toHaveLength(1);
});

test('a part of the axis has the times that lie in it, as fine as they lie apart', () => {
  expect(timeMarks({ from: 0.1, seconds: 0.2 }, 300)).toEqual([100, 150, 200, 250, 300].map((ms, i) => ({ at: expect.closeTo(i / 4, 9) as number, text: String(ms) })));
  expect(timeMarks({ from: 0.0103, seconds: 0.0015 }, 500).map(({ text }) => text)).toEqual(['10.4', '10.6', '10.8', '11.0', '11.2', '11.4', '11.6', '11.8']);
});

test('pitches lie evenly by octave on their own axis', () => {
  expect(placeOfPitch(1000)).toBe(0);
  expect(placeOfPitch(20)).toBeCloseTo(1, 12);
  expect(placeOfPitch(50) - placeOfPitch(100)).toBeCloseTo(1 / PITCH_OCTAVES, 12);
  expect(pitchMarks.map(({ text }) => text)).toEqual(['500 Hz', '200', '100', '50']);
});

test('of names that would touch, the upper stays', () => {
  const texts = (height: number) => readable(frequencyMarks, height).map(({ text }) => text);
  expect(texts(300)).toEqual(['10 kHz', '5k', '2k', '1k', '500', '200', '100', '50']);
  expect(texts(60)).toEqual(['10 kHz', '2k', '500', '100']);
  expect(texts(10)).toEqual(['10 kHz']);
});

test('the colours are named from full scale down to the darkest', () => {
  expect(colourMarks.map(({ at }) => at)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(colourMarks.map(({ text }) => text)).toEqual(['0 dB', '\u221220', '\u221240', '\u221260', '\u221280']);
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
