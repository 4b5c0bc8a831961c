/** What kicks are asked for by, as SQL. Pure: nothing is read here. */

import type { KickFilters, KickOrder, Measure, Sort } from '../../src-preload/contract/library-query.ts';
import { COLUMN_OF } from './descriptor-columns.ts';
import { fold, matchExpression } from './text.ts';

export interface Sql {
  text: string;
  parameters: (string | number)[];
}

/** What a sort goes by, as the indices of the table have it; the number decides between equals. */
const SORTED_BY: Record<Exclude<Sort, Measure>, string> = {
  savedAt: 'number',
  removedAt: 'removed_at',
  name: 'name COLLATE NOCASE',
  rating: 'rating',
  category: 'category',
  bundle: 'bundle_name COLLATE NOCASE',
};

/** The numbers of the kicks that fit, in their order. */
export function numbersOf(query: KickOrder): Sql {
  const { text, parameters } = conditionOf(query);
  const by = query.sort in COLUMN_OF ? COLUMN_OF[query.sort as Measure] : SORTED_BY[query.sort as Exclude<Sort, Measure>];
  const direction = query.descending ? 'DESC' : 'ASC';
  const order = by === 'number' ? `number ${direction}` : `${by} ${direction} NULLS LAST, number ${direction}`;
  return { text: `SELECT number FROM kicks WHERE ${text} ORDER BY ${order}`, parameters };
}

/** How many kicks fit. */
export function countOf(query: KickFilters): Sql {
  const { text, parameters } = conditionOf(query);
  return { text: `SELECT count(*) FROM kicks WHERE ${text}`, parameters };
}

function conditionOf(query: KickFilters): Sql {
  const terms: string[] = [`removed_at IS ${query.removed ? 'NOT NULL' : 'NULL'}`];
  const parameters: (string | number)[] = [];
  const add = (term: string, ...values: (string | number)[]): void => {
    terms.push(term);
    parameters.push(...values);
  };
  const anyOf = (values: readonly string[], term: string, each: (value: string) => (string | number)[]): void => {
    if (values.length > 0) add(`(${values.map(() => term).join(' OR ')})`, ...values.flatMap(each));
  };

  const match = matchExpression(query.search);
  if (match !== null) add(query.removed ? 'number IN (SELECT -rowid FROM words WHERE words MATCH ? AND rowid < 0)' : 'number IN (SELECT rowid FROM words WHERE words MATCH ? AND rowid > 0)', match);
  if (query.favourites) add('favourite = 1');
  if (query.kind !== undefined) add(query.kind === 'made' ? 'path IS NULL' : 'path IS NOT NULL');
  if (query.rating !== undefined) add('rating >= ?', query.rating);
  for (const tag of query.tags) add('number IN (SELECT number FROM kick_tags JOIN tags USING (tag) WHERE folded = ?)', fold(tag));
  if (query.collection !== undefined) add('number IN (SELECT number FROM kick_collections JOIN collections USING (collection) WHERE id = ?)', query.collection);
  anyOf(query.categories, 'category = ?', (category) => [category]);
  anyOf(query.bundles, 'bundle_id = ?', (bundle) => [bundle]);
  anyOf(query.notes, "(note_name = ? OR note_name GLOB ? || '[-0-9]*')", (note) => [note, note]);
  if (query.savedFrom !== undefined) add('saved_at >= ?', Date.parse(query.savedFrom));
  if (query.savedUntil !== undefined) add('saved_at <= ?', Date.parse(query.savedUntil));
  for (const [measure, range] of Object.entries(query.measures)) {
    const column = COLUMN_OF[measure as Measure];
    add(`${column} IS NOT NULL`);
    if (range.min !== undefined) add(`${column} >= ?`, range.min);
    if (range.max !== undefined) add(`${column} <= ?`, range.max);
  }
  return { text: terms.join(' AND '), parameters };
}
