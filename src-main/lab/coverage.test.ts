import { expect, test } from 'vitest';
import { createRandom } from '../base/random.ts';
import { coverageOf } from './coverage.ts';

const kicks = (count: number, decayMs: number, key: string) => {
  const random = createRandom('coverage', key);
  return Array.from({ length: count }, () => ({
    decayMs: decayMs * 2 ** (0.3 * random.normal()), centroidHz: 120 * 2 ** (0.3 * random.normal()), subShare: 0.6, clickDb: -20 + 3 * random.normal(), noteHz: 50, lengthMs: 2 * decayMs,
  }));
};

test('kicks of the same kind cover it, those of another kind nothing, and few say nothing', () => {
  const real = kicks(60, 300, 'real');
  expect(coverageOf(real, kicks(60, 300, 'made'))).toBeGreaterThan(0.85);
  expect(coverageOf(real, kicks(60, 20, 'short'))).toBeLessThan(0.05);
  expect(coverageOf(real.slice(0, 11), kicks(60, 300, 'made'))).toBeNull();
});
