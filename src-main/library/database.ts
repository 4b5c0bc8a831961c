/** The connection to library.db. What stands in it is known to `migrations.ts` and `rows.ts`. */

import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { migrate } from './migrations.ts';

/** The name of the file in the library's folder. */
export const DATABASE = 'library.db';

/** The first that better-sqlite3 13 is built for; an older one crashes when the addon loads. */
const NODE_NEEDED = 24;

/**
 * Pages kept in memory, in KiB: all that a search and the nearest of 100 000 kicks look at, some 40 MB,
 * with room to spare. Mapping the file would be faster still, but a drive that is unplugged would
 * then end the program instead of failing a call.
 */
const CACHE_KIB = 64 * 1024;

/** How long a statement waits, and this process with it. A save holds the lock for some milliseconds. */
const BUSY_MS = 2000;

/** @throws NODE_TOO_OLD */
export function checkNode(version: string): void {
  if (Number.parseInt(version, 10) < NODE_NEEDED) throw new KicklabError('NODE_TOO_OLD', { version, needed: NODE_NEEDED });
}

/** The packed program's archive is a folder to Node, but not to the system, for which the file stands beside it. */
function outsideArchive(path: string): string {
  return path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}

/**
 * Opens or makes `dir`/library.db, up to date. Any number of processes may hold it at once.
 * @throws NODE_TOO_OLD, LIBRARY_TOO_NEW, LIBRARY_UNUSABLE, and SQLite's own errors
 */
export async function openDatabase(dir: string): Promise<Database> {
  checkNode(process.versions.node);
  const { default: Sqlite } = await import('better-sqlite3');
  const vectors = await import('sqlite-vec');
  const database = new Sqlite(join(dir, DATABASE), { timeout: BUSY_MS });
  try {
    database.pragma('journal_mode = WAL');
    // What was answered as saved is still there after the power fails.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma(`cache_size = -${String(CACHE_KIB)}`);
    database.loadExtension(outsideArchive(vectors.getLoadablePath()));
    migrate(database, dir);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}
