import { expect, test } from 'vitest';
import { balancedWeights } from './balance.ts';

const times = (label: string | null, count: number) => new Array<string | null>(count).fill(label);

test('each label weighs the same, sounds without one being a label of their own', () => {
  const labels = [...times('808', 6), ...times('909', 3), ...times(null, 9)];
  const weights = balancedWeights(labels);
  const total = (label: string | null) => weights.reduce((sum, weight, i) => sum + (labels[i] === label ? weight : 0), 0);
  expect(total('808')).toBeCloseTo(6);
  expect(total('909')).toBeCloseTo(6);
  expect(total(null)).toBeCloseTo(6);
});

test('a few sounds are not heard over and over', () => {
  const weights = balancedWeights([...times('many', 999), 'one']);
  expect(weights[999]).toBe(4);
  expect(weights[0]).toBeCloseTo(0.5, 2);
});

test('with one label nothing changes', () => {
  expect(balancedWeights(times('808', 3))).toEqual([1, 1, 1]);
  expect(balancedWeights(times(null, 3))).toEqual([1, 1, 1]);
});
