/** Multinomial logistic regression by Newton's method (Bishop 2006, 4.3.4); knows nothing of kicks but the names of their kinds. */

import { Matrix, solve } from 'ml-matrix';
import { CATEGORIES, type Category } from '../../src-preload/contract/categories.ts';
import { categoryRow, type CategoryTable } from '../../src-main/audio/category.ts';

export interface Example {
  /** As `categoryFigures` gives them. */
  figures: readonly number[];
  label: Category;
  weight: number;
}

/** Of the squared weights, against the mean loss of an example. Biases go free but for what makes them one of many. */
const RIDGE = 1e-3;
const FREE = 1e-9;
const ROUNDS = 25;

/** The table whose likelihood over the weighted examples is largest, less the ridge. */
export function fitCategories(examples: readonly Example[]): CategoryTable {
  const spread = spreadOf(examples.map(({ figures }) => figures));
  const rows = examples.map(({ figures }) => categoryRow(figures, spread));
  const size = rows[0].length;
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const ridge = (k: number): number => (k % size === 0 ? FREE : RIDGE);
  let weights = CATEGORIES.map(() => new Float64Array(size));
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = new Float64Array(CATEGORIES.length * size);
    const curvature = Matrix.zeros(CATEGORIES.length * size, CATEGORIES.length * size);
    rows.forEach((row, n) => {
      const share = examples[n].weight / total;
      const odds = softmax(weights.map((w) => row.reduce((sum, value, k) => sum + value * w[k], 0)));
      CATEGORIES.forEach((category, a) => {
        const error = odds[a] - (category === examples[n].label ? 1 : 0);
        row.forEach((value, k) => { gradient[a * size + k] += share * error * value; });
        odds.forEach((other, b) => {
          const bend = share * odds[a] * ((a === b ? 1 : 0) - other);
          row.forEach((x, i) => {
            row.forEach((y, j) => { curvature.set(a * size + i, b * size + j, curvature.get(a * size + i, b * size + j) + bend * x * y); });
          });
        });
      });
    });
    const flat = weights.flatMap((w) => [...w]);
    flat.forEach((weight, k) => {
      gradient[k] += ridge(k) * weight;
      curvature.set(k, k, curvature.get(k, k) + ridge(k));
    });
    const step = solve(curvature, Matrix.columnVector(gradient)).to1DArray();
    weights = weights.map((w, a) => w.map((value, k) => value - step[a * size + k]));
  }
  return { ...spread, weights: Object.fromEntries(CATEGORIES.map((category, a) => [category, [...weights[a]]])) as Record<Category, number[]> };
}

/** Mean and standard deviation of each figure, over those that have one. */
function spreadOf(all: readonly (readonly number[])[]): Pick<CategoryTable, 'mean' | 'sd'> {
  const columns = all[0].map((_, k) => all.map((figures) => figures[k]).filter((value) => !Number.isNaN(value)));
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const mean = columns.map(meanOf);
  return { mean, sd: columns.map((values, k) => Math.sqrt(meanOf(values.map((value) => (value - mean[k]) ** 2))) || 1) };
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const raised = scores.map((score) => Math.exp(score - most));
  const sum = raised.reduce((a, b) => a + b, 0);
  return raised.map((value) => value / sum);
}
