import { describe, expect, test } from 'vitest';
import { effectOf } from '../../../src-preload/contract/effects.ts';
import { highCut, lowCut, tilt } from './filters.ts';

const RATE = 44_100;
/** Gain in dB at `hz`, from the response to an impulse. */
function gainAt(hz: number, filter: (x: Float64Array) => Float64Array): number {
  const x = new Float64Array(4 * RATE);
  x[0] = 1;
  const h = filter(x);
  let re = 0;
  let im = 0;
  for (let n = 0; n < h.length; n++) {
    re += h[n] * Math.cos((2 * Math.PI * hz * n) / RATE);
    im += h[n] * Math.sin((2 * Math.PI * hz * n) / RATE);
  }
  return 10 * Math.log10(re * re + im * im);
}
/** Where the bilinear transform has put a frequency, in units of another. */
const warped = (hz: number, unit: number): number => Math.tan((Math.PI * hz) / RATE) / Math.tan((Math.PI * unit) / RATE);

describe('tilt', () => {
  test.each([[6, 500], [-12, 500], [12, 5000], [3, 50]])('%d dB about %d Hz is the closed form everywhere', (tiltDb, pivotHz) => {
    const g = 10 ** (tiltDb / 20);
    for (const hz of [5, 20, 50, 200, 500, 1000, 5000, 15_000, 21_000]) {
      const w = warped(hz, pivotHz);
      const expected = 10 * Math.log10((g * g * w * w + 1) / (w * w + g * g));
      expect(gainAt(hz, (x) => tilt(x, effectOf('tilt', { tiltDb, pivotHz }), RATE))).toBeCloseTo(expected, 4);
    }
  });

  test('nothing changes at the pivot, and both ends get what is told', () => {
    const at = (hz: number): number => gainAt(hz, (x) => tilt(x, effectOf('tilt', { tiltDb: 6, pivotHz: 700 }), RATE));
    expect(at(700)).toBeCloseTo(0, 6);
    expect(at(5)).toBeCloseTo(-6, 2);
    expect(at(21_900)).toBeCloseTo(6, 2);
  });
});

describe('cuts', () => {
  const orders = [['6', 1], ['12', 2], ['24', 4]] as const;
  test.each(orders)('%s dB an octave: Butterworth of order %d, both ways', (slope, order) => {
    for (const [hz, probes] of [[40, [10, 20, 40, 80, 1000]], [2000, [50, 1000, 2000, 4000, 16_000]]] as const) {
      for (const probe of probes) {
        const low = gainAt(probe, (x) => highCut(x, effectOf('highCut', { hz, slope }), RATE));
        expect(low).toBeCloseTo(-10 * Math.log10(1 + warped(probe, hz) ** (2 * order)), 3);
        const high = gainAt(probe, (x) => lowCut(x, effectOf('lowCut', { hz, slope }), RATE));
        expect(high).toBeCloseTo(-10 * Math.log10(1 + warped(hz, probe) ** (2 * order)), 3);
      }
    }
  });
});
