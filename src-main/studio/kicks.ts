/** Use-cases that make kicks: one to be heard, many into a folder, a line between two. */

import type { KickBase } from '../engine/protocol.ts';
import type { KickFacts } from '../library/library.ts';
import { makeFiles } from './make-files.ts';
import { modelName, resolveModel } from './models.ts';
import { enginePitch, noteTold } from './pitch-asked.ts';
import { callOptions, type Handlers, type StudioDeps } from './ports.ts';
import { createRebuild } from './rebuild.ts';
import type { RecentKicks } from './recent.ts';
import { exportWav } from './wav.ts';

type Deps = Pick<StudioDeps, 'engine' | 'modelRoots'>;

export function createKicks(deps: Deps, recent: RecentKicks): Handlers['kicks'] {
  const { engine, modelRoots } = deps;
  /** By bundle, so that a slider move reads no manifest. */
  const names = new Map<string, string>();
  const nameOf = async (bundleId: string, dir: string): Promise<string> => {
    const name = names.get(bundleId) ?? (await modelName(dir)) ?? bundleId;
    names.set(bundleId, name);
    return name;
  };
  return {
    ...createRebuild(deps),

    audition: async ({ base, components, sliders, targets, effects, replaces, ...input }, context) => {
      const pitched = enginePitch(input);
      const model = await resolveModel(input.model, modelRoots);
      const { pitch, samples, timing, reached, tunedHz, ...kick } = await engine.call('generate', { model, base, components, sliders, targets, ...pitched, effects, forFile: false }, callOptions(context));
      // What targets led to is a base of its own: what was set before it is in there already.
      const set = Object.keys(targets).length > 0 ? { set: {}, components: [] } : { set: sliders, components };
      const { pitchCurve } = input;
      const heard = { ...kick, seed: 'seed' in base ? base.seed : null, ...set, note: noteTold(input, tunedHz), pitchCurve, effects };
      const facts = { ...heard, pitch, bundleName: await nameOf(kick.bundleId, model) };
      if (replaces !== undefined) recent.forget(replaces);
      return { ...heard, id: recent.keep({ facts, samples, fileName: fileName(heard) }), samples, reached, timing };
    },

    wav: ({ id, format, rate }) => {
      const { samples, facts, fileName: name } = recent.take(id);
      return Promise.resolve({ name, bytes: exportWav({ samples, sampleRate: facts.sampleRate }, { format, rate }).bytes });
    },

    generate: (input, context) => {
      const { latent, transfer, seed, count, first = 1, out, model, ...asked } = input;
      const baseOf = (i: number): KickBase => (latent ? { latent } : transfer ? { transfer } : { seed, index: first + i });
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

/** A name that tells kicks apart in a folder: note, decay, and the seed where there is one. */
function fileName({ descriptors, seed }: Pick<KickFacts, 'descriptors' | 'seed'>): string {
  const parts = ['kick', descriptors.note, `${descriptors.decayMs.toFixed(0)}ms`, seed === null ? null : String(seed)];
  return `${parts.filter((part) => part !== null).join('-')}.wav`;
}
