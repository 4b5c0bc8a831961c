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

/** Octaves that a note is looked for in where none is said: those of MIDI. */
const OCTAVES = Array.from({ length: 11 }, (_, i) => i - 1);

/** The numbers of the kicks that fit, in their order. */
export function numbersOf(query: KickOrder): Sql {
  const direct = query.sort === 'savedAt' ? wordsAlone(query) : null;
  if (direct === null) return ordered('number', query);
  // In the trash the index has the negatives.
  const [number, descending] = query.removed ? ['-rowid', !query.descending] : ['rowid', query.descending];
  return { text: `SELECT ${number} FROM ${direct.text} ORDER BY rowid ${descending ? 'DESC' : 'ASC'}`, parameters: direct.parameters };
}

/** The ids of the kicks that fit, in their order. */
export function idsOf(query: KickOrder): Sql {
  return ordered('id', query);
}

/** How many kicks fit. */
export function countOf(query: KickFilters): Sql {
  const { text, parameters } = wordsAlone(query) ?? fitting(query);
  return { text: `SELECT count(*) FROM ${text}`, parameters };
}

function ordered(column: 'number' | 'id', query: KickOrder): Sql {
  const { text, parameters } = fitting(query);
  const by = query.sort in COLUMN_OF ? COLUMN_OF[query.sort as Measure] : SORTED_BY[query.sort as Exclude<Sort, Measure>];
  const direction = query.descending ? 'DESC' : 'ASC';
  const order = by === 'number' ? `number ${direction}` : `${by} ${direction} NULLS LAST, number ${direction}`;
  return { text: `SELECT ${column} FROM ${text} ORDER BY ${order}`, parameters };
}

/** The index of words where a text is all that is asked for: it says itself what is in the trash, so no kick needs to be read. */
function wordsAlone(query: KickFilters): Sql | null {
  return termsOf(query).length === 0 ? wordsOf(query) : null;
}

/** The rows of the index of words that have the text, in the trash or outside; null where no text is asked for. */
function wordsOf({ search, removed }: KickFilters): Sql | null {
  const match = matchExpression(search);
  return match === null ? null : { text: `words WHERE words MATCH ? AND rowid ${removed ? '<' : '>'} 0`, parameters: [match] };
}

function fitting(query: KickFilters): Sql {
  const terms = termsOf(query);
  const words = wordsOf(query);
  if (words !== null) terms.push({ text: `number IN (SELECT ${query.removed ? '-rowid' : 'rowid'} FROM ${words.text})`, parameters: words.parameters });
  const conditions = [`removed_at IS ${query.removed ? 'NOT NULL' : 'NULL'}`, ...terms.map(({ text }) => text)];
  return { text: `kicks WHERE ${conditions.join(' AND ')}`, parameters: terms.flatMap(({ parameters }) => parameters) };
}

/** What every kick has to be beside its text and whether it is in the trash. */
function termsOf(query: KickFilters): Sql[] {
  const terms: Sql[] = [];
  const add = (text: string, ...parameters: (string | number)[]): void => { terms.push({ text, parameters }); };
  const anyOf = (column: string, values: readonly string[]): void => {
    if (values.length > 0) add(`${column} IN (${values.map(() => '?').join(', ')})`, ...values);
  };

  if (query.ids !== undefined) add('id IN (SELECT value FROM json_each(?))', JSON.stringify(query.ids));
  if (query.favourites) add('favourite = 1');
  if (query.kind !== undefined) add(`path IS ${query.kind === 'made' ? 'NULL' : 'NOT NULL'}`);
  if (query.rating !== undefined) add('rating >= ?', query.rating);
  for (const tag of query.tags) add('number IN (SELECT number FROM kick_tags JOIN tags USING (tag) WHERE folded = ?)', fold(tag));
  if (query.collection !== undefined) add('number IN (SELECT number FROM kick_collections JOIN collections USING (collection) WHERE collections.id = ?)', query.collection);
  anyOf('category', query.categories);
  anyOf('bundle_id', query.bundles);
  anyOf('note_name', query.notes.flatMap((note) => (/\d$/.test(note) ? [note] : OCTAVES.map((octave) => note + String(octave)))));
  if (query.savedFrom !== undefined) add('saved_at >= ?', Date.parse(query.savedFrom));
  if (query.savedUntil !== undefined) add('saved_at <= ?', Date.parse(query.savedUntil));
  for (const [measure, range] of Object.entries(query.measures)) {
    const column = COLUMN_OF[measure as Measure];
    add(`${column} IS NOT NULL`);
    if (range.min !== undefined) add(`${column} >= ?`, range.min);
    if (range.max !== undefined) add(`${column} <= ?`, range.max);
  }
  return terms;
}
