import { describe, expect, test } from 'vitest';
import { truePeak } from './true-peak.ts';

const RATE = 48_000;
const sine = (ratio: number, degrees: number, amplitude: number, length = RATE): Float64Array =>
  Float64Array.from({ length }, (_, n) => amplitude * Math.sin(2 * Math.PI * ratio * n + (degrees * Math.PI) / 180));
const db = (x: Float64Array): number => 20 * Math.log10(truePeak(x));

describe('true peak', () => {
  // EBU Tech 3341 (2023), table 1, cases 15 to 19: what a meter shows, +0.2 / -0.4 dB. Hann ends keep the switching on out.
  test.each([
    [15, 1 / 4, 0, 0.5, -6],
    [16, 1 / 4, 45, 0.5, -6],
    [17, 1 / 6, 60, 0.5, -6],
    [18, 1 / 8, 67.5, 0.5, -6],
    [19, 1 / 4, 45, 1.41, 3],
  ])('case %i of EBU Tech 3341 is met', (_case, ratio, degrees, amplitude, expected) => {
    const x = sine(ratio, degrees, amplitude);
    const ramp = 1000;
    for (let n = 0; n < ramp; n++) {
      const gain = 0.5 - 0.5 * Math.cos((Math.PI * n) / ramp);
      x[n] *= gain;
      x[x.length - 1 - n] *= gain;
    }
    expect(db(x)).toBeGreaterThan(expected - 0.4);
    expect(db(x)).toBeLessThan(expected + 0.2);
  });

  test('a sine at a quarter of the rate, hit at 45 degrees, peaks 3 dB above its samples', () => {
    const x = sine(1 / 4, 45, 1).subarray(0, 4000).map((v, n) => v * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 4000)));
    const sampled = 20 * Math.log10(x.reduce((most, v) => Math.max(most, Math.abs(v)), 0));
    expect(sampled).toBeCloseTo(-3.01, 1);
    expect(db(x)).toBeGreaterThan(-0.4);
  });

  test('what lies in quiet surroundings is found wherever it lies, also at the ends', () => {
    for (const at of [0, 1, 31, 32, 33, 997, 998, 999]) {
      const x = new Float64Array(1000);
      x[at] = -0.25;
      expect(truePeak(x)).toBe(0.25);
    }
    const x = new Float64Array(1000).fill(1e-3);
    x.set([0.5, 0.5], 640);
    const both = truePeak(x);
    // Between two equal samples a band-limited sound is higher: 4 / pi in theory.
    expect(both).toBeGreaterThan(1.1 * 0.5);
    expect(both).toBeLessThan((4 / Math.PI) * 0.5 * 1.02);
  });

  test('silence has none', () => {
    expect(truePeak(new Float32Array(100))).toBe(0);
    expect(truePeak(new Float32Array(0))).toBe(0);
  });
});
