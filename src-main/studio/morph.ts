/** Use-cases that lead from kick to kick: what lies between kicks, as recipes that an audition makes sounds of. */

import type { MorphKick, StripStep } from '../../src-preload/contract/morph.ts';
import { padWeights } from '../../src-preload/contract/pad.ts';
import type { Exchanged, PartSource } from '../../src-preload/contract/parts.ts';
import { MOST_POINTS, type PitchCurve } from '../../src-preload/contract/shape.ts';
import type { Parsed } from '../../src-preload/contract/verbs.ts';
import { blendEffects } from '../audio/blend-effects.ts';
import { centsAt } from '../audio/pitch-curve.ts';
import type { EngineVerbs } from '../engine/protocol.ts';
import type { KickAsked } from './made.ts';
import { makeFiles, type MakingDeps } from './make-files.ts';
import { resolveModel } from './models.ts';
import { enginePitch } from './pitch-asked.ts';
import { callOptions, type Context, type Handlers } from './ports.ts';

type Way = EngineVerbs['blend']['args']['way'];
type Recipe = MorphKick & { typicality: number };

export function createMorph(deps: MakingDeps): Handlers['morph'] {
  const { engine, modelRoots } = deps;
  const mix = async (
    kicks: readonly MorphKick[],
    weights: readonly (readonly number[])[],
    { way, model: named }: { way: Way; model?: string },
    context: Context,
  ): Promise<Recipe[]> => {
    const model = await resolveModel(named, modelRoots);
    const blended = await engine.call('blend', { model, latents: kicks.map(({ latent }) => latent), weights, way }, callOptions(context));
    return blended.map(({ latent, typicality }, i) => ({
      latent,
      typicality,
      exchanged: blendExchanged(kicks, weights[i]),
      note: blendNotes(kicks, weights[i]),
      pitchCurve: blendCurves(kicks, weights[i]),
      effects: blendEffects(kicks.map(({ effects }) => effects), weights[i]),
    }));
  };
  const strip = async ({ kicks, steps, ...rest }: Parsed<'morph', 'strip'>, context: Context): Promise<StripStep[]> => {
    const places = stripPlaces(kicks.length, steps);
    const recipes = await mix(kicks, places.map((at) => stripWeights(kicks.length, at)), rest, context);
    return recipes.map((recipe, i) => ({ ...recipe, at: places[i] }));
  };
  return {
    strip: async (input, context) => ({ steps: await strip(input, context) }),
    render: async ({ out, ...input }, context) => {
      const kicks = (await strip(input, context)).map(({ latent, exchanged, note, pitchCurve, effects }): KickAsked => ({
        base: { latent, exchanged },
        ...(note === null ? {} : { note }),
        pitchCurve,
        effects,
      }));
      return makeFiles(deps, kicks, { out, ...(input.model !== undefined && { model: input.model }) }, context);
    },
    pad: async ({ corners, x, y, ...rest }, context) => {
      const [recipe] = await mix(corners, [padWeights(x, y)], rest, context);
      return recipe;
    },
  };
}

/** Places of a strip of `count` kicks with `between` steps from each to the next: 0, ..., 1, ..., count - 1. */
function stripPlaces(count: number, between: number): number[] {
  const each = between + 1;
  return Array.from({ length: (count - 1) * each + 1 }, (_, i) => i / each);
}

/** Shares of a strip's kicks at a place: its two neighbours, by how near they are. */
function stripWeights(count: number, at: number): number[] {
  const before = Math.min(Math.floor(at), count - 2);
  const along = at - before;
  return Array.from({ length: count }, (_, k) => (k === before ? 1 - along : k === before + 1 ? along : 0));
}

/**
 * The note between notes, by octaves. A kick without one has its own, which is not known here: so
 * there is a note only where all that are heard have one, and one of them alone keeps the words it
 * was asked for in.
 */
function blendNotes(kicks: readonly MorphKick[], weights: readonly number[]): MorphKick['note'] {
  const heard = kicks.map(({ note }, i) => ({ note, weight: weights[i] })).filter(({ weight }) => weight > 0);
  if (heard.length === 1) return heard[0].note;
  let octaves = 0;
  for (const { note, weight } of heard) {
    const noteHz = note === null ? undefined : enginePitch({ note, pitchCurve: [] }).noteHz;
    if (noteHz === undefined) return null;
    octaves += weight * Math.log2(noteHz);
  }
  return 2 ** octaves;
}

/** Their weighted mean at the points of all of them. */
function blendCurves(kicks: readonly MorphKick[], weights: readonly number[]): PitchCurve {
  const whole = weights.indexOf(1);
  if (whole >= 0) return kicks[whole].pitchCurve;
  const curves = kicks.map(({ pitchCurve }) => pitchCurve).filter((_, i) => weights[i] > 0);
  const all = [...new Set(curves.flatMap((curve) => curve.map(({ ms }) => ms)))].sort((a, b) => a - b);
  const kept = Math.min(all.length, MOST_POINTS);
  const times = Array.from({ length: kept }, (_, i) => all[kept === 1 ? 0 : Math.round((i * (all.length - 1)) / (kept - 1))]);
  const cents = kicks.map(({ pitchCurve }) => centsAt(pitchCurve, times));
  return times.map((ms, t) => ({ ms, cents: cents.reduce((sum, each, i) => sum + weights[i] * each[t], 0) }));
}

/** Parts of others fade in by the weight of the kicks that have them, from where their own kicks lie. */
function blendExchanged(kicks: readonly MorphKick[], weights: readonly number[]): Exchanged {
  const whole = weights.indexOf(1);
  if (whole >= 0) return kicks[whole].exchanged;
  const mixed: Exchanged = {};
  for (const name of ['transient', 'pitch'] as const) {
    const sources = kicks.flatMap(({ exchanged }, i) => {
      const source = exchanged[name];
      return source === undefined || weights[i] === 0 ? [] : [{ ...source, amount: weights[i] * source.amount }];
    });
    const source = blendSources(sources);
    if (source !== null) mixed[name] = source;
  }
  return mixed;
}

/** One source for several: their mean by amount. */
function blendSources(sources: readonly PartSource[]): PartSource | null {
  const amount = sources.reduce((sum, source) => sum + source.amount, 0);
  if (amount === 0) return null;
  const latent = sources[0].latent.map((_, d) => sources.reduce((sum, source) => sum + (source.amount / amount) * source.latent[d], 0));
  // Rounding may lead a hair past 1.
  return { latent, amount: Math.min(1, amount) };
}
