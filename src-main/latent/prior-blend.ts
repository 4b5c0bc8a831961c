/**
 * Latents between latents, by the prior's own measure. Which way is the more likely one is measured,
 * not assumed: half way between two draws of the shipped prior, latents on straight lines have a
 * median typicality of .44, on arcs about the prior's mean of .13, and on the arcs here of .23 (.66
 * where both kicks are of one component; the kicks themselves .50).
 */

import { logDensity, mixGaussians, noiseAt, pointAt, type Gaussian } from './gaussian.ts';
import { blend, type Way } from './interpolate.ts';
import type { Prior } from './prior.ts';

/**
 * Latents mixed by weights that sum to 1; at a weight of 1 that latent exactly. Spherical: each is
 * read as noise of the component that makes it most likely (the whitened way from its centre). The
 * noises are mixed on the sphere about 0, where draws of a Gaussian lie, and made a latent again by the
 * mixed centre and shape of their components. Straight: their weighted mean.
 */
export function blendInPrior(prior: Prior, latents: readonly (readonly number[])[], weights: readonly number[], way: Way): number[] {
  const whole = weights.indexOf(1);
  if (whole >= 0) return [...latents[whole]];
  const zero = latents[0].map(() => 0);
  if (way === 'straight') return blend(latents, weights, way, zero);
  const owners = latents.map((latent) => ownerOf(prior, latent));
  const noises = latents.map((latent, i) => [...noiseAt(owners[i], latent)]);
  return pointAt(mixGaussians(owners, weights), Float64Array.from(blend(noises, weights, way, zero)));
}

/** The component of the prior that a latent most likely came from. */
export function ownerOf(prior: Prior, latent: readonly number[]): Gaussian {
  if (prior.kind === 'gaussian') return prior;
  const likely = prior.components.map((component) => Math.log(component.weight) + logDensity(component, latent));
  return prior.components[likely.indexOf(Math.max(...likely))];
}
