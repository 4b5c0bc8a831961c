/** Looking around in a bundle's latent space: its variations, walks and places, with what callers can get wrong checked. */

import { setImmediate as breathe } from 'node:timers/promises';
import { CATEGORIES } from '../../src-preload/contract/categories.ts';
import { PLACE } from '../../src-preload/contract/places.ts';
import { categoryOf, foreseenSound } from '../audio/category.ts';
import { createRandom } from '../base/random.ts';
import { sharesIn } from '../latent/categories.ts';
import { findClusters, indexOfMost, type Clustering, type ClusterModel } from '../latent/clusters.ts';
import { axisShares, clusterShares, placeOf } from '../latent/places.ts';
import { samplePrior } from '../latent/prior.ts';
import { varyAround, type Variation } from '../latent/variations.ts';
import { walkOn } from '../latent/walk.ts';
import type { Bundle } from './bundle.ts';
import type { EngineVerbs, Places } from './protocol.ts';
import { checkLatent } from './request.ts';

type Args<V extends 'variations' | 'walk' | 'places'> = Omit<EngineVerbs[V]['args'], 'model'>;

/** Places found at a time, some 10 ms; between them an audition that waits is made. */
const AT_A_TIME = 200;

/** @throws LATENT_LENGTH, LATENT_NOT_FINITE */
export function findVariations({ manifest, prior }: Bundle, { around, ...asked }: Args<'variations'>): Variation[] {
  checkLatent(around, manifest.latentSize);
  return varyAround(prior, around, asked);
}

/** @throws LATENT_LENGTH, LATENT_NOT_FINITE */
export function walkStretch(bundle: Bundle, { clusters, ...asked }: Args<'walk'>): EngineVerbs['walk']['result'] {
  const { manifest, prior, axes } = bundle;
  for (const latent of [asked.from, asked.velocity, asked.towards]) if (latent !== undefined) checkLatent(latent, manifest.latentSize);
  const stretch = walkOn(prior, axes, asked);
  const places = new Float32Array(stretch.latents.length * PLACE.length);
  stretch.latents.forEach((latent, i) => { places.set(numbersOf(bundle, latent, clusters), i * PLACE.length); });
  return { ...stretch, places };
}

/** @throws LATENT_LENGTH, LATENT_NOT_FINITE */
export async function findPlaces(bundle: Bundle, { draws, first, seed, latents, clusters }: Args<'places'>, signal: AbortSignal): Promise<Places> {
  const { manifest, prior, axes } = bundle;
  for (const latent of latents) checkLatent(latent, manifest.latentSize);
  const count = draws + latents.length;
  const places = new Float32Array(count * PLACE.length);
  for (let i = 0; i < count; i++) {
    if (i % AT_A_TIME === AT_A_TIME - 1) {
      await breathe();
      signal.throwIfAborted();
    }
    // The very kick that `generate` makes of this seed and index.
    const latent = i < draws ? samplePrior(prior, createRandom(seed, 'kick', first + i)) : latents[i - draws];
    places.set(numbersOf(bundle, latent, clusters), i * PLACE.length);
  }
  return { bundleId: manifest.id, places, clusters: clusterShares(prior, clusters), categories: categoryNames(bundle), axes: axisShares(axes) };
}

/** @throws LATENT_LENGTH, LATENT_NOT_FINITE */
export function clusterLatents({ latents, seed }: EngineVerbs['cluster']['args'], signal: AbortSignal): Promise<Clustering> {
  for (const latent of latents) checkLatent(latent, latents[0].length);
  return findClusters(latents, {
    seed,
    pause: async () => {
      await breathe();
      signal.throwIfAborted();
    },
  });
}

function numbersOf(bundle: Bundle, latent: readonly number[], clusters: ClusterModel | null): number[] {
  const place = placeOf(bundle.prior, bundle.axes, latent, clusters);
  const category = categoryIn(bundle, latent) ?? CATEGORIES.indexOf(categoryOf(foreseenSound(place)));
  return PLACE.map((field) => ({ ...place, category })[field]);
}

/** Which of the bundle's own categories a latent has most of; null where it has none. */
function categoryIn({ axes: { categories = [] } }: Bundle, latent: readonly number[]): number | null {
  return categories.length === 0 ? null : indexOfMost(Object.values(sharesIn(categories, {}, latent)));
}

/** The bundle's own categories, or those that any kick is sorted into. */
const categoryNames = ({ axes: { categories = [] } }: Bundle): string[] => (categories.length === 0 ? [...CATEGORIES] : categories.map(({ name }) => name));
