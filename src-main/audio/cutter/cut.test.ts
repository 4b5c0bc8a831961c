import { describe, expect, test } from 'vitest';
import { cutSettings } from '../../../src-preload/contract/cutting.ts';
import { createRandom } from '../../base/random.ts';
import { KICK_SHAPES, synthesiseKick } from '../fixtures/synthetic-kicks.ts';
import { KICK_SPEC } from '../spec.ts';
import { cutHits } from './cut.ts';
import { reduceNoise } from './noise.ts';

const RATE = 44_100;
const SETTINGS = cutSettings.parse({});
const SHAPES = ['909', 'acoustic', 'short', '909 noisy', 'psy', 'hard'];
const hits = SHAPES.map((name) => synthesiseKick(KICK_SHAPES[name], KICK_SPEC).samples.subarray(KICK_SPEC.onset));
/** Six kicks of levels 0 to -15 dB at known moments over noise. */
const STARTS = [0.4, 1.1, 1.65, 2.6, 3.05, 4.2].map((seconds) => Math.round(seconds * RATE));
const noiseAt = (level: number): Float32Array => createRandom('floor').fillNormal(new Float32Array(Math.round(5.5 * RATE))).map((x) => level * x);
function recording(noise: number): Float32Array {
  const out = noiseAt(noise);
  STARTS.forEach((at, i) => { hits[i].forEach((x, n) => { if (at + n < out.length) out[at + n] += x * 10 ** ((-3 * i) / 20); }); });
  return out;
}
const cut = (samples: Float32Array, settings = SETTINGS) => cutHits({ file: 'x.wav', sampleRate: RATE, channels: [samples] }, settings);

describe('hits of a recording', () => {
  test.each([0, 1e-4, 1e-3])('begin where they were laid, over noise of %d', (noise) => {
    const found = cut(recording(noise));
    expect(found).toHaveLength(STARTS.length);
    // Within 6 ms: the lead, and a soft first half period in the noise.
    found.forEach(({ from }, i) => { expect(Math.abs(from - STARTS[i])).toBeLessThan(0.006 * RATE); });
  });
  test('end before the next begins, and in the noise', () => {
    const found = cut(recording(1e-3));
    found.forEach(({ from, to }, i) => {
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(found.at(i + 1)?.from ?? 5.5 * RATE);
    });
    // The short one has ended long before the next.
    expect(found[2].to - found[2].from).toBeLessThan(0.5 * RATE);
  });
  test('are told with their levels beside the loudest', () => {
    const levels = cut(recording(0)).map(({ levelDb }) => levelDb);
    expect(Math.max(...levels)).toBe(0);
    expect(levels[5]).toBeLessThan(-9);
  });
  test('soft ones are left where little sensitivity is asked for, and close ones where the gap is wide', () => {
    const soft = recording(0).map((x, n) => (n > STARTS[4] - 500 ? x * 0.02 : x));
    expect(cut(soft, { ...SETTINGS, sensitivity: 0 }).length).toBeLessThan(cut(soft, { ...SETTINGS, sensitivity: 0.9 }).length);
    expect(cut(recording(0), { ...SETTINGS, minGapMs: 600 }).length).toBeLessThan(STARTS.length);
  });
  test('are never longer than is asked for; silence has none', () => {
    expect(cut(recording(0), { ...SETTINGS, maxMs: 100 }).every(({ from, to }) => to - from <= 0.1 * RATE)).toBe(true);
    expect(cut(new Float32Array(RATE))).toEqual([]);
  });
});

describe('the noise floor', () => {
  const power = (x: Float32Array, from: number, to: number): number => x.subarray(from, to).reduce((sum, v) => sum + v * v, 0);
  test('goes down by 10 dB and more between the hits, which keep their level', () => {
    const noisy = recording(3e-3);
    const clean = recording(0);
    const reduced = reduceNoise(noisy, RATE);
    expect(10 * Math.log10(power(reduced, 5 * RATE, 5.4 * RATE) / power(noisy, 5 * RATE, 5.4 * RATE))).toBeLessThan(-10);
    STARTS.slice(0, 4).forEach((at) => {
      expect(Math.abs(10 * Math.log10(power(reduced, at, at + 4000) / power(clean, at, at + 4000)))).toBeLessThan(0.5);
    });
    expect(reduced).toHaveLength(noisy.length);
  });
  test('a sound without a quiet moment is left as it is', () => {
    const tone = Float32Array.from({ length: RATE }, (_, n) => 0.5 * Math.sin(n * 0.05));
    expect(reduceNoise(tone, RATE)).toEqual(tone);
  });
});
