/** What there is to filter by, counted. */

import type { Database } from 'better-sqlite3';
import type { LibraryFacets } from '../../src-preload/contract/library-query.ts';

type Counted = LibraryFacets['tags'];
type Identified = LibraryFacets['collections'];

/**
 * How often each of a table of labels is on a kick outside the trash: all of them less those in the
 * trash, which are few and therefore looked through first (what CROSS says to SQLite). @param labels The table, @param table that of which kick has which, @param key their common column
 */
const labelled = (labels: string, table: string, key: string): string => `
  (SELECT count(*) FROM ${table} WHERE ${table}.${key} = ${labels}.${key})
  - coalesce((SELECT count FROM (SELECT ${key}, count(*) AS count FROM kicks CROSS JOIN ${table} USING (number) WHERE removed_at IS NOT NULL GROUP BY ${key}) AS gone
      WHERE gone.${key} = ${labels}.${key}), 0)`;

const TAGS = `SELECT name, count FROM (SELECT name, folded, ${labelled('tags', 'kick_tags', 'tag')} AS count FROM tags) WHERE count > 0 ORDER BY folded`;
const COLLECTIONS = `SELECT id, name, ${labelled('collections', 'kick_collections', 'collection')} AS count FROM collections ORDER BY name COLLATE NOCASE`;
const CATEGORIES = 'SELECT category AS name, count(*) AS count FROM kicks WHERE removed_at IS NULL AND category IS NOT NULL GROUP BY category';
const BUNDLES = `SELECT bundle_id AS id, max(bundle_name) AS name, count(*) AS count FROM kicks
  WHERE removed_at IS NULL AND bundle_id IS NOT NULL GROUP BY bundle_id ORDER BY 2 COLLATE NOCASE`;
const NOTES = `SELECT note_name AS name, count(*) AS count FROM kicks
  WHERE removed_at IS NULL AND note_name IS NOT NULL GROUP BY note_name ORDER BY min(note_hz)`;

/** Reads of one moment: within a transaction. */
export function facetsOf(database: Database): LibraryFacets {
  const count = (condition: string): number => database.prepare<[], number>(`SELECT count(*) FROM kicks WHERE ${condition}`).pluck().get() ?? 0;
  const counted = (sql: string): Counted => database.prepare<[], Counted[number]>(sql).all();
  const identified = (sql: string): Identified => database.prepare<[], Identified[number]>(sql).all();
  return {
    all: count('removed_at IS NULL'),
    favourites: count('removed_at IS NULL AND favourite = 1'),
    imported: count('removed_at IS NULL AND path IS NOT NULL'),
    removed: count('removed_at IS NOT NULL'),
    tags: counted(TAGS),
    collections: identified(COLLECTIONS),
    categories: counted(CATEGORIES),
    bundles: identified(BUNDLES),
    notes: counted(NOTES),
  };
}
