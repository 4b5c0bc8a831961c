/** Fits a mixture of Gaussians to latents: how many components, and of which shape, by BIC. */

import { createRandom } from '../base/random.ts';
import { fitComponents, parameterCount, SHAPES, type Mixture, type Shape } from './em.ts';
import { rowsOf } from './gaussian.ts';
import type { Points } from './k-means.ts';
import type { Component } from './mixture.ts';
import { choleskyOf, invertLower, logDiagonal, multiplyLower } from './triangular.ts';

export interface MixtureOptions {
  seed: number;
  /** How much each latent counts, [N]; all the same where left out. */
  weights?: readonly number[];
  /** Numbers of components to try, ascending. */
  counts?: readonly number[];
  shapes?: readonly Shape[];
  /** k-means starts for each number and shape; the likeliest one counts. */
  starts?: number;
  /**
   * See `EmOptions`; as many points as a latent has dimensions when left out. On factory latents,
   * 16 to 40 gave held-back families the highest density, 4 and 100 gave them 1 to 4 nats less.
   */
  shrinkage?: number;
}

export interface MixtureFit {
  components: Component[];
  shape: Shape;
  /** Schwarz 1978, "Estimating the dimension of a model", in the sign where less is better. */
  bic: number;
}

const COUNTS = [1, 2, 3, 4, 5, 6, 8];
const STARTS = 2;
/** Of the covariance that whitens: keeps a direction that the latents do not use from vanishing. */
const LEVEL = 1e-6;

interface Whitening {
  mean: Float64Array;
  /** [size * size] lower triangular: latent = mean + factor x point. */
  factor: Float64Array;
  points: Points;
}

/** Weights that sum to the number of latents they are worth (Kish 1965): (sum w)^2 / sum w^2. */
function effective(weights: readonly number[]): Float64Array {
  const sum = weights.reduce((a, b) => a + b, 0);
  const squares = weights.reduce((a, b) => a + b * b, 0);
  return Float64Array.from(weights, (w) => (w * sum) / squares);
}

function whiten(latents: readonly (readonly number[])[], weights: Float64Array): Whitening {
  const size = latents[0].length;
  const total = weights.reduce((a, b) => a + b, 0);
  const mean = new Float64Array(size);
  latents.forEach((row, i) => { for (let d = 0; d < size; d++) mean[d] += (weights[i] / total) * row[d]; });
  const covariance = new Float64Array(size * size);
  latents.forEach((row, i) => {
    for (let a = 0; a < size; a++) {
      const scaled = (weights[i] / total) * (row[a] - mean[a]);
      for (let b = 0; b < size; b++) covariance[a * size + b] += scaled * (row[b] - mean[b]);
    }
  });
  let trace = 0;
  for (let d = 0; d < size; d++) trace += covariance[d * size + d];
  for (let d = 0; d < size; d++) covariance[d * size + d] += (LEVEL * trace) / size + 1e-12;
  const factor = choleskyOf(covariance, size);
  // The level alone makes it positive definite, unless a latent is not finite.
  if (factor === null) throw new RangeError('the latents have no covariance');
  const inverse = invertLower(factor, size);
  const data = new Float64Array(latents.length * size);
  latents.forEach((row, i) => {
    for (let d = 0; d < size; d++) {
      let value = 0;
      for (let j = 0; j <= d; j++) value += inverse[d * size + j] * (row[j] - mean[j]);
      data[i * size + d] = value;
    }
  });
  return { mean, factor, points: { data, size, weights } };
}

/** Back from whitened points to latents. */
function unwhiten({ weights, means, factors }: Mixture, { mean, factor, points: { size } }: Whitening): Component[] {
  return means.map((centre, c) => ({
    weight: weights[c],
    mean: [...mean].map((value, d) => {
      let sum = value;
      for (let j = 0; j <= d; j++) sum += factor[d * size + j] * centre[j];
      return sum;
    }),
    cholesky: rowsOf(multiplyLower(factor, factors[c], size), size),
  }));
}

/** As `tryMixture`. @throws RangeError where no mixture fits */
export function fitMixture(latents: readonly (readonly number[])[], options: MixtureOptions): MixtureFit {
  const fit = tryMixture(latents, options);
  if (fit === null) throw new RangeError('no mixture fits: at least two latents are needed');
  return fit;
}

/**
 * The mixture of lowest BIC among the numbers of components and shapes, or null where none holds (too
 * few latents, or components that die). For each shape the number rises until it has raised the BIC
 * twice running. The same seed gives the same mixture.
 * @param latents N >= 2 of one size
 */
export function tryMixture(latents: readonly (readonly number[])[], options: MixtureOptions): MixtureFit | null {
  const { seed, counts = COUNTS, shapes = SHAPES, starts = STARTS, shrinkage = latents[0].length } = options;
  const weights = effective(options.weights ?? latents.map(() => 1));
  const worth = weights.reduce((a, b) => a + b, 0);
  const whitening = whiten(latents, weights);
  const { points } = whitening;
  let best: { mixture: Mixture; shape: Shape; bic: number } | null = null;
  for (const shape of shapes) {
    let least = Infinity;
    let worse = 0;
    for (const k of counts) {
      // One component is the same whatever the shape or the start.
      if (k >= latents.length || (k === 1 && shape !== shapes[0])) continue;
      const fitted = fitComponents(points, { k, shape, shrinkage, starts, random: createRandom(seed, 'mixture', shape, k) });
      if (fitted === null) break;
      const { mixture } = fitted;
      const logLikelihood = fitted.logLikelihood - worth * logDiagonal(whitening.factor, points.size);
      const bic = parameterCount(k, points.size, shape) * Math.log(worth) - 2 * logLikelihood;
      if (best === null || bic < best.bic) best = { mixture, shape, bic };
      worse = bic < least ? 0 : worse + 1;
      least = Math.min(least, bic);
      if (worse === 2) break;
    }
  }
  return best === null ? null : { components: unwhiten(best.mixture, whitening), shape: best.shape, bic: best.bic };
}
