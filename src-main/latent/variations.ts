/** Kicks around one: all about as far from it as was asked, as unlike each other as that allows, none of them odd. */

import { createRandom } from '../base/random.ts';
import { typicality, varyLatent, type Prior } from './prior.ts';
import { distanceBetween, standardOf } from './standard.ts';

export interface Variation {
  latent: number[];
  /** From the kick it varies; 1 is what two unrelated kicks lie apart. */
  distance: number;
  /** As `typicality` of the prior. */
  typicality: number;
}

export interface VariationsAsked {
  count: number;
  /** 0 to 1, as `Variation.distance`. */
  distance: number;
  seed: number;
}

/** Draws for each variation that is wanted; those left over were odd, at another distance, or like one that was taken. */
const DRAWS = 12;
/** Of the draws, those nearest to the distance that was asked for: the choice is among so many for each one wanted. */
const CHOICE = 5;
/** A draw that fewer than this share of the model's kicks are odder than is left out, unless its centre is odder yet. */
const ODD = 0.05;

/**
 * `count` latents around one. The draws are `varyLatent`'s, whose squared distance from a kick of the prior is
 * 2 - 2 sqrt(1 - a^2) a dimension at amount a; so a distance d takes a^2 = 1 - (1 - d^2)^2. Among the draws of about that
 * distance each next one is the farthest from all before it (Gonzalez 1985, "Clustering to minimize the maximum
 * intercluster distance"). The same seed gives the same ones.
 */
export function varyAround(prior: Prior, centre: readonly number[], { count, distance, seed }: VariationsAsked): Variation[] {
  const standard = standardOf(prior);
  const from = standard.there(centre);
  const random = createRandom(seed, 'variations');
  const amount = Math.sqrt(1 - (1 - Math.min(1, distance) ** 2) ** 2);
  const floor = Math.min(ODD, typicality(prior, centre));
  const drawn = Array.from({ length: DRAWS * count }, () => {
    const latent = varyLatent(prior, centre, random, amount);
    const u = standard.there(latent);
    return { latent, u, distance: distanceBetween(from, u), typicality: typicality(prior, latent) };
  });
  const usual = drawn.filter((d) => d.typicality >= floor);
  // Far from an odd centre too few may be usual; then those that are least odd.
  const fit = usual.length >= count ? usual : [...drawn].sort((a, b) => b.typicality - a.typicality).slice(0, count);
  const near = [...fit].sort((a, b) => Math.abs(a.distance - distance) - Math.abs(b.distance - distance)).slice(0, CHOICE * count);
  return farthestOf(near, count).map((d) => ({ latent: d.latent, distance: d.distance, typicality: d.typicality }));
}

/** `count` of the points, from the first one on, each as far as can be from those before it. */
function farthestOf<P extends { u: Float64Array }>(points: readonly P[], count: number): P[] {
  const chosen = [points[0]];
  const gap = points.map(({ u }) => distanceBetween(u, points[0].u));
  while (chosen.length < Math.min(count, points.length)) {
    const next = gap.indexOf(Math.max(...gap));
    chosen.push(points[next]);
    points.forEach(({ u }, i) => { gap[i] = Math.min(gap[i], distanceBetween(u, points[next].u)); });
  }
  return chosen;
}
