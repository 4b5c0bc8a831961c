import { expect, test } from 'vitest';
import { burg } from './linear-prediction.ts';
import { filled } from './prediction-fill.ts';

const tone = Float64Array.from({ length: 1000 }, (_, n) => Math.sin(0.05 * n) + 0.5 * Math.cos(0.4 * n));

test('gaps in a tone are filled with the tone', () => {
  const missing = [...Array.from({ length: 20 }, (_, i) => 400 + i), 430, 435, 700];
  const broken = tone.slice();
  for (const n of missing) broken[n] = 99;
  const values = filled(broken, missing, burg(tone, 16));
  expect(values).toHaveLength(missing.length);
  missing.forEach((n, i) => { expect(values?.[i], `sample ${String(n)}`).toBeCloseTo(tone[n], 1); });
  expect(broken[400]).toBe(99);
});

test('the error of the prediction is least: no value can be moved without making it worse', () => {
  const a = burg(tone, 4);
  const missing = [300, 301, 302, 310];
  const out = tone.slice();
  (filled(tone, missing, a) ?? []).forEach((value, i) => { out[missing[i]] = value; });
  const error = (x: Float64Array): number => {
    let sum = 0;
    for (let n = 4; n < x.length; n++) sum += a.reduce((e, value, i) => e + value * x[n - i], 0) ** 2;
    return sum;
  };
  const least = error(out);
  for (const n of missing) {
    for (const step of [-1e-3, 1e-3]) {
      const moved = out.slice();
      moved[n] += step;
      expect(error(moved)).toBeGreaterThan(least);
    }
  }
});
