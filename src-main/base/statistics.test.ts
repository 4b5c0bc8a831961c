import { expect, test } from 'vitest';
import { correlation, median, quantile, spearman } from './statistics.ts';

test("Spearman's rho of the textbook example (IQ against hours of television) is -29/165", () => {
  const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
  const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
  expect(spearman(iq, hours)).toBeCloseTo(-29 / 165, 10);
});

test('ties share their mean rank, and a constant correlates with nothing', () => {
  // Ranks 0, 1.5, 1.5, 3 against 0..3: r = 4.5 / sqrt(4.5 * 5).
  expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 10);
  expect(correlation([1, 1, 1], [1, 2, 3])).toBe(0);
});

test('quantiles interpolate', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(quantile([0, 10], 0.95)).toBeCloseTo(9.5, 10);
});
