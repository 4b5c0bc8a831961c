/**
 * Chains of effects between chains of effects: parameters go evenly, in the value or its logarithm
 * as their table says, and an effect that only some chains have comes in from settings at which
 * it does nothing. What an effect does is not known here.
 */

import { EFFECTS, MOST_EFFECTS, type Effect, type EffectChain, type EffectParameter, type EffectType, type NumberParameter } from '../../src-preload/contract/effects.ts';

/**
 * Settings at which an effect leaves the sound as it is (the sub-harmonic as good as), whatever its
 * others are; null where there are none, and it comes in half way.
 */
const NEUTRAL: Record<EffectType, Readonly<Record<string, number>> | null> = {
  transient: { attackDb: 0, sustainDb: 0 },
  saturation: { mix: 0 },
  compressor: { mix: 0 },
  sub: { levelDb: EFFECTS.sub.parameters.levelDb.min },
  tilt: { tiltDb: 0 },
  lowCut: { hz: EFFECTS.lowCut.parameters.hz.min },
  highCut: { hz: EFFECTS.highCut.parameters.hz.max },
  length: { decayMs: EFFECTS.length.parameters.decayMs.max },
  fade: { startMs: EFFECTS.fade.parameters.startMs.max },
  clipper: { driveDb: 0, kneeDb: 0, ceilingDb: EFFECTS.clipper.parameters.ceilingDb.max },
  loudness: null,
};

/** An effect's place among those of its type in a chain: what tells which effects of two chains are the same one. */
interface Slot {
  type: EffectType;
  nth: number;
}

/**
 * The chain at `weights` (which sum to 1) of `chains`. The n-th effect of a type is the same one in
 * all of them. They stand in the order of the heaviest chain, and what it lacks stands where its own
 * chain has it; choices are the heaviest chain's that has them. At a weight of 1 it is that chain.
 */
export function blendEffects(chains: readonly EffectChain[], weights: readonly number[]): EffectChain {
  const whole = weights.indexOf(1);
  if (whole >= 0) return chains[whole];
  const heard = chains
    .map((effects, i) => ({ effects, weight: weights[i] }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return mergedSlots(heard.map(({ effects }) => effects)).flatMap((slot) => {
    const mixed = mixSlot(heard.map(({ effects, weight }) => ({ effect: inSlot(effects, slot), weight })));
    return mixed === null ? [] : [mixed];
  });
}

/** Every slot of the chains, in the order of the first; a later chain's own stand behind what precedes them there. */
function mergedSlots(chains: readonly EffectChain[]): Slot[] {
  const merged: Slot[] = [];
  for (const chain of chains) {
    let at = 0;
    for (const slot of slotsOf(chain)) {
      const known = merged.findIndex(({ type, nth }) => type === slot.type && nth === slot.nth);
      if (known < 0 && merged.length < MOST_EFFECTS) merged.splice(at++, 0, slot);
      else if (known >= 0) at = known + 1;
    }
  }
  return merged;
}

function slotsOf(chain: EffectChain): Slot[] {
  return chain.map(({ type }, i) => ({ type, nth: chain.slice(0, i).filter((before) => before.type === type).length }));
}

function inSlot(chain: EffectChain, { type, nth }: Slot): Effect | null {
  return chain.filter((effect) => effect.type === type).at(nth) ?? null;
}

interface Part {
  effect: Effect | null;
  weight: number;
}

/** One effect of several chains, heaviest first; one that is bypassed there counts as not there. null where it is heard in none. */
function mixSlot(parts: readonly Part[]): Effect | null {
  const there = parts.flatMap(({ effect, weight }) => (effect === null || effect.bypass ? [] : [{ effect, weight }]));
  if (there.length === 0) return null;
  const { type } = there[0].effect;
  const share = there.reduce((sum, { weight }) => sum + weight, 0);
  const neutral = NEUTRAL[type];
  if (neutral === null && share < 0.5) return null;
  const settings = Object.entries<EffectParameter>(EFFECTS[type].parameters).map(([name, parameter]) => {
    const values = there.map(({ effect, weight }) => ({ value: (effect as unknown as Record<string, number | string>)[name], weight }));
    const nothing = neutral?.[name];
    return [name, parameter.kind === 'choice' ? values[0].value : mean(nothing === undefined ? values : [...values, { value: nothing, weight: 1 - share }], parameter)];
  });
  return { type, bypass: false, ...Object.fromEntries(settings) } as Effect;
}

/** Weighted mean of values or of their logarithms; the weights need not sum to 1. */
function mean(values: readonly { value: number | string; weight: number }[], { scale, min, max }: NumberParameter): number {
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  const to = (value: number): number => (scale === 'log' ? Math.log(value) : value);
  const mixed = values.reduce((sum, { value, weight }) => sum + (weight / total) * to(Number(value)), 0);
  // Rounding may lead a hair past the ends.
  return Math.min(max, Math.max(min, scale === 'log' ? Math.exp(mixed) : mixed));
}
