/**
 * Two ways of telling categories apart by numbers, made differently so that one can be held against
 * the other: a linear discriminant, and a vote among the nearest. Neither knows what the numbers are.
 */

import { CholeskyDecomposition, Matrix } from 'ml-matrix';

export interface Labelled<L extends string> {
  numbers: readonly number[];
  label: L;
  weight: number;
}

/** A classifier: the likeliest label, and how likely it takes each. */
export interface Judge<L extends string> {
  tell(numbers: readonly number[]): L;
  odds(numbers: readonly number[]): Record<L, number>;
}

/** Standard deviations beyond which a number counts no further: one odd value decides nothing. */
const FURTHEST = 3;

/** Numbers in standard deviations of those it is made with. */
export function spreadOf(all: readonly (readonly number[])[]): (numbers: readonly number[]) => number[] {
  const columns = all[0].map((_, d) => all.map((row) => row[d]));
  const mean = columns.map((column) => column.reduce((sum, x) => sum + x, 0) / column.length);
  const sd = columns.map((column, d) => Math.sqrt(column.reduce((sum, x) => sum + (x - mean[d]) ** 2, 0) / column.length) + 1e-9);
  return (numbers) => numbers.map((x, d) => Math.max(-FURTHEST, Math.min(FURTHEST, (x - mean[d]) / sd[d])));
}

/** Of the pooled covariance towards its own diagonal. */
const RIDGE = 0.05;

/** Linear discriminant analysis (Fisher 1936) with all labels as frequent, on numbers that `spreadOf` has spread. */
export function linearJudge<L extends string>(labels: readonly L[], examples: readonly Labelled<L>[]): Judge<L> {
  const size = examples[0].numbers.length;
  const pooled = Matrix.zeros(size, size);
  const means = labels.map((label) => {
    const own = examples.filter((example) => example.label === label);
    const total = own.reduce((sum, { weight }) => sum + weight, 0);
    const mean = Array.from({ length: size }, (_, d) => own.reduce((sum, { numbers, weight }) => sum + (weight / total) * numbers[d], 0));
    const rows = new Matrix(own.map(({ numbers, weight }) => numbers.map((x, d) => Math.sqrt(weight / total / labels.length) * (x - mean[d]))));
    pooled.add(rows.transpose().mmul(rows));
    return mean;
  });
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) if (i !== j) pooled.set(i, j, (1 - RIDGE) * pooled.get(i, j));
    pooled.set(i, i, pooled.get(i, i) + 1e-3);
  }
  const slopes = new CholeskyDecomposition(pooled).solve(new Matrix(means).transpose()).transpose().to2DArray();
  const bias = slopes.map((slope, c) => -0.5 * slope.reduce((sum, x, d) => sum + x * means[c][d], 0));
  const odds = (numbers: readonly number[]): Record<L, number> => {
    const scores = slopes.map((slope, c) => slope.reduce((sum, x, d) => sum + x * numbers[d], bias[c]));
    const highest = Math.max(...scores);
    const raised = scores.map((score) => Math.exp(score - highest));
    const all = raised.reduce((sum, x) => sum + x, 0);
    return Object.fromEntries(labels.map((label, c) => [label, raised[c] / all])) as Record<L, number>;
  };
  return { odds, tell: (numbers) => likeliest(labels, odds(numbers)) };
}

const NEAREST = 9;

/** The vote of the nine nearest examples, each by its weight over its distance, on numbers that `spreadOf` has spread. */
export function nearestJudge<L extends string>(labels: readonly L[], examples: readonly Labelled<L>[]): Judge<L> {
  const odds = (numbers: readonly number[]): Record<L, number> => {
    const near = examples
      .map((example) => ({ ...example, distance: Math.hypot(...example.numbers.map((x, d) => x - numbers[d])) }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, NEAREST);
    const vote = (label?: L): number => near.reduce((sum, each) => sum + (label === undefined || each.label === label ? each.weight / (each.distance + 1e-3) : 0), 0);
    return Object.fromEntries(labels.map((label) => [label, vote(label) / vote()])) as Record<L, number>;
  };
  return { odds, tell: (numbers) => likeliest(labels, odds(numbers)) };
}

function likeliest<L extends string>(labels: readonly L[], odds: Record<L, number>): L {
  return labels.reduce((best, label) => (odds[label] > odds[best] ? label : best));
}
