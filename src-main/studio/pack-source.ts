/** What the kicks of a pack are made from: a theme's seed, or saved kicks and what lies around them. */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { PackSettings } from '../../src-preload/contract/pack-fields.ts';
import { themeOf } from '../../src-preload/contract/pack-themes.ts';
import { readPitch } from '../audio/note.ts';
import { createRandom } from '../base/random.ts';
import type { Engine } from '../engine/client.ts';
import type { KickFacts, Library } from '../library/library.ts';
import { factsOfKick, originOfKick, type KickAsked } from './made.ts';
import { listModels, presentId, resolveModel } from './models.ts';
import type { Origin, Origins } from './origins.ts';
import { enginePitch } from './pitch-asked.ts';
import type { ModelRoots } from './ports.ts';
import { savedSound } from './saved.ts';

/** A kick that a pack may hold, with its sound. */
export interface PackSound {
  facts: KickFacts;
  origin: Origin;
  samples: Float32Array;
  /** Whether it has a pitch that it was tuned by. */
  tuned: boolean;
  /** The saved kick that it is, or was varied from. */
  saved: string | null;
}

export interface PackSource {
  /** Folder of the model whose predictions tell what is worth making; null where all that there is is taken. */
  foreseen: string | null;
  /** How many there are, where there is an end to them. */
  most: number | null;
  /** Folders of the models by their ids. */
  models: ReadonlyMap<string, string>;
  /** Kick `index` (from 1), made on the CPU. */
  make(index: number, engine: Engine, signal: AbortSignal): Promise<PackSound>;
}

export interface SourceDeps {
  modelRoots: ModelRoots;
  origins: Origins;
  openLibrary: () => Promise<Library>;
}

/** What a kick was tuned to, or the pitch it has; null where it has none. */
export function rootOf({ note, descriptors }: KickFacts): number | null {
  if (typeof note === 'number') return note;
  return (note === null ? undefined : readPitch(note)) ?? descriptors.noteHz;
}

/** @throws MODEL_NOT_FOUND, KICK_NOT_FOUND, PACK_IMPORTED, what loading a model throws */
export async function openSource(deps: SourceDeps, settings: PackSettings, engine: Engine): Promise<PackSource> {
  const { selection, effects } = settings;
  const generate = async (asked: KickAsked, model: string, at: Engine, signal: AbortSignal): Promise<Omit<PackSound, 'saved'>> => {
    const { base, components = [], sliders = {} } = asked;
    const kick = await at.call('generate', { model, base, components, sliders, ...enginePitch(asked), effects: asked.effects, forFile: true }, { signal });
    const origin = await originOfKick(deps.origins, kick, asked, model);
    return { facts: factsOfKick(kick, asked, origin.model.name), origin, samples: kick.samples, tuned: kick.tunedHz !== null };
  };
  const keyed = settings.key === undefined ? {} : { key: settings.key };

  if (selection === undefined) {
    const model = await resolveModel(settings.model, deps.modelRoots);
    const { id } = await engine.call('load', { model });
    const chain = effects ?? themeOf(settings.theme).effects;
    return {
      foreseen: model,
      most: null,
      models: new Map([[id, model]]),
      make: async (index, at, signal) => ({
        ...(await generate({ base: { seed: settings.seed, index }, pitchCurve: [], effects: chain, ...keyed }, model, at, signal)),
        saved: null,
      }),
    };
  }

  const library = await deps.openLibrary();
  const { vary, ids } = selection;
  const untouched = vary === 0 && settings.key === undefined && effects === undefined;
  const installed = await listModels(deps.modelRoots);
  const models = new Map<string, string>();
  const chosen: { id: string; facts: KickFacts; model: string }[] = [];
  for (const id of ids) {
    const { saved, facts } = library.get(id);
    if (facts === null) throw new KicklabError('PACK_IMPORTED', { name: saved.name });
    const bundleId = presentId(installed, facts.bundleId);
    // As they were heard, kicks need no model.
    const model = untouched ? '' : models.get(bundleId) ?? (await resolveModel(bundleId, deps.modelRoots));
    if (!untouched) models.set(bundleId, model);
    chosen.push({ id, facts, model });
  }
  return {
    foreseen: null,
    most: vary === 0 ? ids.length : null,
    models,
    make: async (index, at, signal) => {
      const { id: saved, facts, model } = chosen[(index - 1) % chosen.length];
      if (untouched) {
        const { made, samples } = await savedSound(library, saved, deps.modelRoots);
        if (made === null) throw new KicklabError('PACK_IMPORTED', { name: saved });
        return { ...made, samples, tuned: made.facts.note !== null, saved };
      }
      const { latent, base, exchanged, components, set, pitchCurve } = facts;
      const own = keyed.key === undefined && facts.note !== null ? { note: facts.note } : keyed;
      const shape: Omit<KickAsked, 'base'> = { pitchCurve, effects: effects ?? facts.effects, ...own };
      const asked: KickAsked = vary === 0
        ? { base: { latent: base, exchanged }, components, sliders: set, ...shape }
        : { base: { near: latent, seed: createRandom(settings.seed, 'pack variation', index).int(2 ** 31), amount: vary }, ...shape };
      return { ...(await generate(asked, model, at, signal)), saved };
    },
  };
}
