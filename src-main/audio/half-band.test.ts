import { expect, test } from 'vitest';
import { half, STEEP, twice, WIDE } from './half-band.ts';

const sine = (ratio: number, length: number): Float64Array => Float64Array.from({ length }, (_, n) => Math.sin(2 * Math.PI * ratio * n));
/** Largest magnitude away from the ends, where silence begins. */
const inner = (x: Float64Array): number => x.subarray(200, -200).reduce((most, v) => Math.max(most, Math.abs(v)), 0);

test.each([['steep', STEEP, 0.4], ['wide', WIDE, 0.2]] as const)('%s: up and down again is the sound itself, in its place', (_name, taps, ratio) => {
  const x = sine(ratio, 2001);
  const y = half(twice(x, taps), taps);
  expect(inner(x.map((v, n) => v - y[n]))).toBeLessThan(2e-3);
});

test('what lies between the samples of a sine is on the sine', () => {
  const up = twice(sine(0.1, 1000), STEEP);
  const finer = sine(0.05, 2000);
  expect(inner(up.map((v, n) => v - finer[n]))).toBeLessThan(2e-4);
});

test.each([['steep', STEEP, 0.3], ['wide', WIDE, 0.4]] as const)('%s: what would fold back is 60 dB down', (_name, taps, ratio) => {
  expect(inner(half(sine(ratio, 4000), taps))).toBeLessThan(1e-3);
});

test('every tap is felt at the ends too: an impulse gives the filter itself, wherever it stands', () => {
  for (const at of [0, 1, 2, 3, 15, 16, 61, 62, 63]) {
    const x = new Float64Array(64);
    x[at] = 1;
    const up = twice(x, STEEP);
    for (let k = 0; k < 16; k++) {
      if (2 * at + 1 + 2 * k < 128) expect(up[2 * at + 1 + 2 * k]).toBe(STEEP[k]);
      if (2 * at - 1 - 2 * k >= 0) expect(up[2 * at - 1 - 2 * k]).toBe(STEEP[k]);
    }
    expect(up[2 * at]).toBe(1);
  }
});
