/** The library for one process alone: while its folder is exchanged as a whole, nobody else may have it open. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from './database.ts';
import { libraryFailure } from './errors.ts';

/**
 * Does `work` while no other connection to the library in `dir` exists or can be made; at once
 * where there is no library yet. The database is one whole file meanwhile, without a log beside it.
 * @throws LIBRARY_BUSY where another process holds it, LIBRARY_UNUSABLE, LIBRARY_TOO_NEW, what `work` throws
 */
export async function whileAlone<T>(dir: string, work: () => Promise<T>): Promise<T> {
  if (!existsSync(join(dir, 'library.db'))) return work();
  let database;
  try {
    database = await openDatabase(dir);
    // Every connection to a log holds a lock on the database, so this leaves it only where ours is the last.
    database.pragma('journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    database?.close();
    throw libraryFailure(dir, thrown);
  }
  try {
    return await work();
  } finally {
    database.close();
  }
}
