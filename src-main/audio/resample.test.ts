import { describe, expect, it } from 'vitest';

import { resample } from './resample.ts';

const sine = (n: number, hz: number, rate: number): Float32Array =>
  Float32Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * hz * i) / rate));

const db = (x: number): number => 20 * Math.log10(x);

/** RMS of the middle of x, edges left out. */
function rms(x: Float32Array, margin: number): number {
  let sum = 0;
  for (let i = margin; i < x.length - margin; i++) sum += x[i] ** 2;
  return Math.sqrt(sum / (x.length - 2 * margin));
}

/** Largest error against the same sine sampled at the new rate: amplitude, phase and images at once. */
function sineError(hz: number, from: number, to: number, n = 12_000): number {
  const y = resample(sine(n, hz, from), from, to);
  const exact = sine(y.length, hz, to);
  const margin = Math.ceil(Math.max(1, to / from) * 100 * Math.max(1, from / to));
  let worst = 0;
  for (let i = margin; i < y.length - margin; i++) worst = Math.max(worst, Math.abs(y[i] - exact[i]));
  return worst;
}

const SEMITONE = 2 ** (1 / 12);
const PAIRS: [number, number][] = [
  [44_100, 48_000],
  [48_000, 44_100],
  [96_000, 44_100],
  [192_000, 44_100],
  [22_050, 44_100],
  [8_000, 44_100],
  [47_999, 44_100],
  [44_100, 44_100 * SEMITONE ** 3],
  [44_100, 44_100 / SEMITONE ** 3],
];

describe('resample', () => {
  it.each(PAIRS)('%d -> %d Hz: the pass band is kept in level and phase, images are below -90 dB', (from, to) => {
    const low = Math.min(from, to);
    for (const share of [0.001, 0.02, 0.2, 0.35, 0.44]) {
      // 0.05 dB of amplitude alone would be an error of -45 dB; images count in full.
      expect(db(sineError(share * low, from, to))).toBeLessThan(-90);
    }
  });

  it.each(PAIRS.filter(([from, to]) => to < from))('%d -> %d Hz: what would alias is below -90 dB', (from, to) => {
    for (const share of [0.505, 0.6, 0.9]) {
      const hz = share * to;
      if (hz >= from / 2) continue;
      const y = resample(sine(12_000, hz, from), from, to);
      expect(db(rms(y, 400) * Math.SQRT2)).toBeLessThan(-90);
    }
  });

  it.each(PAIRS)('%d -> %d Hz: the length is rounded and a click stays where it is', (from, to) => {
    const x = new Float32Array(5001);
    x[2500] = 1;
    const y = resample(x, from, to);
    expect(y).toHaveLength(Math.round((5001 * to) / from));
    let peak = 0;
    for (let i = 0; i < y.length; i++) if (Math.abs(y[i]) > Math.abs(y[peak])) peak = i;
    expect(Math.abs(peak - (2500 * to) / from)).toBeLessThanOrEqual(0.5);
    // Linear phase: the energy is centred there too.
    let moment = 0;
    let energy = 0;
    for (let i = 0; i < y.length; i++) {
      moment += i * y[i] ** 2;
      energy += y[i] ** 2;
    }
    expect(moment / energy).toBeCloseTo((2500 * to) / from, 2);
  });

  it('keeps DC without ripple', () => {
    for (const [from, to] of PAIRS) {
      const y = resample(new Float32Array(8000).fill(0.5), from, to);
      for (let i = 1000; i < y.length - 1000; i++) expect(Math.abs(y[i] - 0.5)).toBeLessThan(1e-6);
    }
  });

  it('returns a copy at the same rate and nothing for nothing', () => {
    const x = Float32Array.of(1, 2, 3);
    const y = resample(x, 44_100, 44_100);
    expect(y).toEqual(x);
    expect(y).not.toBe(x);
    expect(resample(new Float32Array(0), 44_100, 48_000)).toHaveLength(0);
    expect(resample(Float32Array.of(1), 48_000, 44_100)).toHaveLength(1);
  });

  it('refuses rates that are none', () => {
    for (const rate of [0, -1, NaN, Infinity]) {
      expect(() => resample(new Float32Array(4), rate, 44_100)).toThrow(RangeError);
      expect(() => resample(new Float32Array(4), 44_100, rate)).toThrow(RangeError);
    }
  });
});
