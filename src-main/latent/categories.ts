/**
 * The categories that a bundle knows, such as 808 and 909: an additive condition at the bottleneck.
 * With shares w over C categories and their embedding E [C, L], a latent is z = z' + wE: z' is the
 * kick's own character, which is left alone when w changes, and N(wE, .) the prior of a category, a
 * conditional prior in the sense of Sohn, Lee & Yan (2015), "Learning structured output
 * representation using deep conditional generative models". What the decoder takes is z, so that
 * a latent means the same sound whoever knows of categories. Pure arithmetic.
 */

import type { Random } from '../base/random.ts';
import { drawNoise, logDensity, mixGaussians, pointAt, type Gaussian } from './gaussian.ts';
import { chooseComponent, logSumExp } from './mixture.ts';
import { ownerOf } from './prior-blend.ts';
import { priorMean, samplePrior, varyLatent, type Prior } from './prior.ts';

/** A category: its row of E, and the Gaussian of its kicks' latents, from which random ones are drawn. */
export interface LatentCategory extends Gaussian {
  name: string;
  /** [L] */
  embedding: number[];
}

/** How much of each category, by name. What is missing to 1 is left as it is; beyond 1 only the proportions count. */
export type Shares = Readonly<Record<string, number>>;

/** What categories are drawn and shifted with. */
export interface Conditioned {
  prior: Prior;
  categories: readonly LatentCategory[];
}

/** One share a category, in their order, of a sum of at most 1. */
function sharesOf(categories: readonly LatentCategory[], shares: Shares): number[] {
  const asked = categories.map(({ name }) => (Object.hasOwn(shares, name) ? shares[name] : 0));
  const scale = Math.max(1, asked.reduce((sum, share) => sum + share, 0));
  return asked.map((share) => share / scale);
}

const restOf = (shares: readonly number[]): number => Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0));

/** `from` where no category is asked for, else the Gaussian between it and theirs. */
const between = (from: Gaussian, categories: readonly LatentCategory[], shares: readonly number[]): Gaussian =>
  mixGaussians([from, ...categories], [restOf(shares), ...shares]);

/**
 * A latent drawn from categories: that of `samplePrior` with the same random numbers, its component's
 * centre and shape mixed with theirs. So one seed gives related kicks whatever is asked for.
 * @param amount as of `samplePrior`, about the mixed mean
 */
export function sampleIn({ prior, categories }: Conditioned, asked: Shares, random: Random, amount = 1): number[] {
  const shares = sharesOf(categories, asked);
  if (shares.every((share) => share === 0)) return samplePrior(prior, random, amount);
  const component = prior.kind === 'mixture' ? chooseComponent(prior.components, random) : prior;
  const drawn = pointAt(between(component, categories, shares), drawNoise(component.mean.length, random));
  if (amount === 1) return drawn;
  const whole = priorMean(prior);
  const rest = restOf(shares);
  const centre = whole.map((value, d) => categories.reduce((sum, { mean }, c) => sum + shares[c] * mean[d], rest * value));
  return drawn.map((value, d) => centre[d] + amount * (value - centre[d]));
}

/** A latent near another that goes towards categories by as much as it is varied: `varyLatent` within theirs. */
export function varyIn({ prior, categories }: Conditioned, asked: Shares, latent: readonly number[], random: Random, amount: number): number[] {
  const shares = sharesOf(categories, asked);
  if (shares.every((share) => share === 0)) return varyLatent(prior, latent, random, amount);
  return varyLatent({ kind: 'gaussian', ...between(ownerOf(prior, latent), categories, shares) }, latent, random, amount);
}

/** The same character in other categories: (w - own)E on top of the latent, where its own shares give way to those asked for. */
export function shiftTo(categories: readonly LatentCategory[], asked: Shares, latent: readonly number[]): number[] {
  const shares = sharesOf(categories, asked);
  const by = 1 - restOf(shares);
  if (by === 0) return [...latent];
  const own = ownShares(categories, latent);
  return latent.map((value, d) => categories.reduce((sum, { embedding }, c) => sum + (shares[c] - by * own[c]) * embedding[d], value));
}

/** What a shift gives a latent of: the shares asked for, and of its own what is left. */
export function sharesIn(categories: readonly LatentCategory[], asked: Shares, latent: readonly number[]): Record<string, number> {
  const shares = sharesOf(categories, asked);
  const rest = restOf(shares);
  const own = ownShares(categories, latent);
  return Object.fromEntries(categories.map(({ name }, c) => [name, shares[c] + rest * own[c]]));
}

/** How likely each category is to have made a latent, all being as frequent (Bayes' rule); they sum to 1. */
function ownShares(categories: readonly LatentCategory[], latent: readonly number[]): number[] {
  const scores = categories.map((category) => logDensity(category, latent));
  const all = logSumExp(scores);
  return scores.map((score) => Math.exp(score - all));
}
