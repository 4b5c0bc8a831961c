import { expect, test } from 'vitest';
import { createRandom } from '../base/random.ts';
import { soundPoint } from '../audio/likeness.ts';
import { coverageOf, sharesOf } from './coverage.ts';

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

test('copies of one sound count as one, so that a drum recorded many times does not stand for all', () => {
  const short = kicks(30, 20, 'short');
  const copies = Array.from({ length: 30 }, () => kicks(1, 300, 'one')[0]);
  const real = [...short, ...copies];
  const shares = sharesOf(real.map((kick, i) => soundPoint(kick, i < 30 ? [4 * i, 0] : [0, 40])));
  expect(shares).toEqual([...new Array<number>(30).fill(1), ...new Array<number>(30).fill(1 / 30)]);
  const made = kicks(60, 20, 'made');
  expect(coverageOf(real, made)).toBeLessThan(0.55);
  expect(coverageOf(real, made, shares)).toBeGreaterThan(0.8);
});
