/**
 * The prior over latents: which latents are likely sounds. Its users know only the functions
 * here, not its kind. A bundle written today holds a mixture of Gaussians; one Gaussian is what
 * bundles held before, and they still draw the same latents from the same seeds.
 */

import { createRandom, type Random } from '../base/random.ts';
import type { Shape } from './em.ts';
import { drawNoise, logDensity, pointAt, squaredDistance, type Gaussian } from './gaussian.ts';
import { mixtureMean, sampleMixture, scoreMixture, varyMixture, type Component } from './mixture.ts';
import { fitMixture } from './mixture-fit.ts';
import { chiSquareTail, quantilesOf, shareBelow } from './typicality.ts';

export interface GaussianPrior extends Gaussian {
  kind: 'gaussian';
}

export interface MixturePrior {
  kind: 'mixture';
  components: Component[];
  /** 101 quantiles, ascending, of the log density over the prior's own draws. */
  quantiles: number[];
}

/** `prior.json`, discriminated by `kind`. */
export type Prior = GaussianPrior | MixturePrior;

/**
 * Not `scaled`: nothing bounds its volumes, so that on few sounds a component of outliers grows until a
 * tenth of the draws lie where no sound does (on 116 kicks |z| up to 20 where no kick has more than 13),
 * and the decoder makes of them what no slider moves.
 */
const PRIOR_SHAPES = ['tied', 'full'] as const satisfies readonly Shape[];

/** Draws whose scores give the quantiles: their shares are then right to about 1 %. */
const DRAWS = 4000;

/** N(0, I) over `size` dimensions. */
export function standardPrior(size: number): GaussianPrior {
  return {
    kind: 'gaussian',
    mean: new Array<number>(size).fill(0),
    cholesky: Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? 1 : 0))),
  };
}

/**
 * The mixture (number and shape of components by BIC) that fits N latents, N >= 2. The same
 * latents, weights and seed give the same prior.
 * @param weights how much each latent counts, [N]; all the same when left out
 */
export function fitPrior(latents: readonly (readonly number[])[], seed: number, weights?: readonly number[]): MixturePrior {
  const { components } = fitMixture(latents, { seed, shapes: PRIOR_SHAPES, ...(weights === undefined ? {} : { weights }) });
  const random = createRandom(seed, 'typicality');
  const scores = Array.from({ length: DRAWS }, () => scoreMixture(components, sampleMixture(components, random)));
  return { kind: 'mixture', components, quantiles: quantilesOf(scores) };
}

/** The prior's mean [L]. */
export function priorMean(prior: Prior): number[] {
  return prior.kind === 'gaussian' ? [...prior.mean] : mixtureMean(prior.components);
}

/**
 * A latent drawn from the prior.
 * @param amount distance from the prior's mean: 0 is the mean, 1 the prior itself, above 1 wilder.
 */
export function samplePrior(prior: Prior, random: Random, amount = 1): number[] {
  if (prior.kind === 'mixture') return sampleMixture(prior.components, random, amount);
  return pointAt(prior, drawNoise(prior.mean.length, random), amount);
}

/**
 * A latent near another: z' = m + sqrt(1 - a^2) (z - m) + a e with e drawn from the prior around
 * its mean m, the preconditioned Crank-Nicolson proposal (Cotter, Roberts, Stuart & White 2013,
 * "MCMC methods for functions"); for a mixture see `varyMixture`. If z is a draw from the prior,
 * so is z': however often it is varied, a kick does not wander off to where the decoder knows nothing.
 * @param amount a in [0, 1]: 0 is the latent itself, 1 any other.
 */
export function varyLatent(prior: Prior, latent: readonly number[], random: Random, amount: number): number[] {
  if (amount === 0) return [...latent];
  if (prior.kind === 'mixture') return varyMixture(prior.components, latent, random, amount);
  const keep = Math.sqrt(1 - amount * amount);
  const drawn = samplePrior(prior, random, amount);
  return drawn.map((value, i) => value + keep * (latent[i] - prior.mean[i]));
}

/** Natural logarithm of the prior's density at a latent. */
export function scorePrior(prior: Prior, latent: readonly number[]): number {
  return prior.kind === 'mixture' ? scoreMixture(prior.components, latent) : logDensity(prior, latent);
}

/**
 * Share, 0 to 1, of the prior's own draws that are less likely than a latent: 0.5 is an ordinary
 * one, near 0 one that the prior hardly ever makes.
 */
export function typicality(prior: Prior, latent: readonly number[]): number {
  if (prior.kind === 'mixture') return shareBelow(prior.quantiles, scorePrior(prior, latent));
  return chiSquareTail(squaredDistance(prior, latent), latent.length);
}
