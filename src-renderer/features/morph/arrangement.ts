/**
 * What a morph is made of, as plain data: the kicks in their order, and what each tool does with them.
 * Every edit gives a new arrangement, so that the last one can be come back to. Pure; nothing is heard here.
 */

import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import type { MorphKick, MorphWay } from '../../../src-preload/contract/morph.ts';
import { PARTS, type PartName, type PartSource, type Transfer } from '../../../src-preload/contract/parts.ts';

export const MOST_KICKS = 8;
export const LETTERS = 'ABCDEFGH';
/** Steps between one kick and the next: fewest and most. */
export const BETWEEN = [3, 5, 7, 11, 15, 23, 31] as const;

/** A kick that others are made from. */
export interface Source {
  /** Names it while it is in the arrangement. */
  key: number;
  name: string;
  kick: HeardKick;
}

/** Which kick gives a part, and how much of it. */
export interface PartChoice {
  /** null leaves the part to the kick itself. */
  from: number | null;
  amount: number;
}

export interface Arrangement {
  /** In the order of the strip. */
  kicks: readonly Source[];
  /** Steps of the strip between one kick and the next. */
  between: number;
  way: MorphWay;
  /** Kicks in the corners of the pad where they are chosen: top left, top right, bottom left, bottom right. */
  corners: readonly (number | null)[];
  /** Where the pad stands, from the top left. */
  x: number;
  y: number;
  /** The kick that parts are given to; the first where none is chosen. */
  onto: number | null;
  parts: Readonly<Record<PartName, PartChoice>>;
}

const OWN: PartChoice = { from: null, amount: 1 };

export const EMPTY: Arrangement = {
  kicks: [],
  between: 7,
  way: 'straight',
  corners: [null, null, null, null],
  x: 0.5,
  y: 0.5,
  onto: null,
  parts: { transient: OWN, body: OWN, tail: OWN, pitch: OWN, tone: OWN },
};

export function addKick(to: Arrangement, source: Source): Arrangement {
  return to.kicks.length >= MOST_KICKS ? to : { ...to, kicks: [...to.kicks, source] };
}

/** Without a kick; whatever was chosen to come from it is open again. */
export function removeKick(from: Arrangement, key: number): Arrangement {
  const open = <T extends number | null>(chosen: T): T | null => (chosen === key ? null : chosen);
  return {
    ...from,
    kicks: from.kicks.filter((source) => source.key !== key),
    corners: from.corners.map(open),
    onto: open(from.onto),
    parts: Object.fromEntries(PARTS.map((name) => [name, { ...from.parts[name], from: open(from.parts[name].from) }])) as Arrangement['parts'],
  };
}

/** With a kick one place further left (-1) or right (1), as far as there are places. */
export function moveKick(of: Arrangement, key: number, by: -1 | 1): Arrangement {
  const at = of.kicks.findIndex((source) => source.key === key);
  const to = at + by;
  if (at < 0 || to < 0 || to >= of.kicks.length) return of;
  const kicks = [...of.kicks];
  [kicks[at], kicks[to]] = [kicks[to], kicks[at]];
  return { ...of, kicks };
}

/** Another kick in the place of one, under the same key. */
export function replaceKick(of: Arrangement, key: number, source: Omit<Source, 'key'>): Arrangement {
  return { ...of, kicks: of.kicks.map((each) => (each.key === key ? { ...source, key } : each)) };
}

/** The letter that a kick goes by on the screen. */
export function letterOf({ kicks }: Pick<Arrangement, 'kicks'>, key: number): string {
  return LETTERS[kicks.findIndex((source) => source.key === key)] ?? '';
}

/** The kick of each corner: the one that was chosen, else kicks in their order, again and again. Empty without kicks. */
export function cornersOf({ kicks, corners }: Arrangement): Source[] {
  if (kicks.length === 0) return [];
  return corners.map((key, i) => kicks.find((source) => source.key === key) ?? kicks[i % kicks.length]);
}

/** The kick that parts are given to. */
export function ontoOf({ kicks, onto }: Arrangement): Source | null {
  return kicks.find((source) => source.key === onto) ?? kicks.at(0) ?? null;
}

/** A kick as the recipe it was made by; a slider that was set is in its latent already. */
export function recipeOf({ kick: { latent, exchanged, note, pitchCurve, effects } }: Source): MorphKick {
  return { latent, exchanged, note, pitchCurve, effects };
}

/** The recipe of a kick; where others are tuned it says the note that it has by itself. */
export function recipesOf(sources: readonly Source[]): MorphKick[] {
  const tuned = sources.some(({ kick }) => kick.note !== null);
  return sources.map((source) => ({ ...recipeOf(source), note: source.kick.note ?? (tuned ? source.kick.descriptors.noteHz : null) }));
}

/** What is asked of the engine for the parts that are chosen; null while there is no kick. */
export function transferOf(of: Arrangement): Transfer | null {
  const onto = ontoOf(of);
  if (onto === null) return null;
  const given: Partial<Record<PartName, PartSource>> = { ...onto.kick.exchanged };
  for (const name of PARTS) {
    const { from, amount } = of.parts[name];
    const source = of.kicks.find(({ key }) => key === from);
    if (source !== undefined) given[name] = { latent: source.kick.latent, amount };
  }
  return { kick: onto.kick.latent, ...given };
}
