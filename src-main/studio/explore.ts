/** Use-cases of looking around: what the engine knows of latent space, with the saved kicks on the map. */

import { CATEGORIES } from '../../src-preload/contract/categories.ts';
import { MAP_KICKS, MAP_TRAINING } from '../../src-preload/contract/explore.ts';
import { PLACE } from '../../src-preload/contract/places.ts';
import { categoryOf, type CategoryInput } from '../audio/category.ts';
import type { Library } from '../library/library.ts';
import { readTrainingSet } from '../lab/training-set.ts';
import { createClusters, type ClusterDeps } from './clusters.ts';
import { listModels, presentId, resolveModel } from './models.ts';
import { callOptions, type Context, type Handlers } from './ports.ts';

/** @param openLibrary Opens it when the first map asks for it. */
export function createExplore(deps: ClusterDeps, openLibrary: () => Promise<Library>): Handlers['explore'] {
  const { engine, modelRoots } = deps;
  const { clusters, modelOf } = createClusters(deps);
  const opened = async (named: string | undefined, context: Context): Promise<{ model: string; id: string; categories: string[] }> => {
    const model = await resolveModel(named, modelRoots);
    const { id, categories } = await engine.call('load', { model }, callOptions(context));
    return { model, id, categories };
  };
  return {
    clusters,

    variations: async ({ model, ...asked }, context) => ({
      items: await engine.call('variations', { model: await resolveModel(model, modelRoots), ...asked }, callOptions(context)),
    }),

    walk: async ({ model: named, ...asked }, context) => {
      const { model, id } = await opened(named, context);
      return engine.call('walk', { model, ...asked, clusters: await modelOf(model, id) }, callOptions(context));
    },

    map: async ({ draws, first, seed, library, training, latents, ...input }, context) => {
      const { model, id, categories } = await opened(input.model, context);
      const saved = library ? (await openLibrary()).latents(MAP_KICKS) : [];
      const models = saved.length > 0 ? await listModels(modelRoots) : [];
      const here = saved.filter(({ bundleId }) => presentId(models, bundleId) === id);
      const trained = training ? evenly((await readTrainingSet(model, id)) ?? [], MAP_TRAINING) : [];
      const known: readonly { latent: readonly number[]; descriptors: CategoryInput }[] = [...here, ...trained];
      const asked = { model, draws, first, seed, latents: [...known.map(({ latent }) => [...latent]), ...latents], clusters: await modelOf(model, id) };
      const { places, ...found } = await engine.call('places', asked, callOptions(context));
      known.forEach(({ descriptors }, i) => {
        // Of these the sound is known, and need not be predicted.
        const { decayMs, centroidHz, subShare, clickDb } = descriptors;
        const at = (draws + i) * PLACE.length;
        places.set([decayMs, centroidHz, subShare, clickDb], at + PLACE.indexOf('decayMs'));
        if (categories.length === 0) places[at + PLACE.indexOf('category')] = CATEGORIES.indexOf(categoryOf(descriptors));
      });
      return {
        ...found,
        kicks: here.map(({ id: kick, name, favourite }) => ({ id: kick, name, favourite })),
        elsewhere: saved.length - here.length,
        training: trained.map(({ name, latent }) => ({ name, latent })),
        places,
      };
    },
  };
}

/** At most so many of a list, as far apart in it as can be. */
function evenly<T>(all: readonly T[], most: number): T[] {
  const count = Math.min(most, all.length);
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);
}
