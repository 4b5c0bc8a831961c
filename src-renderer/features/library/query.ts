/** What the Library screen shows: where it looks, what is filtered, in which order; what of it is set, in words. Pure. */

import type { Collection, SavedKick } from '../../../src-preload/contract/library-kick.ts';
import type { Measure, Sort } from '../../../src-preload/contract/library-query.ts';
import type { Input } from '../../../src-preload/contract/verbs.ts';
import type { Copies } from './duplicates.ts';
import { MEASURE_LABELS, measured } from './measures.ts';

/** What can be asked of the library: text, filters, order. */
export type Order = Input<'library', 'ids'>;

/** Where it looks: a part of the library; or the kicks that are like one, or copies of each other, which have an order of their own. */
export type Shelf = Part | { kind: 'like'; kick: SavedKick } | { kind: 'duplicates'; groups: readonly Copies[] };
export type Part =
  | { kind: 'all' | 'favourites' | 'made' | 'imported' | 'trash' }
  | { kind: 'collection'; collection: Collection };

/** What the filters let through; what is absent or empty lets everything through. */
export type Filters = Pick<Order, 'rating' | 'tags' | 'categories' | 'bundles' | 'notes' | 'measures'>;

export interface Sorting {
  sort: Sort;
  descending: boolean;
}

export interface Asked {
  shelf: Shelf;
  search: string;
  filters: Filters;
  sorting: Sorting;
}

export const NEWEST: Sorting = { sort: 'savedAt', descending: true };

/** Whether a shelf is a part of the library, which is filtered and sorted. */
export const isPart = (shelf: Shelf): shelf is Part => shelf.kind !== 'like' && shelf.kind !== 'duplicates';

/** As the library is asked for a part of it. */
export function orderOf({ shelf, search, filters, sorting }: Asked & { shelf: Part }): Order {
  const asked: Order = { search, ...filters, ...sorting };
  switch (shelf.kind) {
    case 'all':
      return asked;
    case 'favourites':
      return { ...asked, favourites: true };
    case 'made':
    case 'imported':
      return { ...asked, kind: shelf.kind };
    case 'trash':
      return { ...asked, removed: true };
    case 'collection':
      return { ...asked, collection: shelf.collection.id };
  }
}

/** One filter that is set: in words, and the filters without it. */
export interface Chip {
  words: string;
  without: Filters;
}

/** @param bundleName What a model is called. */
export function chipsOf(filters: Filters, bundleName: (id: string) => string): Chip[] {
  const { rating, measures = {}, ...lists } = filters;
  const chips: Chip[] = [];
  if (rating !== undefined && rating > 0) {
    chips.push({ words: rating === 5 ? '5 stars' : `${rating} stars or more`, without: without(filters, 'rating') });
  }
  for (const [key, word] of [['categories', String], ['notes', String], ['tags', String], ['bundles', bundleName]] as const) {
    const values: readonly string[] = lists[key] ?? [];
    for (const value of values) chips.push({ words: word(value), without: { ...filters, [key]: values.filter((each) => each !== value) } });
  }
  for (const [measure, range] of Object.entries(measures) as [Measure, { min?: number; max?: number } | undefined][]) {
    if (range === undefined) continue;
    chips.push({ words: `${MEASURE_LABELS[measure]} ${rangeInWords(measure, range)}`, without: { ...filters, measures: without(measures, measure) } });
  }
  return chips;
}

/** An object but for one key. */
export function without<T extends object, K extends keyof T>(object: T, key: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== key)) as Omit<T, K>;
}

function rangeInWords(measure: Measure, { min, max }: { min?: number; max?: number }): string {
  const said = (value: number): string => {
    const { number, unit } = measured(measure, value);
    return `${number} ${unit}`;
  };
  if (min === undefined) return `up to ${said(max ?? 0)}`;
  return max === undefined ? `from ${said(min)}` : `${said(min)} to ${said(max)}`;
}

/** What a press on a column's head asks for: the other way round where it sorts already. */
export function sortedBy({ sort, descending }: Sorting, by: Sort): Sorting {
  return { sort: by, descending: sort === by ? !descending : DESCENDING.has(by) };
}

/** What is read from the top down begins with most. */
const DESCENDING: ReadonlySet<Sort> = new Set<Sort>(['savedAt', 'removedAt', 'rating', 'lengthMs', 'loudnessLufs']);
