import { describe, expect, test } from 'vitest';
import { effectOf } from '../../../src-preload/contract/effects.ts';
import { integratedLoudness } from '../loudness.ts';
import { truePeak } from '../true-peak.ts';
import { reachLoudness } from './loudness.ts';

const RATE = 44_100;
const tone = (amplitude: number): Float64Array => Float64Array.from({ length: RATE }, (_, n) => amplitude * Math.sin((2 * Math.PI * 997 * n) / RATE));
const loudnessOf = (x: Float64Array): number => integratedLoudness([Float32Array.from(x)], RATE);

describe('a loudness target', () => {
  test.each([-30, -20, -14])('of %d LUFS is reached within a tenth', (targetLufs) => {
    const x = tone(0.01);
    expect(reachLoudness(x, effectOf('loudness', { targetLufs }), RATE)).toEqual({ targetLufs, reachedLufs: expect.closeTo(targetLufs, 6) as number, limited: false });
    expect(loudnessOf(x)).toBeCloseTo(targetLufs, 1);
  });

  test('that the ceiling forbids is missed by what is told, at the ceiling', () => {
    const x = tone(0.3);
    const { reachedLufs, limited } = reachLoudness(x, effectOf('loudness', { targetLufs: -4, ceilingDb: -6 }), RATE);
    expect(limited).toBe(true);
    expect(20 * Math.log10(truePeak(x))).toBeCloseTo(-6, 4);
    // A sine of 997 Hz at full scale reads -3.01 LUFS (BS.1770).
    expect(reachedLufs).toBeCloseTo(-9, 1);
    expect(loudnessOf(x)).toBeCloseTo(reachedLufs ?? 0, 2);
  });

  test('lowers too, and leaves silence', () => {
    const x = tone(0.9);
    reachLoudness(x, effectOf('loudness', { targetLufs: -25 }), RATE);
    expect(loudnessOf(x)).toBeCloseTo(-25, 1);
    expect(reachLoudness(new Float64Array(RATE), effectOf('loudness'), RATE)).toEqual({ targetLufs: -10, reachedLufs: null, limited: false });
  });
});
