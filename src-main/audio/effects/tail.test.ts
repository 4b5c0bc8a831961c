import { describe, expect, test } from 'vitest';
import { effectOf } from '../../../src-preload/contract/effects.ts';
import { describe as measure, decaySpan } from '../descriptors.ts';
import { fadeTail, shorten } from './tail.ts';

const RATE = 44_100;
/** Energy falls by 30 dB in fallMs * ln(1000) / 2. */
const kick = (fallMs: number, seconds = 1): Float64Array =>
  Float64Array.from({ length: seconds * RATE }, (_, n) => {
    const t = (1000 * (n - 44)) / RATE;
    return t < 0 ? 0 : 0.8 * (1 - Math.exp(-t / 3)) * Math.exp(-t / fallMs) * Math.sin((2 * Math.PI * 55 * t) / 1000);
  });
const decayOf = (x: Float64Array): number => measure(Float32Array.from(x), RATE).decayMs;
const peakOf = (x: Float64Array): number => decaySpan(Float32Array.from(x), 0, RATE).peak;

describe('length', () => {
  test.each([50, 80, 150, 300, 500])('a kick of 690 ms comes to decay in %d ms', (decayMs) => {
    const out = shorten(kick(200), effectOf('length', { decayMs, holdMs: 20 }), RATE);
    // The waveform of 55 Hz lets a decay be read only to a quarter of a cycle.
    expect(Math.abs(decayOf(out) - decayMs)).toBeLessThan(6);
    expect(out).toHaveLength(RATE);
  });

  test('leaves what lies before the hold, and a kick that is shorter already, as they are', () => {
    const x = kick(200);
    const out = shorten(x.slice(), effectOf('length', { decayMs: 200, holdMs: 60 }), RATE);
    const hold = peakOf(x) + Math.round(0.06 * RATE) - 16;
    expect(out.subarray(0, hold)).toEqual(x.subarray(0, hold));
    expect(Math.abs(out[hold + 2000])).toBeLessThan(Math.abs(x[hold + 2000]));
    expect(shorten(kick(40), effectOf('length', { decayMs: 200 }), RATE)).toEqual(kick(40));
  });

  test('falls by the same dB each ms, with no step', () => {
    const x = kick(200);
    const out = shorten(x.slice(), effectOf('length', { decayMs: 150, holdMs: 20 }), RATE);
    const db = (ms: number): number => {
      const n = peakOf(x) + Math.round((ms * RATE) / 1000);
      return 20 * Math.log10(out[n] / x[n]);
    };
    const each = [40, 60, 80, 100, 120].map(db);
    for (let k = 2; k < each.length; k++) expect(each[k] - each[k - 1]).toBeCloseTo(each[1] - each[0], 1);
    expect(each[0]).toBeLessThan(0);
  });
});

describe('fade', () => {
  const at = (x: Float64Array, out: Float64Array, ms: number): number => {
    const n = peakOf(x) + Math.round((ms * RATE) / 1000);
    return out[n] / x[n];
  };
  test.each([['smooth', 0.5], ['linear', 0.5], ['early', 0.125], ['late', 0.875]] as const)('%s: %d of the level half-way, counted from the loudest moment', (curve, middle) => {
    const x = kick(300);
    const out = fadeTail(x.slice(), effectOf('fade', { startMs: 100, fadeMs: 200, curve }), RATE);
    expect(at(x, out, 99)).toBe(1);
    expect(at(x, out, 200)).toBeCloseTo(middle, 2);
    expect(out).toHaveLength(peakOf(x) + Math.round(0.3 * RATE));
  });

  test('is the same kick whatever silence the buffer ends in', () => {
    const settings = effectOf('fade', { startMs: 50, fadeMs: 100 });
    const short = fadeTail(kick(100, 1), settings, RATE);
    const long = fadeTail(kick(100, 2), settings, RATE);
    expect(long).toEqual(short);
  });
});

test('silence stays', () => {
  const silence = new Float64Array(2000);
  expect(shorten(silence.slice(), effectOf('length'), RATE)).toEqual(silence);
  expect(fadeTail(silence.slice(), effectOf('fade'), RATE)).toEqual(silence);
});
