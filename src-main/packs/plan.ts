/**
 * Which kicks of a seed are worth making for a pack: told from what the model predicts of each at
 * next to no cost, and from what came of those that were made. Pure.
 */

import { CATEGORIES, type Category } from '../../src-preload/contract/categories.ts';
import type { ThemeRanges } from '../../src-preload/contract/pack-themes.ts';
import { PLACE, type PlaceField } from '../../src-preload/contract/places.ts';
import { CATEGORY_TABLE } from '../audio/category-table.ts';
import { categoryFigures, categoryOf, categoryRow, foreseenSound } from '../audio/category.ts';
import { farthest } from './choice.ts';
import type { SoundPoint } from '../audio/likeness.ts';

/** A kick of the seed as it is predicted. */
export interface Foreseen {
  /** Which kick of the seed. */
  index: number;
  category: Category;
  point: SoundPoint;
}

/** Kicks that fewer than this share of the model's own are odder than are not asked for: they seldom sound like one. */
const ODD = 0.15;

/**
 * Those of a stretch of the seed that fit the ranges and are not odd.
 * @param places As the engine tells places: PLACE.length numbers a kick.
 * @param first Which kick of the seed is the first of them.
 */
export function foresee(places: Float32Array, first: number, ranges: ThemeRanges): Foreseen[] {
  const found: Foreseen[] = [];
  for (let i = 0; i < places.length / PLACE.length; i++) {
    const of = (field: PlaceField): number => places[i * PLACE.length + PLACE.indexOf(field)];
    const sound = foreseenSound({ decayMs: of('decayMs'), centroidHz: of('centroidHz'), subShare: of('subShare'), clickDb: of('clickDb') });
    const fits = Object.entries(ranges).every(([field, [low, high]]: [string, readonly [number, number]]) => sound[field as keyof ThemeRanges] >= low && sound[field as keyof ThemeRanges] <= high);
    if (!fits || of('typicality') < ODD) continue;
    const row = categoryRow(categoryFigures(sound), CATEGORY_TABLE);
    found.push({ index: first + i, category: categoryOf(sound), point: Float32Array.of(...row.slice(1, 5), of('x'), of('y'), of('z')) });
  }
  return found;
}

/** How many kicks are made for each that is wanted, at first: about a third of them are copies, or of another kind than predicted. */
const SPARE = 1.4;
const SPARE_AT_LEAST = 4;
/** So many predictions for each kick that is made, as themes leave few of them. */
export const FORESEEN_FOR_EACH = 6;
/** Of those that fit, so many of the first for each one that is made: farthest of all would be the oddest of all. */
const AMONG = 2;

/** How often a kind that was predicted came out as another: counts by `predicted`, then `made`. */
export type Outcomes = ReadonlyMap<Category, ReadonlyMap<Category, number>>;

/**
 * How many kicks of each predicted kind to make next, so that what is missing comes out: of the
 * kind that most often became it (effects turn one kind into another).
 * @param missing How many of each kind; under '' of any.
 */
export function nextOrder(missing: ReadonlyMap<string, number>, outcomes: Outcomes): Map<Category | '', number> {
  const order = new Map<Category | '', number>();
  const add = (kind: Category | '', count: number): void => { order.set(kind, (order.get(kind) ?? 0) + Math.ceil(SPARE * count) + SPARE_AT_LEAST); };
  for (const [kind, count] of missing) {
    if (kind === '') {
      add('', count);
      continue;
    }
    const rates = CATEGORIES.map((predicted) => ({ predicted, rate: rateOf(outcomes.get(predicted), predicted, kind) }));
    const [best] = rates.sort((a, b) => b.rate - a.rate);
    add(best.predicted, count / best.rate);
  }
  return order;
}

/** As if half of a few kicks had come out as predicted, and the rest as each of the others alike: nothing is known at first. */
const PRIOR_KICKS = 4;

function rateOf(made: ReadonlyMap<Category, number> | undefined, predicted: Category, wanted: string): number {
  const total = [...(made?.values() ?? [])].reduce((sum, n) => sum + n, 0);
  const prior = predicted === wanted ? 0.7 : 0.3 / (CATEGORIES.length - 1);
  return ((made?.get(wanted as Category) ?? 0) + PRIOR_KICKS * prior) / (total + PRIOR_KICKS);
}

/** The least share of a kind that is reckoned with: a kind that hardly ever comes is not worth all the others. */
const LEAST_SHARE = 0.1;
/** Before anything was made. */
const FIRST_SHARE = 0.5;

/** How many kicks to make where nothing is foreseen, so that what is missing comes out: by the share of each kind so far. */
export function nextCount(missing: ReadonlyMap<string, number>, made: readonly Category[]): number {
  const shareOf = (kind: string): number => (made.length === 0 ? FIRST_SHARE : Math.max(LEAST_SHARE, made.filter((category) => category === kind).length / made.length));
  return [...missing].reduce((sum, [kind, count]) => sum + Math.ceil((SPARE * count) / (kind === '' ? 1 : shareOf(kind))) + SPARE_AT_LEAST, 0);
}

/** Of what is foreseen, the kicks to make: as many of each predicted kind as ordered, far from each other; indices, ascending. */
export function pickOrder(foreseen: readonly Foreseen[], order: ReadonlyMap<Category | '', number>): number[] {
  const picked = [...order].flatMap(([kind, count]) => {
    const members = foreseen.filter(({ category }) => kind === '' || category === kind).slice(0, AMONG * count);
    return farthest(members.map(({ point }) => point), count).map((i) => members[i].index);
  });
  return [...new Set(picked)].sort((a, b) => a - b);
}
