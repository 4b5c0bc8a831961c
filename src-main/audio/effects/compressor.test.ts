import { describe, expect, test } from 'vitest';
import { effectOf } from '../../../src-preload/contract/effects.ts';
import { compress, staticReduction } from './compressor.ts';

const RATE = 44_100;
/** Its peaks fall on samples: ten to a cycle, four of them at 0.95 of the amplitude. */
const sine = (amplitude: number, length = RATE): Float64Array => Float64Array.from({ length }, (_, n) => amplitude * Math.cos((2 * Math.PI * n) / 44));
const peakDb = (x: Float64Array): number => 20 * Math.log10(x.reduce((most, v) => Math.max(most, Math.abs(v)), 0));

describe('the static curve', () => {
  test('is the textbook one: nothing below the knee, the ratio above it, a parabola between', () => {
    const settings = { thresholdDb: -20, ratio: 4, kneeDb: 10 };
    expect(staticReduction(-26, settings)).toBe(0);
    expect(staticReduction(-25, settings)).toBe(0);
    expect(staticReduction(-20, settings)).toBeCloseTo((0.75 * 25) / 20, 12);
    expect(staticReduction(-15, settings)).toBeCloseTo(0.75 * 5, 12);
    expect(staticReduction(0, settings)).toBeCloseTo(0.75 * 20, 12);
    // Slope 0 where the knee begins, 1 - 1 / R where it ends.
    const slope = (level: number): number => (staticReduction(level + 1e-4, settings) - staticReduction(level - 1e-4, settings)) / 2e-4;
    expect(slope(-25)).toBeCloseTo(0, 3);
    expect(slope(-15)).toBeCloseTo(0.75, 3);
  });

  const cases = [1, 2, 4, 20].flatMap((ratio) => [0, 6, 24].flatMap((kneeDb) => [-40, -22, -20, -18, -9, 0].map((level) => [ratio, kneeDb, level] as const)));
  test.each(cases)('ratio %d, knee %d dB: a sine at %d dBFS settles on it', (ratio, kneeDb, level) => {
    const settings = effectOf('compressor', { thresholdDb: -20, ratio, kneeDb, attackMs: 1, releaseMs: 1000, makeupDb: 3 });
    const out = compress(sine(10 ** (level / 20)), settings, RATE);
    const over = level + 20;
    const expected = 2 * over <= -kneeDb ? level : 2 * over < kneeDb ? level + ((1 / ratio - 1) * (over + kneeDb / 2) ** 2) / (2 * kneeDb) : -20 + over / ratio;
    expect(peakDb(out.subarray(RATE / 2)) - 3).toBeCloseTo(expected, 1);
  });
});

test('63 % of a reduction are there after the attack, earlier by the look-ahead', () => {
  const x = new Float64Array(RATE).fill(0.01);
  x.fill(1, 20_000);
  for (const [attackMs, lookAheadMs] of [[10, 0], [40, 5]]) {
    const out = compress(x.slice(), effectOf('compressor', { thresholdDb: -20, ratio: 20, kneeDb: 0, attackMs, lookAheadMs }), RATE);
    const at = 20_000 + Math.round(((attackMs - lookAheadMs) * RATE) / 1000);
    expect(20 * Math.log10(out[at])).toBeCloseTo(-19 * (1 - Math.exp(-1)), 0);
  }
});

test('what was lowered comes back in the release', () => {
  const x = new Float64Array(RATE).fill(1);
  x.fill(0.01, 20_000);
  const out = compress(x, effectOf('compressor', { thresholdDb: -20, ratio: 20, kneeDb: 0, attackMs: 1, releaseMs: 100, lookAheadMs: 0 }), RATE);
  const at = 20_000 + Math.round(0.1 * RATE);
  expect(20 * Math.log10(out[at] / 0.01)).toBeCloseTo(-19 * Math.exp(-1), 0);
});

test('a mix of nothing changes nothing, and half of it is the mean of both', () => {
  const whole = compress(sine(1), effectOf('compressor'), RATE);
  const half = compress(sine(1), effectOf('compressor', { mix: 50 }), RATE);
  expect(compress(sine(1), effectOf('compressor', { mix: 0 }), RATE)).toEqual(sine(1));
  sine(1).forEach((v, n) => { expect(Math.abs(half[n] - (v + whole[n]) / 2)).toBeLessThan(1e-12); });
});
