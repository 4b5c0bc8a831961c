import { expect, it } from 'vitest';
import { findOnset } from './onset.ts';

it('finds the first sample at -40 dB, not the peak', () => {
  const x = new Float32Array(1000);
  x[100] = 0.004;
  x[200] = -0.006;
  x[300] = 0.5;
  expect(findOnset(x)).toBe(200);
});

it('takes a sound that starts at once at once', () => {
  expect(findOnset(Float32Array.of(0.5, 1, 0.5))).toBe(0);
});

it('finds none in silence', () => {
  expect(findOnset(new Float32Array(10))).toBeUndefined();
});
