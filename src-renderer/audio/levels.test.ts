import { expect, test } from 'vitest';
import { fall, gainOf, levelsOf, silence, SILENCE_DB } from './levels.ts';

test('a sine at full scale peaks at 0 dB and has an RMS 3.01 dB below', () => {
  const { peak, rms } = levelsOf(Float32Array.from({ length: 44_100 }, (_, n) => Math.sin((2 * Math.PI * 441 * n) / 44_100)));
  expect(peak).toBeCloseTo(0, 3);
  expect(rms).toBeCloseTo(-3.0103, 3);
});

test('half of full scale is 6.02 dB below, whatever its sign', () => {
  const { peak, rms } = levelsOf(new Float32Array(64).fill(-0.5));
  expect(peak).toBeCloseTo(-6.0206, 4);
  expect(rms).toBeCloseTo(-6.0206, 4);
});

test('silence, and nothing at all, are the lowest level', () => {
  expect(levelsOf(new Float32Array(8))).toEqual(silence);
  expect(levelsOf(new Float32Array(0))).toEqual(silence);
});

test('a meter rises at once and falls 40 dB a second, not below silence', () => {
  const loud = { peak: -1, rms: -9 };
  expect(fall(silence, loud, 0.016)).toEqual(loud);
  expect(fall(loud, silence, 0.25)).toEqual({ peak: -11, rms: -19 });
  expect(fall(loud, silence, 60)).toEqual(silence);
});

test('a fader at its lowest is silent, and 0 dB changes nothing', () => {
  expect(gainOf(0)).toBe(1);
  expect(gainOf(-20)).toBeCloseTo(0.1, 12);
  expect(gainOf(SILENCE_DB)).toBe(0);
  expect(gainOf(-60, -60)).toBe(0);
});
