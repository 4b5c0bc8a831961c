import { describe, expect, test } from 'vitest';
import { effectOf } from '../../../src-preload/contract/effects.ts';
import { createRandom } from '../../base/random.ts';
import { truePeak } from '../true-peak.ts';
import { clip, takeExcess } from './clipper.ts';

const RATE = 44_100;
const tone = (hz: number, amplitude = 0.89): Float64Array =>
  Float64Array.from({ length: RATE / 2 }, (_, n) => amplitude * Math.exp(-n / 8000) * Math.sin((2 * Math.PI * hz * n) / RATE));
const db = (x: number): number => 20 * Math.log10(x);

describe('the ceiling', () => {
  const noise = createRandom('clipper').fillNormal(new Float64Array(RATE / 2));
  const sounds: [string, Float64Array][] = [['50 Hz', tone(50)], ['3 kHz', tone(3000)], ['9 kHz', tone(9000)], ['a quarter of the rate', tone(RATE / 4 + 1)], ['noise', noise.map((v) => 0.2 * v)]];
  test.each(sounds)('%s: the true peak stays below it and comes close', (_name, sound) => {
    for (const [driveDb, kneeDb, ceilingDb] of [[6, 0, -1], [24, 0, -3], [12, 6, -0.5]]) {
      const out = clip(sound.slice(), effectOf('clipper', { driveDb, kneeDb, ceilingDb }));
      const peak = db(truePeak(Float32Array.from(out)));
      expect(peak).toBeLessThanOrEqual(ceilingDb);
      expect(peak).toBeGreaterThan(ceilingDb - (kneeDb > 0 ? 1.5 : 0.01));
    }
  });

  test('what stays below it is only driven, bit by bit', () => {
    const out = clip(tone(50, 0.2), effectOf('clipper', { driveDb: 6, ceilingDb: -1 }));
    expect(out).toEqual(tone(50, 0.2).map((v) => v * 10 ** (6 / 20)));
  });

  test('a slow sound is cut flat at it, and the rest of it only driven, but for the last hundredths of a dB', () => {
    const x = tone(50);
    const out = clip(x.slice(), effectOf('clipper', { driveDb: 12, ceilingDb: -1 }));
    const top = 10 ** (-1 / 20);
    // In the middle of the first half-cycle.
    for (let n = 150; n < 300; n++) expect(db(out[n] / top)).toBeCloseTo(0, 1);
    const quiet = RATE / 2 - 4000;
    for (let n = quiet; n < x.length; n++) expect(Math.abs(out[n] - x[n] * 10 ** (12 / 20))).toBeLessThan(0.006 * 0.3);
  });
});

describe('the curve', () => {
  const curve = (from: number, ceiling: number) => (v: number): number => {
    const excess = new Float64Array(1);
    takeExcess(Float64Array.of(v), excess, from, ceiling);
    return v - excess[0];
  };

  test('without a knee is a clip', () => {
    expect([-2, -1, -0.5, 0, 0.75, 3].map(curve(1, 1))).toEqual([-1, -1, -0.5, 0, 0.75, 1]);
  });

  test('with one begins where it is told, with the slope 1, and never reaches the ceiling', () => {
    const soft = curve(0.5, 1);
    expect(soft(0.5)).toBe(0.5);
    expect((soft(0.5 + 1e-6) - soft(0.5)) / 1e-6).toBeCloseTo(1, 4);
    expect(soft(100)).toBeLessThan(1);
    expect(soft(100)).toBeGreaterThan(0.99);
    expect(soft(-0.8)).toBe(-soft(0.8));
  });
});

test('silence stays', () => {
  expect(clip(new Float64Array(100), effectOf('clipper'))).toEqual(new Float64Array(100));
});
