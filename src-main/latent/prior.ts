/**
 * The prior over latents: which latents are likely sounds. Its users know only `samplePrior`,
 * `varyLatent` and `scorePrior`. A Gaussian, of which N(0, I) is the one with zero mean and an identity factor.
 */

import { CholeskyDecomposition, Matrix } from 'ml-matrix';

import type { Random } from '../base/random.ts';

/** `prior.json`: one kind today, discriminated by `kind` so that others can join. */
export interface Prior {
  kind: 'gaussian';
  /** [L] */
  mean: number[];
  /** [L][L] lower triangle C of the covariance C C^T, zeros above the diagonal. */
  cholesky: number[][];
}

/** N(0, I) over `size` dimensions. */
export function standardPrior(size: number): Prior {
  return {
    kind: 'gaussian',
    mean: new Array<number>(size).fill(0),
    cholesky: Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? 1 : 0))),
  };
}

/** Shrinks the sample covariance towards its mean variance, so that few latents still give a factor. */
const SHRINKAGE = 0.01;

/** The Gaussian with the mean and (slightly shrunk) covariance of N latents, N >= 2. */
export function fitPrior(latents: readonly (readonly number[])[]): Prior {
  const data = new Matrix(latents.map((row) => [...row]));
  const mean = data.mean('column');
  const centred = data.subRowVector(mean);
  const covariance = centred.transpose().mmul(centred).div(latents.length - 1);
  const level = (SHRINKAGE * covariance.trace()) / covariance.rows + 1e-12;
  covariance.mul(1 - SHRINKAGE);
  for (let i = 0; i < covariance.rows; i++) covariance.set(i, i, covariance.get(i, i) + level);
  return { kind: 'gaussian', mean, cholesky: new CholeskyDecomposition(covariance).lowerTriangularMatrix.to2DArray() };
}

/**
 * A latent drawn from the prior.
 * @param amount distance from the prior's centre: 0 is the mean, 1 the prior itself, above 1 wilder.
 */
export function samplePrior({ mean, cholesky }: Prior, random: Random, amount = 1): number[] {
  const noise = random.fillNormal(new Float64Array(mean.length));
  return mean.map((value, i) => {
    let step = 0;
    for (let j = 0; j <= i; j++) step += cholesky[i][j] * noise[j];
    return value + amount * step;
  });
}

/**
 * A latent near another, drawn from the preconditioned Crank-Nicolson proposal (Cotter, Roberts,
 * Stuart & White 2013, "MCMC methods for functions"): z' = m + sqrt(1 - a^2) (z - m) + a e with e
 * drawn from the prior around its mean m. If z is a draw from the prior, so is z': however often
 * it is varied, a kick does not wander off to where the decoder knows nothing.
 * @param amount a in [0, 1]: 0 is the latent itself, 1 any other.
 */
export function varyLatent(prior: Prior, latent: readonly number[], random: Random, amount: number): number[] {
  if (amount === 0) return [...latent];
  const keep = Math.sqrt(1 - amount * amount);
  const drawn = samplePrior(prior, random, amount);
  return drawn.map((value, i) => value + keep * (latent[i] - prior.mean[i]));
}

/** Natural logarithm of the prior's density at a latent. */
export function scorePrior({ mean, cholesky }: Prior, latent: readonly number[]): number {
  const noise: number[] = [];
  let logDeterminant = 0;
  let square = 0;
  for (let i = 0; i < mean.length; i++) {
    let rest = latent[i] - mean[i];
    for (let j = 0; j < i; j++) rest -= cholesky[i][j] * noise[j];
    noise.push(rest / cholesky[i][i]);
    logDeterminant += Math.log(cholesky[i][i]);
    square += noise[i] ** 2;
  }
  return -0.5 * square - logDeterminant - 0.5 * mean.length * Math.log(2 * Math.PI);
}
