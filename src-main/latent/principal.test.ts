import { expect, test } from 'vitest';
import { createRandom } from '../base/random.ts';
import { principalComponents } from './principal.ts';

test('finds the planted directions and their spread', () => {
  const dims = 300;
  const count = 400;
  const random = createRandom(1);
  // Two known orthogonal directions with standard deviations 5 and 2, offset 3, faint noise.
  const a = Float32Array.from({ length: dims }, (_, d) => Math.sin((2 * Math.PI * d) / dims) * Math.sqrt(2 / dims));
  const b = Float32Array.from({ length: dims }, (_, d) => Math.cos((2 * Math.PI * d) / dims) * Math.sqrt(2 / dims));
  const data = new Float32Array(count * dims);
  for (let i = 0; i < count; i++) {
    const u = 5 * random.normal();
    const v = 2 * random.normal();
    for (let d = 0; d < dims; d++) data[i * dims + d] = 3 + u * a[d] + v * b[d] + 0.01 * random.normal();
  }
  const pca = principalComponents(count, dims, 2, (i, into) => { into.set(data.subarray(i * dims, (i + 1) * dims)); }, 1);
  const dot = (k: number, x: Float32Array): number => x.reduce((s, value, d) => s + value * pca.components[k * dims + d], 0);
  expect(Math.abs(dot(0, a))).toBeGreaterThan(0.995);
  expect(Math.abs(dot(1, b))).toBeGreaterThan(0.995);
  expect(pca.sd[0]).toBeGreaterThan(4.5);
  expect(pca.sd[0]).toBeLessThan(5.5);
  expect(pca.sd[1]).toBeGreaterThan(1.8);
  expect(pca.sd[1]).toBeLessThan(2.2);
});

test('fewer items than components leaves the rest empty, not NaN', () => {
  const pca = principalComponents(3, 10, 8, (i, into) => { into.fill(0); into[i] = 1; }, 1);
  expect([...pca.components].every(Number.isFinite)).toBe(true);
  expect(pca.sd[7]).toBe(1);
});
