import { expect, test } from 'vitest';

import { priorWeights } from './prior-weights.ts';

test('synthetic kicks have a fifth of the prior where there are recordings, however many they are', () => {
  const families = [...Array.from({ length: 60 }, (_, i) => `procedural-${String(i % 20)}`), ...Array.from({ length: 40 }, (_, i) => `kit:${String(i)}`)];
  const weights = priorWeights(families, 0);
  const sum = (some: number[]): number => some.reduce((a, b) => a + b, 0);
  expect(sum(weights.slice(0, 60)) / sum(weights)).toBeCloseTo(0.2, 12);
  expect(weights.slice(60)).toEqual(new Array(40).fill(1));
});

test('kicks of the model that a training began with have a tenth, however many sounds it heard', () => {
  for (const count of [20, 900]) {
    const weights = priorWeights(Array.from({ length: count }, (_, i) => `kit:${String(i)}`), 400);
    expect(weights.slice(0, count)).toEqual(new Array(count).fill(1));
    expect(weights).toHaveLength(count + 400);
    expect(weights.slice(count).reduce((a, b) => a + b, 0) / weights.reduce((a, b) => a + b, 0)).toBeCloseTo(0.1, 12);
  }
});

test('of one kind alone, each counts the same', () => {
  expect(priorWeights(['a', 'b'], 0)).toEqual([1, 1]);
  expect(priorWeights(['procedural-1', 'procedural-2'], 0)).toEqual([1, 1]);
});
