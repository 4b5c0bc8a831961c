/** Use-cases of looking around: what the engine knows of latent space, with the saved kicks on the map. */

import { MAP_KICKS } from '../../src-preload/contract/explore.ts';
import { PLACE } from '../../src-preload/contract/places.ts';
import type { Library } from '../library/library.ts';
import { createClusters } from './clusters.ts';
import type { MakingDeps } from './make-files.ts';
import { resolveModel } from './models.ts';
import { callOptions, type Handlers } from './ports.ts';

/** @param openLibrary Opens it when the first map asks for it. */
export function createExplore(deps: MakingDeps, openLibrary: () => Promise<Library>): Handlers['explore'] {
  const { engine, modelRoots } = deps;
  const { clusters } = createClusters(deps);
  return {
    clusters,

    variations: async ({ model, ...asked }, context) => ({
      items: await engine.call('variations', { model: await resolveModel(model, modelRoots), ...asked }, callOptions(context)),
    }),

    walk: async ({ model, ...asked }, context) => engine.call('walk', { model: await resolveModel(model, modelRoots), ...asked }, callOptions(context)),

    map: async ({ draws, first, seed, library, latents, ...input }, context) => {
      const model = await resolveModel(input.model, modelRoots);
      const { id } = await engine.call('load', { model }, callOptions(context));
      const saved = library ? (await openLibrary()).latents(MAP_KICKS) : [];
      const here = saved.filter(({ bundleId }) => bundleId === id);
      const asked = { model, draws, first, seed, latents: [...here.map(({ latent }) => latent), ...latents] };
      const { places, ...found } = await engine.call('places', asked, callOptions(context));
      here.forEach(({ descriptors: { decayMs, centroidHz, subShare, clickDb } }, i) => {
        // Of what was saved the sound is known, and need not be predicted.
        places.set([decayMs, centroidHz, subShare, clickDb], (draws + i) * PLACE.length + PLACE.indexOf('decayMs'));
      });
      const kicks = here.map(({ id: kick, name, favourite }) => ({ id: kick, name, favourite }));
      return { ...found, kicks, elsewhere: saved.length - here.length, places };
    },
  };
}
