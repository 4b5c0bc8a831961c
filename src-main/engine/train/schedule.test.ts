import { expect, test } from 'vitest';
import { betaAt, learningRate } from './schedule.ts';

test('the rate warms up linearly, peaks, and ends at one per cent', () => {
  expect(learningRate(0, 1000, 3e-3)).toBeCloseTo(3e-3 / 60, 9);
  expect(learningRate(59, 1000, 3e-3)).toBeCloseTo(3e-3, 9);
  expect(learningRate(60 + 470, 1000, 3e-3)).toBeCloseTo(3e-3 * (0.01 + 0.99 / 2), 6);
  expect(learningRate(1000, 1000, 3e-3)).toBeCloseTo(3e-5, 9);
});

test('beta cycles four times between five per cent and the full value', () => {
  expect(betaAt(0, 2)).toBeCloseTo(0.1);
  expect(betaAt(1 / 16, 2)).toBeCloseTo(1);
  expect(betaAt(1 / 8, 2)).toBeCloseTo(2);
  expect(betaAt(0.2, 2)).toBe(2);
  expect(betaAt(0.25, 2)).toBeCloseTo(0.1);
  expect(betaAt(1, 2)).toBe(2);
  let ramps = 0;
  for (let i = 1; i <= 4000; i++) if (betaAt(i / 4001, 2) < betaAt((i - 1) / 4001, 2)) ramps++;
  expect(ramps).toBe(3);
});
