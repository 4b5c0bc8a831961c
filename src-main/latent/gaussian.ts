/** One Gaussian over latents, N(mean, C C^T): draws, density, fit. Which Gaussian, and how many, is not its business. */

import type { Random } from '../base/random.ts';
import { choleskyOf } from './triangular.ts';

export interface Gaussian {
  /** [L] */
  mean: number[];
  /** [L][L] lower triangle C of the covariance C C^T, zeros above the diagonal. */
  cholesky: number[][];
}

/** Shrinks the sample covariance towards its mean variance, so that few latents still give a factor. */
const SHRINKAGE = 0.01;

/** The Gaussian with the mean and (slightly shrunk) covariance of N latents, N >= 2. */
export function fitGaussian(latents: readonly (readonly number[])[]): Gaussian {
  const size = latents[0].length;
  const mean = new Float64Array(size);
  for (const row of latents) for (let i = 0; i < size; i++) mean[i] += row[i] / latents.length;
  const covariance = new Float64Array(size * size);
  for (const row of latents) {
    for (let i = 0; i < size; i++) {
      const a = (row[i] - mean[i]) / (latents.length - 1);
      for (let j = 0; j <= i; j++) covariance[i * size + j] += a * (row[j] - mean[j]);
    }
  }
  let trace = 0;
  for (let i = 0; i < size; i++) trace += covariance[i * size + i];
  const level = (SHRINKAGE * trace) / size + 1e-12;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) covariance[i * size + j] *= 1 - SHRINKAGE;
    covariance[i * size + i] += level;
  }
  const factor = choleskyOf(covariance, size);
  // The level alone makes it positive definite, unless a latent is not finite.
  if (factor === null) throw new RangeError('the latents have no covariance');
  return { mean: [...mean], cholesky: rowsOf(factor, size) };
}

/** A flat [n * n] matrix as rows. */
export function rowsOf(matrix: Float64Array, n: number): number[][] {
  return Array.from({ length: n }, (_, i) => [...matrix.subarray(i * n, (i + 1) * n)]);
}

/** L standard normals. */
export function drawNoise(size: number, random: Random): Float64Array {
  return random.fillNormal(new Float64Array(size));
}

/** mean + amount C noise. */
export function pointAt({ mean, cholesky }: Gaussian, noise: Float64Array, amount = 1): number[] {
  return mean.map((value, i) => {
    let step = 0;
    for (let j = 0; j <= i; j++) step += cholesky[i][j] * noise[j];
    return value + amount * step;
  });
}

/** A Gaussian between others: centre and shape (as a factor) mixed by weights that sum to 1. */
export function mixGaussians(gaussians: readonly Gaussian[], weights: readonly number[]): Gaussian {
  const mixed = (read: (gaussian: Gaussian) => number): number => weights.reduce((sum, weight, i) => sum + weight * read(gaussians[i]), 0);
  const [{ mean, cholesky }] = gaussians;
  return {
    mean: mean.map((_, d) => mixed((each) => each.mean[d])),
    cholesky: cholesky.map((row, r) => row.map((_, column) => mixed((each) => each.cholesky[r][column]))),
  };
}

/** The noise that `pointAt` makes this latent of: C^-1 (latent - mean). */
export function noiseAt({ mean, cholesky }: Gaussian, latent: readonly number[]): Float64Array {
  const noise = new Float64Array(mean.length);
  for (let i = 0; i < mean.length; i++) {
    let rest = latent[i] - mean[i];
    for (let j = 0; j < i; j++) rest -= cholesky[i][j] * noise[j];
    noise[i] = rest / cholesky[i][i];
  }
  return noise;
}

/** Squared Mahalanobis distance: chi-square with L degrees of freedom over the Gaussian's own draws. */
export function squaredDistance(gaussian: Gaussian, latent: readonly number[]): number {
  return noiseAt(gaussian, latent).reduce((sum, e) => sum + e * e, 0);
}

/** Natural logarithm of the density at a latent. */
export function logDensity(gaussian: Gaussian, latent: readonly number[]): number {
  const { mean, cholesky } = gaussian;
  let logDeterminant = 0;
  for (let i = 0; i < mean.length; i++) logDeterminant += Math.log(cholesky[i][i]);
  return -0.5 * squaredDistance(gaussian, latent) - logDeterminant - 0.5 * mean.length * Math.log(2 * Math.PI);
}
