import { expect, test } from 'vitest';
import { createRandom } from '../base/random.ts';
import { burg, continued } from './linear-prediction.ts';

const tone = (from: number, to: number): Float64Array => Float64Array.from({ length: to - from }, (_, i) => Math.sin(0.3 * (from + i)) + 0.5 * Math.cos(1.1 * (from + i)));

test('a tone goes on where it ended', () => {
  const a = burg(tone(0, 800), 16);
  const expected = tone(800, 900);
  const most = continued(tone(0, 800), a, 100).reduce((worst, x, n) => Math.max(worst, Math.abs(x - expected[n])), 0);
  expect(most).toBeLessThan(0.05);
});

test('the coefficients of a resonance are found', () => {
  // Two poles at .9 exp(+-.5 i), driven by noise.
  const x = Float64Array.from(createRandom('resonance').fillNormal(new Float32Array(4000)));
  for (let n = 2; n < x.length; n++) x[n] += 1.8 * Math.cos(0.5) * x[n - 1] - 0.81 * x[n - 2];
  const [, first, second] = burg(x, 2);
  expect(first).toBeCloseTo(-1.8 * Math.cos(0.5), 1);
  expect(second).toBeCloseTo(0.81, 1);
});

test('silence goes on as silence', () => {
  const silence = new Float64Array(64);
  expect(burg(silence, 8)).toEqual(Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0));
  expect(continued(silence, burg(silence, 8), 5)).toEqual(new Float64Array(5));
});
