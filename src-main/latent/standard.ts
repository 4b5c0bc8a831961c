/**
 * Coordinates in which a prior as a whole has mean 0 and covariance I, so that a length means the
 * same in every direction: u = F^-1 (latent - mean), F F^T the covariance of all components together.
 * Distances between kicks are told in them, and walks are walked.
 */

import type { Component } from './mixture.ts';
import { rowsOf } from './gaussian.ts';
import { priorMean, type Prior } from './prior.ts';
import { choleskyOf, invertLower, multiplyLower } from './triangular.ts';

export interface Standard {
  /** L */
  readonly size: number;
  /** The prior's components in these coordinates; one for a single Gaussian. */
  readonly components: readonly Component[];
  /** u of a latent. */
  there(latent: readonly number[]): Float64Array;
  /** The latent of u. */
  back(u: Float64Array): number[];
  /** A slope by latent, [L], as a slope by u: F^T slope. */
  slope(byLatent: Float64Array): Float64Array;
}

const made = new WeakMap<Prior, Standard>();

/** The standard coordinates of a prior; made once for each. */
export function standardOf(prior: Prior): Standard {
  const known = made.get(prior) ?? createStandard(prior);
  made.set(prior, known);
  return known;
}

function createStandard(prior: Prior): Standard {
  const components: Component[] = prior.kind === 'mixture' ? prior.components : [{ weight: 1, mean: prior.mean, cholesky: prior.cholesky }];
  const mean = priorMean(prior);
  const size = mean.length;
  const covariance = new Float64Array(size * size);
  for (const { weight, mean: own, cholesky } of components) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let sum = (own[i] - mean[i]) * (own[j] - mean[j]);
        for (let k = 0; k <= Math.min(i, j); k++) sum += cholesky[i][k] * cholesky[j][k];
        covariance[i * size + j] += weight * sum;
      }
    }
  }
  const factor = choleskyOf(covariance, size);
  // Every component has a factor with a positive diagonal, which the bundle was checked for.
  if (factor === null) throw new RangeError('the prior has no covariance');
  const inverse = invertLower(factor, size);

  const there = (latent: readonly number[]): Float64Array =>
    Float64Array.from({ length: size }, (_, i) => {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += inverse[i * size + j] * (latent[j] - mean[j]);
      return sum;
    });
  return {
    size,
    components: components.map(({ weight, mean: own, cholesky }) => ({
      weight,
      mean: [...there(own)],
      cholesky: rowsOf(multiplyLower(inverse, Float64Array.from(cholesky.flat()), size), size),
    })),
    there,
    back: (u) =>
      mean.map((value, i) => {
        let sum = value;
        for (let j = 0; j <= i; j++) sum += factor[i * size + j] * u[j];
        return sum;
      }),
    slope: (byLatent) =>
      Float64Array.from({ length: size }, (_, j) => {
        let sum = 0;
        for (let i = j; i < size; i++) sum += factor[i * size + j] * byLatent[i];
        return sum;
      }),
  };
}

/**
 * How far two points in standard coordinates lie apart: 1 is what two unrelated kicks of the prior do (their mean square
 * distance is 2 L).
 */
export function distanceBetween(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum / (2 * a.length));
}
