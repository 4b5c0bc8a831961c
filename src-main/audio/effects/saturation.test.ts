import { describe, expect, test } from 'vitest';
import { effectOf, type EffectOf } from '../../../src-preload/contract/effects.ts';
import { createRealFft } from '../fft.ts';
import { saturate } from './saturation.ts';

const RATE = 44_100;
const FRAME = 32_768;
type Curve = EffectOf<'saturation'>['curve'];
const fft = createRealFft(FRAME);

/** Power in each bin of a steady stretch; a sine on a bin and its harmonics need no window. */
function spectrum(x: Float64Array): Float64Array {
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  fft.forward(x.slice(FRAME / 2, FRAME / 2 + FRAME), re, im);
  return re.map((r, k) => r * r + im[k] * im[k]);
}
/** Odd, so that its harmonics, folded, fall beside them. */
const binOf = (hz: number): number => Math.round((hz * FRAME) / RATE) | 1;
const sine = (hz: number, amplitude = 0.9): Float64Array =>
  Float64Array.from({ length: 2 * FRAME }, (_, n) => amplitude * Math.sin((2 * Math.PI * binOf(hz) * n) / FRAME));

describe('what folds back', () => {
  /** Largest of all that is no harmonic, up to 18 kHz, under the fundamental. */
  const aliasDb = (curve: Curve, driveDb: number, hz: number): number => {
    const power = spectrum(saturate(sine(hz), effectOf('saturation', { curve, driveDb }), RATE));
    let worst = 0;
    for (let k = 20; k < (18_000 * FRAME) / RATE; k++) if (k % binOf(hz) !== 0) worst = Math.max(worst, power[k]);
    return 10 * Math.log10(worst / power[binOf(hz)]);
  };
  // Measured: the worst curve (hard; fold at 24 dB and 1 kHz) with a decibel or two of room.
  test.each([
    [100, 12, -130], [100, 24, -120], [1000, 12, -99], [1000, 24, -86], [5000, 12, -73], [5000, 24, -60],
  ])('of a sine at %d Hz driven by %d dB stays below %d dB', (hz, driveDb, most) => {
    for (const curve of ['soft', 'tube', 'cubic', 'hard'] as const) expect(aliasDb(curve, driveDb, hz)).toBeLessThan(most);
  });
  test.each([[100, 24, -120], [1000, 12, -120], [1000, 24, -68], [5000, 12, -79]])('folded, at %d Hz and %d dB below %d dB', (hz, driveDb, most) => {
    expect(aliasDb('fold', driveDb, hz)).toBeLessThan(most);
  });
});

describe('the curves', () => {
  const harmonic = (power: Float64Array, k: number): number => 10 * Math.log10(power[k * binOf(100)] / power[binOf(100)]);

  test('driven hard enough, a hard clip is a square wave: harmonics at 1 / k, odd ones alone', () => {
    const power = spectrum(saturate(sine(100), effectOf('saturation', { curve: 'hard', driveDb: 36 }), RATE));
    for (const k of [3, 5, 7, 9]) expect(harmonic(power, k)).toBeCloseTo(-20 * Math.log10(k), 0);
    for (const k of [2, 4]) expect(harmonic(power, k)).toBeLessThan(-100);
  });

  test('cubic, not driven into its end: the third harmonic that the formula has', () => {
    // (v - 4/27 v^3) of sin: the cube gives (3 sin - sin 3) / 4.
    const power = spectrum(saturate(sine(100), effectOf('saturation', { curve: 'cubic', driveDb: 0 }), RATE));
    expect(harmonic(power, 3)).toBeCloseTo(20 * Math.log10(1 / 27 / (1 - 1 / 9)), 1);
    expect(harmonic(power, 5)).toBeLessThan(-100);
  });

  test('tube and a bias bring even harmonics, and no offset', () => {
    for (const settings of [effectOf('saturation', { curve: 'tube', driveDb: 12 }), effectOf('saturation', { curve: 'soft', driveDb: 12, bias: 40 })]) {
      const out = saturate(sine(100), settings, RATE);
      expect(harmonic(spectrum(out), 2)).toBeGreaterThan(-30);
      expect(Math.abs(out.subarray(FRAME).reduce((sum, v) => sum + v, 0) / FRAME)).toBeLessThan(2e-3);
    }
  });

  test.each(['soft', 'tube', 'cubic', 'hard', 'fold'] as const)('%s keeps the peak, and is silent where the sound is', (curve) => {
    const x = sine(60);
    x.fill(0, 0, 1000);
    for (const driveDb of [0, 18, 36]) {
      for (const bias of curve === 'fold' ? [0] : [0, -80]) {
        const out = saturate(x, effectOf('saturation', { curve, driveDb, bias }), RATE);
        expect(out.reduce((most, v) => Math.max(most, Math.abs(v)), 0)).toBeCloseTo(0.9, 6);
        expect(out.subarray(0, 900).every((v) => Math.abs(v) < 1e-9)).toBe(true);
      }
    }
  });
});

test('a mix of nothing is the sound itself, an even mix the mean of both', () => {
  const x = sine(200);
  expect(saturate(x, effectOf('saturation', { mix: 0 }), RATE)).toEqual(x);
  const whole = saturate(x, effectOf('saturation'), RATE);
  const half = saturate(x, effectOf('saturation', { mix: 50 }), RATE);
  expect(Math.max(...half.map((v, n) => Math.abs(v - (x[n] + whole[n]) / 2)))).toBeLessThan(1e-12);
});

test('silence stays silence', () => {
  expect(saturate(new Float64Array(100), effectOf('saturation', { bias: 50 }), RATE)).toEqual(new Float64Array(100));
});
