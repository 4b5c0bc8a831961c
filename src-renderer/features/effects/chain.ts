/** What can be done to a chain of effects, each as a new chain; and what its effects are called. Pure. */

import {
  EFFECT_TYPES, EFFECTS, effectOf, MOST_EFFECTS, type Effect, type EffectChain, type EffectParameter, type EffectType,
} from '../../../src-preload/contract/effects.ts';

export type ParameterValue = number | string;

/** An effect as the strip names it, where there is little room. */
export const SHORT_NAMES: Record<EffectType, string> = {
  transient: 'Transient',
  saturation: 'Saturate',
  compressor: 'Compress',
  sub: 'Sub',
  tilt: 'Tilt',
  lowCut: 'Low cut',
  highCut: 'High cut',
  length: 'Length',
  fade: 'Fade',
  clipper: 'Clip',
  loudness: 'Loudness',
};

/** What sets the final level, so that a new effect comes ahead of it. */
const CLOSING: readonly EffectType[] = ['clipper', 'loudness'];

/** `Compressor`, or `Compressor 2` for the second of a chain. */
export function nameOf(chain: EffectChain, index: number): string {
  return numbered(chain, index, EFFECTS[chain[index].type].label);
}

/** `nameOf` in the strip's short words. */
export function shortNameOf(chain: EffectChain, index: number): string {
  return numbered(chain, index, SHORT_NAMES[chain[index].type]);
}

function numbered(chain: EffectChain, index: number, label: string): string {
  const { type } = chain[index];
  const nth = chain.slice(0, index + 1).filter((effect) => effect.type === type).length;
  return nth === 1 ? label : `${label} ${String(nth)}`;
}

export function parametersOf(type: EffectType): [name: string, parameter: EffectParameter][] {
  return Object.entries<EffectParameter>(EFFECTS[type].parameters);
}

/** The setting of a parameter that `parametersOf` names. */
export function valueOf(effect: Effect, name: string): ParameterValue {
  return (effect as unknown as Record<string, ParameterValue>)[name];
}

export const isFull = (chain: EffectChain): boolean => chain.length >= MOST_EFFECTS;

/** Where a new effect of a type goes: last, but ahead of what closes the chain. */
export function placeFor(chain: EffectChain, type: EffectType): number {
  if (CLOSING.includes(type)) return chain.length;
  let place = chain.length;
  while (place > 0 && CLOSING.includes(chain[place - 1].type)) place -= 1;
  return place;
}

export function added(chain: EffectChain, type: EffectType): EffectChain {
  return chain.toSpliced(placeFor(chain, type), 0, effectOf(type));
}

export function without(chain: EffectChain, index: number): EffectChain {
  return chain.toSpliced(index, 1);
}

/** @param to Its index afterwards. */
export function moved(chain: EffectChain, from: number, to: number): EffectChain {
  return chain.toSpliced(from, 1).toSpliced(to, 0, chain[from]);
}

export function withValue(chain: EffectChain, index: number, name: string, value: ParameterValue): EffectChain {
  return chain.with(index, { ...chain[index], [name]: value });
}

export function withBypass(chain: EffectChain, index: number, bypass: boolean): EffectChain {
  return chain.with(index, { ...chain[index], bypass });
}

export function sameChain(a: EffectChain, b: EffectChain): boolean {
  return a.length === b.length && a.every((effect, i) => {
    const other = b[i];
    return effect.type === other.type && effect.bypass === other.bypass
      && parametersOf(effect.type).every(([name]) => valueOf(effect, name) === valueOf(other, name));
  });
}

/** A chain that was kept, perhaps by an older version: what is unknown is left out, what is out of range has its default. */
export function readChain(raw: unknown): EffectChain {
  return Array.isArray(raw) ? raw.flatMap((each) => readEffect(each) ?? []).slice(0, MOST_EFFECTS) : [];
}

function readEffect(raw: unknown): Effect | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const given = raw as Record<string, unknown>;
  const type = EFFECT_TYPES.find((each) => each === given.type);
  if (type === undefined) return null;
  const fitting = parametersOf(type).filter(([name, parameter]) => fits(parameter, given[name]));
  return { ...effectOf<EffectType>(type), bypass: given.bypass === true, ...Object.fromEntries(fitting.map(([name]) => [name, given[name]])) };
}

function fits(parameter: EffectParameter, value: unknown): boolean {
  if (parameter.kind === 'choice') return parameter.choices.some((each) => each.value === value);
  return typeof value === 'number' && value >= parameter.min && value <= parameter.max;
}
