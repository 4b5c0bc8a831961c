/** Use-cases that make kicks: one to be heard, many into a folder, a line between two. */

import type { KickBase } from '../engine/protocol.ts';
import { factsOfKick, knownOfKick, originOfKick } from './made.ts';
import { makeFiles, type MakingDeps } from './make-files.ts';
import { resolveModel } from './models.ts';
import { createNearest } from './nearest.ts';
import { enginePitch } from './pitch-asked.ts';
import { callOptions, type Handlers } from './ports.ts';
import { createRebuild } from './rebuild.ts';
import { createRecall } from './recall.ts';
import { keepKick, recentWav, type RecentKicks } from './recent.ts';

export function createKicks(deps: MakingDeps, recent: RecentKicks, now: () => number = Date.now): Handlers['kicks'] {
  const { engine, modelRoots, origins } = deps;
  return {
    ...createRebuild(deps),
    ...createRecall(deps, recent),
    nearest: createNearest(deps, recent),

    audition: async ({ replaces, model: named, ...asked }, context) => {
      const { base, components, sliders, targets, effects } = asked;
      const pitched = enginePitch(asked);
      const model = await resolveModel(named, modelRoots);
      const kick = await engine.call('generate', { model, base, components, sliders, targets, ...pitched, effects, forFile: false }, callOptions(context));
      const origin = await originOfKick(origins, kick, asked, model, new Date(now()).toISOString());
      if (replaces !== undefined) recent.forget(replaces);
      const { reached, timing } = kick;
      return { ...keepKick(recent, { facts: factsOfKick(kick, asked, origin.model.name), origin, samples: kick.samples }, knownOfKick(kick)), reached, timing };
    },

    wav: ({ id, ...asked }) => {
      const kick = recent.take(id);
      return Promise.resolve({ name: kick.fileName, bytes: recentWav(kick, asked) });
    },

    generate: (input, context) => {
      const { latent, transfer, seed, count, first = 1, categories, out, model, ...asked } = input;
      const within = categories === undefined ? {} : { categories };
      const baseOf = (i: number): KickBase => (latent ? { latent, ...within } : transfer ? { transfer } : { seed, index: first + i, ...within });
      const kicks = Array.from({ length: count }, (_, i) => ({ ...asked, base: baseOf(i) }));
      return makeFiles(deps, kicks, { first, out, ...(model !== undefined && { model }) }, context);
    },

    interpolate: async ({ a, b, steps, effects, ...rest }, context) => {
      const model = await resolveModel(rest.model, modelRoots);
      const line = await engine.call('interpolate', { model, a, b, steps }, callOptions(context));
      return makeFiles(deps, line.map((latent) => ({ base: { latent }, pitchCurve: [], effects })), rest, context);
    },
  };
}
