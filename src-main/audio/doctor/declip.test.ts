import { describe, expect, test } from 'vitest';
import { synthesiseKick } from '../fixtures/synthetic-kicks.ts';
import { peakOf } from '../level.ts';
import { KICK_SPEC } from '../spec.ts';
import { declip } from './declip.ts';

const whole = synthesiseKick({ low: 52, high: 320, sweep: 0.018, decay: 0.08, click: 0.3, noise: 0.03 }, KICK_SPEC).samples.subarray(0, 20_000);
/** The kick driven so many dB into a ceiling of 1, and the same without a ceiling. */
const driven = (db: number): { clipped: Float32Array; ideal: Float32Array } => {
  const gain = 10 ** (db / 20) / peakOf(whole);
  const ideal = whole.map((x) => gain * x);
  return { clipped: ideal.map((x) => Math.max(-1, Math.min(1, x))), ideal };
};
/** How far `x`, brought to the level of `ideal` by what was never cut, is it, in dB. */
function likeness(x: Float32Array, { clipped, ideal }: ReturnType<typeof driven>): number {
  const quiet = ideal.findIndex((value, n) => n > 1000 && Math.abs(value) > 0.2 && Math.abs(value) < 0.8);
  const gain = clipped[quiet] / x[quiet];
  let [error, power] = [0, 0];
  ideal.forEach((value, n) => {
    error += (gain * x[n] - value) ** 2;
    power += value ** 2;
  });
  return 10 * Math.log10(power / error);
}

describe('declip', () => {
  test.each([8, 10, 12])('a kick driven %s dB into the ceiling comes 5 dB nearer to what it was', (db) => {
    const sound = driven(db);
    const [restored] = declip([sound.clipped]);
    expect(likeness(restored, sound)).toBeGreaterThan(likeness(sound.clipped, sound) + 5);
  });
  test('the sound is as loud at its peak as before, below and above full scale', () => {
    const { clipped } = driven(8);
    expect(peakOf(declip([clipped])[0])).toBeCloseTo(1, 5);
    expect(peakOf(declip([clipped.map((x) => 0.3 * x)])[0])).toBeCloseTo(0.3, 5);
  });
  test('both sides are turned down alike, and round peaks stay as they are', () => {
    const { clipped } = driven(8);
    const round = whole.map((x) => 0.5 * x);
    const [restored, other] = declip([clipped, round]);
    const gain = restored[15_000] / clipped[15_000];
    expect(gain).toBeLessThan(0.9);
    expect(other[1000]).toBeCloseTo(gain * round[1000], 5);
    expect(declip([round])[0]).toEqual(round);
  });
  test('a sound that begins and ends in a peak is restored too', () => {
    const square = Float32Array.from({ length: 400 }, (_, n) => Math.max(-0.6, Math.min(0.6, Math.cos(n * 0.0314 * 2))));
    const [restored] = declip([square]);
    expect(restored.every(Number.isFinite)).toBe(true);
    expect(peakOf(restored)).toBeCloseTo(0.6, 5);
  });
});
