/**
 * Who trains a run: a lock in its folder that the system takes back when its holder dies, however
 * it dies, so that there is no pid to be mistaken and no clock to be waited for.
 */

import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { checkNode } from '../../library/database.ts';

export interface RunLock {
  release(): void;
}

/** How long one waits for another who only looks, ms. */
const LOOK_MS = 100;

/**
 * Takes the lock of the run whose folder is `dir`; the folder must be there.
 * @returns null where another holds it, in this process or another. @throws NODE_TOO_OLD
 */
export async function lockRun(dir: string): Promise<RunLock | null> {
  checkNode(process.versions.node);
  const { default: Sqlite } = await import('better-sqlite3');
  let database: Database | undefined;
  try {
    database = new Sqlite(join(dir, 'lock.db'), { timeout: LOOK_MS });
    // Nothing is ever written: the open transaction is the lock.
    database.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    database?.close();
    if ((thrown as { code?: string }).code?.startsWith('SQLITE_BUSY') === true) return null;
    throw thrown;
  }
  const held = database;
  return { release: () => { held.close(); } };
}

/** Whether anybody trains the run, or has it in a queue. */
export async function isHeld(dir: string): Promise<boolean> {
  const lock = await lockRun(dir);
  lock?.release();
  return lock === null;
}
