import { expect, test } from 'vitest';
import { residualDb, sameSamples } from './compare.ts';

const sine = (length: number, gain = 1): Float32Array => Float32Array.from({ length }, (_, n) => gain * Math.sin(n / 5));

test('the residual is that of the difference, against the second sound', () => {
  expect(residualDb(sine(1000), sine(1000))).toBe(-Infinity);
  expect(residualDb(sine(1000, 1.001), sine(1000))).toBeCloseTo(-60, 3);
  // What only one of them has counts as a whole.
  expect(residualDb(new Float32Array(0), sine(1000))).toBeCloseTo(0, 9);
  expect(residualDb(sine(1000), new Float32Array(10))).toBe(Infinity);
});

test('equal is sample for sample', () => {
  expect(sameSamples(sine(100), sine(100))).toBe(true);
  expect(sameSamples(sine(100), sine(101))).toBe(false);
  expect(sameSamples(Float32Array.of(0, 1), Float32Array.of(-0, 1))).toBe(true);
  expect(sameSamples(Float32Array.of(0, 1), Float32Array.of(0, 1 + 2 ** -23))).toBe(false);
});
