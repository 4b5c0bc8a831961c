import { describe, expect, it } from 'vitest';
import { type Drive, applyDrive } from './drive.ts';

const RATE = 44_100;
const COUNT = 4410;

function sine(hz: number): Float64Array {
  return Float64Array.from({ length: COUNT }, (_, n) => Math.sin((2 * Math.PI * hz * n) / RATE));
}

/** Amplitude at `hz` over whole periods in the middle (frequencies are multiples of 20 Hz here). */
function amplitude(x: Float64Array, hz: number): number {
  let re = 0;
  let im = 0;
  const from = 1000;
  const count = 2205;
  for (let n = from; n < from + count; n++) {
    re += x[n] * Math.cos((2 * Math.PI * hz * n) / RATE);
    im += x[n] * Math.sin((2 * Math.PI * hz * n) / RATE);
  }
  return (2 * Math.hypot(re, im)) / count;
}

describe('applyDrive', () => {
  const plain = { bias: 0, mix: 1 } as const;

  it('passes a sine below the clipping point unchanged', () => {
    const x = sine(1000);
    const y = applyDrive({ ...plain, kind: 'clip', gain: 0.8 }, x, 1);
    for (let n = 200; n < COUNT - 200; n++) expect(y[n]).toBeCloseTo(x[n], 3);
  });

  it('keeps the fifth harmonic of 6 kHz (30 kHz) from folding back to 14.1 kHz', () => {
    const y = applyDrive({ ...plain, kind: 'clip', gain: 5 }, sine(6000), 1);
    const naive = sine(6000).map((v) => Math.max(-1, Math.min(1, 5 * v)));
    const aliased = (x: Float64Array): number => 20 * Math.log10(amplitude(x, 14_100) / amplitude(x, 6000));
    expect(aliased(naive)).toBeGreaterThan(-20);
    expect(aliased(y)).toBeLessThan(-60);
  });

  it('clips a large sine to a square, whose harmonics fall as 4 / (pi k)', () => {
    const y = applyDrive({ ...plain, kind: 'clip', gain: 400 }, sine(200), 1);
    for (const k of [1, 3, 5, 7]) expect(amplitude(y, 200 * k)).toBeCloseTo(4 / (Math.PI * k), 2);
    expect(amplitude(y, 400)).toBeLessThan(1e-3);
  });

  it.each(['asymmetric', 'tanh'] as const)('adds even harmonics where %s is biased, none otherwise', (kind) => {
    const second = (bias: number): number => amplitude(applyDrive({ kind, gain: 2, bias, mix: 1 }, sine(500), 1), 1000);
    expect(second(0)).toBeLessThan(1e-6);
    expect(second(0.3)).toBeGreaterThan(0.01);
  });

  it.each([
    { kind: 'tanh', gain: 4, bias: 0.3, mix: 1 },
    { kind: 'asymmetric', gain: 4, bias: 0.3, mix: 0.5 },
    { kind: 'fold', gain: 2, bias: 0.3, mix: 1 },
    { kind: 'clip', gain: 4, bias: 0.3, mix: 1 },
  ] as Drive[])('leaves silence silent: %o', (drive) => {
    for (const v of applyDrive(drive, new Float64Array(64), 1)) expect(Math.abs(v)).toBeLessThan(1e-12);
  });
});
