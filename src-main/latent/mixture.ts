/** A mixture of Gaussians over latents: draws, density, variations. Fitting is `em.ts`. */

import type { Random } from '../base/random.ts';
import { drawNoise, logDensity, noiseAt, pointAt, type Gaussian } from './gaussian.ts';

export interface Component extends Gaussian {
  /** Share of the mixture; all of them sum to 1. */
  weight: number;
}

/** A component drawn by weight. */
export function chooseComponent(mixture: readonly Component[], random: Random): Component {
  return mixture[choose(weightsOf(mixture), random)];
}

/** Index drawn by shares that sum to 1. */
function choose(shares: readonly number[], random: Random): number {
  let left = random.uniform();
  for (let i = 0; i < shares.length - 1; i++) {
    left -= shares[i];
    if (left < 0) return i;
  }
  return shares.length - 1;
}

const weightsOf = (mixture: readonly Component[]): number[] => mixture.map(({ weight }) => weight);

/** The mixture's mean [L]. */
export function mixtureMean(mixture: readonly Component[]): number[] {
  return mixture[0].mean.map((_, i) => mixture.reduce((sum, { weight, mean }) => sum + weight * mean[i], 0));
}

/** A latent drawn from the mixture; `amount` scales its way from the mixture's mean. */
export function sampleMixture(mixture: readonly Component[], random: Random, amount = 1): number[] {
  const component = chooseComponent(mixture, random);
  const drawn = pointAt(component, drawNoise(component.mean.length, random));
  if (amount === 1) return drawn;
  const centre = mixtureMean(mixture);
  return drawn.map((value, i) => centre[i] + amount * (value - centre[i]));
}

/** log(weight x density) at a latent, by component. */
export const jointAt = (mixture: readonly Component[], latent: readonly number[]): number[] =>
  mixture.map((component) => Math.log(component.weight) + logDensity(component, latent));

/** log(sum(exp(values))) without overflow. */
export function logSumExp(values: readonly number[]): number {
  const highest = Math.max(...values);
  return highest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - highest), 0));
}

/** Natural logarithm of the mixture's density at a latent. */
export function scoreMixture(mixture: readonly Component[], latent: readonly number[]): number {
  return logSumExp(jointAt(mixture, latent));
}

/**
 * A latent near another. The latent is read as (component, noise): the component drawn by its
 * share of the density here, the noise what that component makes the latent of. Then the noise
 * takes a preconditioned Crank-Nicolson step, sqrt(1 - a^2) e + a e' (Cotter, Roberts, Stuart &
 * White 2013, "MCMC methods for functions"), and with probability 1 - sqrt(1 - a^2) the component
 * is drawn anew by weight, so that both remember as much. The mixture stays what it is: for one of
 * its draws, component and noise are independent, distributed by weight and as N(0, I), and each
 * of the two steps leaves its own distribution alone. At a = 1 nothing of the latent is left.
 * @param amount a in [0, 1]
 */
export function varyMixture(mixture: readonly Component[], latent: readonly number[], random: Random, amount: number): number[] {
  const keep = Math.sqrt(1 - amount * amount);
  const joint = jointAt(mixture, latent);
  const total = logSumExp(joint);
  const from = mixture[choose(joint.map((value) => Math.exp(value - total)), random)];
  const to = random.uniform() < keep ? from : chooseComponent(mixture, random);
  const kept = noiseAt(from, latent);
  const fresh = drawNoise(latent.length, random);
  return pointAt(to, kept.map((e, i) => keep * e + amount * fresh[i]));
}
