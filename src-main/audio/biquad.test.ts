import { describe, expect, it } from 'vitest';
import { type BiquadSpec, applyBiquad, designBiquad } from './biquad.ts';

const RATE = 44_100;

/** |H| in dB from the transfer function's definition. */
function gainDb(spec: BiquadSpec, hz: number): number {
  const { b0, b1, b2, a1, a2 } = designBiquad(spec, RATE);
  const w = (2 * Math.PI * hz) / RATE;
  const power = (c0: number, c1: number, c2: number): number =>
    (c0 + c1 * Math.cos(w) + c2 * Math.cos(2 * w)) ** 2 + (c1 * Math.sin(w) + c2 * Math.sin(2 * w)) ** 2;
  return 10 * Math.log10(power(b0, b1, b2) / power(1, a1, a2));
}

describe('designBiquad', () => {
  it.each([
    // At its corner a low- or high-pass of quality q has the gain q; a shelf has half its decibels.
    [{ kind: 'lowPass', hz: 1000, q: Math.SQRT1_2, gainDb: 0 }, 1000, -3.0103],
    [{ kind: 'lowPass', hz: 1000, q: 2, gainDb: 0 }, 1000, 6.0206],
    [{ kind: 'lowPass', hz: 1000, q: 2, gainDb: 0 }, 0, 0],
    [{ kind: 'highPass', hz: 300, q: Math.SQRT1_2, gainDb: 0 }, 300, -3.0103],
    [{ kind: 'highPass', hz: 300, q: Math.SQRT1_2, gainDb: 0 }, 22_050, 0],
    [{ kind: 'bandPass', hz: 800, q: 3, gainDb: 0 }, 800, 0],
    [{ kind: 'peak', hz: 800, q: 3, gainDb: -6 }, 800, -6],
    [{ kind: 'peak', hz: 800, q: 3, gainDb: -6 }, 0, 0],
    [{ kind: 'lowShelf', hz: 120, q: Math.SQRT1_2, gainDb: 5 }, 0, 5],
    [{ kind: 'lowShelf', hz: 120, q: Math.SQRT1_2, gainDb: 5 }, 120, 2.5],
    [{ kind: 'lowShelf', hz: 120, q: Math.SQRT1_2, gainDb: 5 }, 22_050, 0],
    [{ kind: 'highShelf', hz: 5000, q: Math.SQRT1_2, gainDb: 5 }, 0, 0],
    [{ kind: 'highShelf', hz: 5000, q: Math.SQRT1_2, gainDb: 5 }, 5000, 2.5],
    [{ kind: 'highShelf', hz: 5000, q: Math.SQRT1_2, gainDb: 5 }, 22_050, 5],
  ] as [BiquadSpec, number, number][])('%o at %d Hz has %d dB', (spec, hz, expected) => {
    expect(gainDb(spec, hz)).toBeCloseTo(expected, 3);
  });

  it('stays stable where the corner lies above the Nyquist frequency', () => {
    const x = new Float64Array(2000);
    x[0] = 1;
    applyBiquad(designBiquad({ kind: 'highShelf', hz: 40_000, q: 0.7, gainDb: 12 }, RATE), x);
    expect(Math.abs(x[1999])).toBeLessThan(1e-9);
  });
});

describe('applyBiquad', () => {
  it('follows the difference equation', () => {
    const c = designBiquad({ kind: 'peak', hz: 900, q: 1.3, gainDb: 7 }, RATE);
    const x = Float64Array.from({ length: 40 }, (_, n) => Math.sin(n * n));
    const y = x.slice();
    applyBiquad(c, y);
    for (let n = 2; n < x.length; n++) {
      expect(y[n]).toBeCloseTo(c.b0 * x[n] + c.b1 * x[n - 1] + c.b2 * x[n - 2] - c.a1 * y[n - 1] - c.a2 * y[n - 2], 12);
    }
  });
});
