import { expect, test } from 'vitest';

import { priorWeights } from './prior-weights.ts';

test('synthetic kicks have a fifth of the prior where there are recordings, however many they are', () => {
  const families = [...Array.from({ length: 60 }, (_, i) => `procedural-${String(i % 20)}`), ...Array.from({ length: 40 }, (_, i) => `kit:${String(i)}`)];
  const weights = priorWeights(families);
  const sum = (some: number[]): number => some.reduce((a, b) => a + b, 0);
  expect(sum(weights.slice(0, 60)) / sum(weights)).toBeCloseTo(0.2, 12);
  expect(weights.slice(60)).toEqual(new Array(40).fill(1));
});

test('of one kind alone, each counts the same', () => {
  expect(priorWeights(['a', 'b'])).toEqual([1, 1]);
  expect(priorWeights(['procedural-1', 'procedural-2'])).toEqual([1, 1]);
});
