/**
 * Themes to start a pack from, by name, for every door alike: which kicks fit, how many of each
 * kind, and what they pass through. It holds no schemas, so that the page can do without them.
 */

import { EFFECT_PRESETS } from './effect-presets.ts';
import type { EffectChain } from './effects.ts';

/** Kinds by the names of categories.ts, which knows schemas. */
type Kind = '808' | '909' | 'acoustic' | 'hard' | 'short';

/** Ends of what fits, both included, in the descriptor's own unit. */
export interface ThemeRanges {
  readonly decayMs?: readonly [number, number];
  readonly centroidHz?: readonly [number, number];
  readonly subShare?: readonly [number, number];
  readonly clickDb?: readonly [number, number];
}

export interface PackTheme {
  readonly name: string;
  /** What it is for, as a line. */
  readonly doc: string;
  /** Of the kick before the effects; one that is not named may be anything. */
  readonly ranges: ThemeRanges;
  /** Parts of each kind; one that is not named is left out, and without any the kinds come as they are drawn. */
  readonly mix: Readonly<Partial<Record<Kind, number>>>;
  readonly effects: EffectChain;
}

const chainOf = (preset: string): EffectChain => EFFECT_PRESETS.find(({ name }) => name === preset)?.effects ?? [];

export const PACK_THEMES = [
  { name: 'Everything', doc: 'Every kind, as the model makes them.', ranges: {}, mix: {}, effects: [] },
  {
    name: 'Deep sub',
    doc: 'Long and low, for systems that go down.',
    ranges: { decayMs: [280, 1500], subShare: [0.6, 1], centroidHz: [20, 160] },
    mix: { '808': 4, '909': 1 },
    effects: chainOf('Warm 808'),
  },
  {
    name: 'Hard techno',
    doc: 'Driven, with an edge in front.',
    ranges: { decayMs: [120, 900], clickDb: [-30, 0] },
    mix: { hard: 3, '909': 2 },
    effects: chainOf('Hard clip'),
  },
  {
    name: 'Tight house',
    doc: 'Short and punchy, out of the way of a bass.',
    ranges: { decayMs: [40, 320], clickDb: [-36, -4] },
    mix: { short: 3, '909': 2 },
    effects: chainOf('Punch'),
  },
  {
    name: 'Acoustic',
    doc: 'Drums with a beater and a room, left as they are.',
    ranges: { clickDb: [-40, -2] },
    mix: { acoustic: 1 },
    effects: [],
  },
  {
    name: 'Lo-fi',
    doc: 'Narrow and worn, of every kind.',
    ranges: { decayMs: [50, 700] },
    mix: {},
    effects: chainOf('Lo-fi'),
  },
] as const satisfies readonly PackTheme[];

export type ThemeName = (typeof PACK_THEMES)[number]['name'];
export const THEME_NAMES = PACK_THEMES.map(({ name }) => name) as [ThemeName, ...ThemeName[]];

/** The theme of a name. */
export function themeOf(name: ThemeName): PackTheme {
  return PACK_THEMES.find((theme) => theme.name === name) ?? PACK_THEMES[0];
}
