/**
 * How like one another two clouds of points are: Frechet distance, and precision, recall and
 * coverage by nearest neighbours. Points carry weights, so that near-copies count less. Knows
 * nothing of sound.
 */

import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Random } from './random.ts';

export interface Cloud {
  /** [n][d] */
  points: readonly (readonly number[])[];
  /** [n], each in (0, 1]: 1 counts as one point. */
  weights: readonly number[];
}

export interface Moments {
  /** [d] */
  mean: number[];
  /** [d][d], divided by the sum of weights. */
  covariance: Matrix;
}

/** Weighted mean and covariance. */
export function momentsOf({ points, weights }: Cloud): Moments {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const size = points[0].length;
  const mean = Array.from({ length: size }, (_, d) => points.reduce((sum, p, i) => sum + weights[i] * p[d], 0) / total);
  const rows = new Matrix(points.map((p, i) => p.map((x, d) => Math.sqrt(weights[i] / total) * (x - mean[d]))));
  return { mean, covariance: rows.transpose().mmul(rows) };
}

/** Each number to mean 0 and variance 1 over `reference`; one that does not vary there stays unscaled. */
export function standardiser(reference: Cloud): (point: readonly number[]) => number[] {
  const { mean, covariance } = momentsOf(reference);
  const scale = covariance.diagonal().map((variance) => (variance > 0 ? 1 / Math.sqrt(variance) : 1));
  return (point) => point.map((x, d) => (x - mean[d]) * scale[d]);
}

/**
 * Squared Frechet distance of two Gaussians, |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)) (Dowson &
 * Landau 1982; Heusel et al. 2017, "GANs trained by a two time-scale update rule", eq. 6). The trace
 * of the root is taken of the symmetric C1^(1/2) C2 C1^(1/2), so that covariances of few points
 * (singular) are no trouble.
 */
export function frechet(a: Moments, b: Moments): number {
  const root = symmetricRoot(a.covariance);
  const middle = root.mmul(b.covariance).mmul(root);
  const cross = new EigenvalueDecomposition(middle, { assumeSymmetric: true }).realEigenvalues
    .reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  const apart = a.mean.reduce((sum, x, d) => sum + (x - b.mean[d]) ** 2, 0);
  return Math.max(0, apart + a.covariance.trace() + b.covariance.trace() - 2 * cross);
}

function symmetricRoot(matrix: Matrix): Matrix {
  const { eigenvectorMatrix: vectors, realEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const scaled = vectors.clone();
  realEigenvalues.forEach((value, k) => {
    scaled.mulColumn(k, Math.max(0, value) ** 0.5);
  });
  return scaled.mmul(vectors.transpose());
}

export interface HalfScores {
  frechet: number;
  coverage: number;
}

/**
 * Frechet distance and coverage of halves: over `splits` random halvings of `real` into A and B,
 * the means of score(A, B) and score(B, A), and of score(A, M) and score(B, M) with M random points
 * of `made`, as many as the other half has and with its weights. So both come from equally many
 * points, equally weighted: the bias that few points give the distance is in both, coverage does
 * not fill up by making more, and points like the real ones score as the real ones do.
 */
export function scoreHalves(
  real: Cloud,
  made: readonly (readonly number[])[],
  { splits, k }: { splits: number; k: number },
  random: Random,
): Record<'made' | 'real', HalfScores> {
  const half = Math.floor(real.points.length / 2);
  if (made.length < half) throw new RangeError(`${String(made.length)} points cannot stand for ${String(half)}`);
  const sum = { made: { frechet: 0, coverage: 0 }, real: { frechet: 0, coverage: 0 } };
  const add = (to: HalfScores, reference: Cloud, other: Cloud): void => {
    to.frechet += frechet(momentsOf(reference), momentsOf(other)) / (2 * splits);
    to.coverage += neighbours(reference, other, k).coverage / (2 * splits);
  };
  for (let s = 0; s < splits; s++) {
    const order = random.shuffle(real.points.map((_, i) => i));
    const a = pick(real, order.slice(0, half));
    const b = pick(real, order.slice(half, 2 * half));
    for (const [reference, other] of [[a, b], [b, a]] as const) {
      const drawn = random.shuffle(made.map((_, i) => i)).slice(0, half).map((i) => made[i]);
      add(sum.real, reference, other);
      add(sum.made, reference, { points: drawn, weights: other.weights });
    }
  }
  return sum;
}

/** The points at `at`, with their weights. */
function pick({ points, weights }: Cloud, at: readonly number[]): Cloud {
  return { points: at.map((i) => points[i]), weights: at.map((i) => weights[i]) };
}

export interface Neighbours {
  /** Share of what was made that lies in the ball of a real point. */
  precision: number;
  /** Share of the real points that lie in the ball of one that was made. */
  recall: number;
  /** Share of the real points in whose ball something that was made lies. */
  coverage: number;
}

/**
 * Improved precision and recall (Kynkaanniemi et al. 2019) and coverage (Naeem et al. 2020), by
 * Euclidean distance. A point's ball reaches to its k-th nearest neighbour of its own cloud,
 * whatever those weigh (balls that reach until they hold a weight of k are wider: coverage was .98
 * where it is .85 so). Shares are shares of weight.
 */
export function neighbours(real: Cloud, made: Cloud, k: number): Neighbours {
  const realRadius = radii(real, k);
  const madeRadius = radii(made, k);
  const inReal = new Array<boolean>(made.points.length).fill(false);
  const inMade = new Array<boolean>(real.points.length).fill(false);
  const covered = new Array<boolean>(real.points.length).fill(false);
  for (const [i, r] of real.points.entries()) {
    for (const [j, m] of made.points.entries()) {
      const d = distance(r, m);
      if (d <= realRadius[i]) inReal[j] = covered[i] = true;
      if (d <= madeRadius[j]) inMade[i] = true;
    }
  }
  return { precision: share(made, inReal), recall: share(real, inMade), coverage: share(real, covered) };
}

/** Distance of each point to its k-th nearest neighbour; to the farthest where there are fewer. */
function radii({ points }: Cloud, k: number): number[] {
  return points.map((p, i) => {
    const others = Float64Array.from(points.filter((_, j) => j !== i), (q) => distance(p, q)).sort();
    return others.at(Math.min(k, others.length) - 1) ?? 0;
  });
}

function distance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] - b[d]) ** 2;
  return Math.sqrt(sum);
}

function share({ weights }: Cloud, chosen: readonly boolean[]): number {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.reduce((sum, w, i) => sum + (chosen[i] ? w : 0), 0) / total;
}
