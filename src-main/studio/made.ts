/** A kick that the engine made, as what is kept of it and what its file says. */

import { basename } from 'node:path';
import type { EffectChain } from '../../src-preload/contract/effects.ts';
import { wordsOf } from '../../src-preload/contract/instrument-words.ts';
import type { HeardKick } from '../../src-preload/contract/kicks.ts';
import type { Components } from '../../src-preload/contract/shape.ts';
import type { SliderValues } from '../../src-preload/contract/sliders.ts';
import type { Kick, KickBase, Targets } from '../engine/protocol.ts';
import type { KickFacts } from '../library/library.ts';
import type { Origin, Origins } from './origins.ts';
import { noteTold, type PitchAsked } from './pitch-asked.ts';
import { kickProvenance, settingsOf } from './provenance.ts';
import type { About } from './wav.ts';

/** A kick as it is asked for. */
export interface KickAsked extends PitchAsked {
  base: KickBase;
  components?: Components;
  sliders?: SliderValues;
  targets?: Targets;
  effects: EffectChain;
}

/** Everything that shaped a kick: with it the same sound is made again. */
export function factsOfKick(kick: Kick, { base, components = [], sliders = {}, targets = {}, pitchCurve, effects, ...asked }: KickAsked, bundleName: string): KickFacts {
  const { bundleId, latent, exchanged, pitch, pitchTrack, descriptors, sampleRate } = kick;
  // What targets led to is a base of its own: what was set before it is in there already.
  const set = Object.keys(targets).length > 0 ? { set: {}, components: [] } : { set: sliders, components };
  return {
    bundleId, bundleName, seed: 'seed' in base ? base.seed : null, latent, base: kick.base, ...set, sliders: kick.sliders,
    exchanged, note: noteTold({ pitchCurve, ...asked }, kick.tunedHz), pitchCurve, pitch, pitchTrack, effects, descriptors, sampleRate,
  };
}

/** Where a kick comes from that was just made with the bundle in `dir`. */
export async function originOfKick(origins: Origins, kick: Kick, { base }: Pick<KickAsked, 'base'>, dir: string, madeAt: string | null = null): Promise<Origin> {
  return { ...(await origins.of(kick.bundleId, dir)), provider: kick.provider, madeAt, scaledDb: 0, ...('index' in base ? { index: base.index } : {}) };
}

/** What the file of a kick says of it. @param file its name, with or without folder */
export function aboutKick(facts: KickFacts, origin: Origin, file: string): About {
  return { title: basename(file, '.wav'), provenance: kickProvenance(facts, origin), scaledDb: origin.scaledDb };
}

/** A kick as a door tells it, as far as it is known without its model. */
export function heardOf({ bundleId, bundleName, ...facts }: KickFacts, samples: Float32Array): Omit<HeardKick, 'id'> {
  return { bundleId, bundleName, ...settingsOf(facts), coordinates: null, categories: null, reach: null, typicality: null, level: null, samples };
}

/** What the engine knows of a kick that it has just made, beside its facts. */
export function knownOfKick({ coordinates, categories, reach, typicality, level }: Kick): Pick<HeardKick, 'coordinates' | 'categories' | 'reach' | 'typicality' | 'level'> {
  return { coordinates, categories, reach, typicality, level };
}

/** A name that tells kicks apart in a folder: what it is, note, decay, and the seed where there is one. */
export function fileNameOfKick({ descriptors, seed }: Pick<KickFacts, 'descriptors' | 'seed'>, { model }: Pick<Origin, 'model'>): string {
  const parts = [wordsOf(model.instrument).one, descriptors.note, `${descriptors.decayMs.toFixed(0)}ms`, seed === null ? null : String(seed)];
  return `${parts.filter((part) => part !== null).join('-')}.wav`;
}
