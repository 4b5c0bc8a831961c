/** What can still be read of a damaged database, as a new one. */

import type { Database } from 'better-sqlite3';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from './database.ts';
import { openIndices } from './indices.ts';

/** Tables that hold what the user made; all else is made of them. A kick goes before what refers to it. */
const TABLES = ['kicks', 'makings', 'tags', 'kick_tags', 'collections', 'kick_collections'] as const;

/**
 * Makes a new library.db in `dir` of what can be read of the one in `from`, a folder that holds a
 * copy of it; an earlier format is brought up to date as far as its steps can be taken.
 * @returns how many kicks there are in it
 */
export async function salvage(from: string, dir: string, scratch: string): Promise<number> {
  const database = await openDatabase(scratch);
  try {
    database.pragma('foreign_keys = OFF');
    const damaged = await openDatabase(from).catch(() => null);
    if (damaged !== null) {
      for (const table of TABLES) copyTable(damaged, database, table);
      damaged.close();
    }
    // A kick without what it was made of cannot be opened: its file is set aside with the others that have no row.
    database.exec(`
      DELETE FROM kicks WHERE path IS NULL AND number NOT IN (SELECT number FROM makings);
      DELETE FROM makings WHERE number NOT IN (SELECT number FROM kicks);
      DELETE FROM kick_tags WHERE number NOT IN (SELECT number FROM kicks) OR tag NOT IN (SELECT tag FROM tags);
      DELETE FROM kick_collections WHERE number NOT IN (SELECT number FROM kicks) OR collection NOT IN (SELECT collection FROM collections);
    `);
    openIndices(database).rebuild();
    // One file, so that it can be renamed.
    database.pragma('journal_mode = DELETE');
    const kicks = database.prepare<[], number>('SELECT count(*) FROM kicks').pluck().get() ?? 0;
    database.close();
    for (const beside of ['library.db-wal', 'library.db-shm']) rmSync(join(dir, beside), { force: true });
    renameSync(join(scratch, 'library.db'), join(dir, 'library.db'));
    return kicks;
  } finally {
    database.close();
  }
}

/** From the first row on as far as it can be read, and then from the last one back. */
function copyTable(from: Database, to: Database, table: (typeof TABLES)[number]): void {
  const columns = to.pragma(`table_info(${table})`) as { name: string; pk: number }[];
  const names = columns.map(({ name }) => name);
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk).map(({ name }) => name);
  const put = to.prepare(`INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`);
  for (const direction of ['ASC', 'DESC']) {
    try {
      const order = key.map((name) => `${name} ${direction}`).join(', ');
      for (const row of from.prepare(`SELECT ${names.join(', ')} FROM ${table} ORDER BY ${order}`).iterate()) put.run(row);
      return;
    } catch {
      // It is damaged from here on: the other end may be read.
    }
  }
}
