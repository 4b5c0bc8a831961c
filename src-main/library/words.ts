/**
 * The index of words (SQLite's FTS5): a row a kick, under its number; in the trash under the
 * negative of it, so that one range of rows tells them apart. The text itself is not kept in it.
 */

import type { Database } from 'better-sqlite3';
import { fold } from './text.ts';

/** What is found by: fold() has dealt with case and accents before the tokeniser meets them. */
export const WORDS = `
  CREATE VIRTUAL TABLE words USING fts5(
    text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2 tokenchars '#'", prefix='1 2 3')`;

/**
 * Kicks from which on the parts of the index are put together again. They come about with every
 * change and make a search of 100 000 kicks half as slow again; 0.2 s for that many puts them right.
 */
const MANY = 1000;

export interface Words {
  /** After a change of the name, category, notes, tags, collections or whereabouts of kicks, or their end. */
  refresh(numbers: readonly number[]): void;
}

export function createWords(database: Database): Words {
  const textOf = database.prepare<[number], { removed_at: number | null; text: string }>(`
    SELECT removed_at, concat_ws(' ', name, note_name, category, notes,
      (SELECT group_concat(tags.name, ' ') FROM kick_tags JOIN tags USING (tag) WHERE kick_tags.number = kicks.number),
      (SELECT group_concat(collections.name, ' ') FROM kick_collections JOIN collections USING (collection) WHERE kick_collections.number = kicks.number)
    ) AS text FROM kicks WHERE number = ?`);
  const drop = database.prepare('DELETE FROM words WHERE rowid = ?');
  const add = database.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)');
  return {
    refresh: (numbers) => {
      for (const number of numbers) {
        drop.run(number);
        drop.run(-number);
        const row = textOf.get(number);
        if (row !== undefined) add.run(row.removed_at === null ? number : -number, fold(row.text));
      }
      if (numbers.length >= MANY) database.exec("INSERT INTO words (words) VALUES ('optimize')");
    },
  };
}
