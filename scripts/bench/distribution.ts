/**
 * How like one another two clouds of points are: Frechet distance, and precision, recall and
 * coverage by nearest neighbours. Points carry weights, so that near-copies count less. Knows
 * nothing of sound.
 */

import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Random } from '../../src-main/base/random.ts';

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

export interface SplitDistances {
  /** Mean distance between two halves of `real`. */
  halves: number;
  /** Mean distance between a half of `real` and as many points of `made`. */
  made: number;
}

/**
 * Frechet distances of halves: over `splits` random halvings of `real` into A and B, the mean of
 * d(A, B), and of d(A, M) and d(B, M) with M random points of `made` that carry the other half's
 * weights. So both figures come from equally many points, equally weighted: the distance's bias
 * for few points is in both, and points like the real ones give a ratio of 1.
 */
export function splitDistances(real: Cloud, made: readonly (readonly number[])[], splits: number, random: Random): SplitDistances {
  const half = Math.floor(real.points.length / 2);
  const sum = { halves: 0, made: 0 };
  for (let s = 0; s < splits; s++) {
    const order = random.shuffle(real.points.map((_, i) => i));
    const sides = [order.slice(0, half), order.slice(half, 2 * half)].map((at) => pick(real, at));
    const [a, b] = sides.map(momentsOf);
    sum.halves += frechet(a, b) / splits;
    for (const [side, other] of [[a, sides[1]], [b, sides[0]]] as const) {
      const drawn = random.shuffle(made.map((_, i) => i)).slice(0, half).map((i) => made[i]);
      sum.made += frechet(side, momentsOf({ points: drawn, weights: other.weights.slice(0, drawn.length) })) / (2 * splits);
    }
  }
  return sum;
}

/** The points at `at`, with their weights. */
export function pick({ points, weights }: Cloud, at: readonly number[]): Cloud {
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
 * Euclidean distance. A point's ball reaches to its k-th nearest neighbour of its own cloud; with
 * weights, to the neighbour at which those within weigh k, which for weights of 1 is the same.
 * Shares are shares of weight.
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

/** Radius of each point's ball; the whole cloud where its other points weigh less than k. */
function radii({ points, weights }: Cloud, k: number): number[] {
  return points.map((p, i) => {
    const others = points.map((q, j) => ({ d: distance(p, q), w: weights[j] })).filter((_, j) => j !== i).sort((x, y) => x.d - y.d);
    let mass = 0;
    for (const { d, w } of others) {
      mass += w;
      if (mass > k - 1e-9) return d;
    }
    return others.at(-1)?.d ?? 0;
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
