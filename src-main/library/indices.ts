/**
 * What is made of the tables so that kicks are found fast. Whoever changes what an index is made
 * of refreshes it in the same transaction; the indices hold nothing of their own, and are made
 * anew where the rules they were made by are not today's.
 */

import type { Database } from 'better-sqlite3';
import { createPlaces, SOUNDS, type Places } from './places.ts';
import { createWords, WORDS, type Words } from './words.ts';

/** Raised with every change to what is put into an index: in text.ts, words.ts, sound-vector.ts, places.ts. */
const RULES = 2;

export interface Indices {
  words: Words;
  places: Places;
  /** After kicks came, went into the trash, came back or went for good. Within the transaction of that. */
  refresh(numbers: readonly number[]): void;
  /** Makes all of it anew. */
  rebuild(): void;
}

/** Opens the indices of a library whose tables are up to date; those that are not by today's rules are made first. */
export function openIndices(database: Database): Indices {
  const isCurrent = (): boolean => database.prepare('SELECT rules FROM indexed').pluck().get() === RULES;
  const makeUnless = (isDone: () => boolean): void => {
    database.transaction(() => {
      if (!isDone()) makeIndices(database);
    }).immediate();
  };
  // Looked at without the lock first, so that opening waits for nobody who saves.
  if (!isCurrent()) makeUnless(isCurrent);
  return { ...partsOf(database), rebuild: () => { makeUnless(() => false); } };
}

function partsOf(database: Database): Omit<Indices, 'rebuild'> {
  const words = createWords(database);
  const places = createPlaces(database);
  return {
    words,
    places,
    refresh: (numbers) => {
      words.refresh(numbers);
      places.refresh(numbers);
    },
  };
}

function makeIndices(database: Database): void {
  const old = database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%' AND (name IN ('words', 'sounds') OR name GLOB 'latents_*')")
    .pluck()
    .all();
  for (const name of old) database.exec(`DROP TABLE ${name}`);
  database.exec(WORDS);
  database.exec(SOUNDS);
  partsOf(database).refresh(database.prepare<[], number>('SELECT number FROM kicks').pluck().all());
  database.prepare('UPDATE indexed SET rules = ?').run(RULES);
}
