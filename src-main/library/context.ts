/** What the parts of the library share: the database, the folder of sounds, and how to read and change them. */

import type { Database } from 'better-sqlite3';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { coded } from './errors.ts';
import type { Indices } from './indices.ts';
import { SELECT_KICK, type KickRow } from './rows.ts';
import type { Sounds } from './sounds.ts';

export interface Context {
  database: Database;
  sounds: Sounds;
  indices: Indices;
  /** Milliseconds since 1970. */
  now: () => number;
  /** All that `work` reads is of one moment. */
  read: <T>(work: () => T) => T;
  /** Does `work` whole or not at all, holding the write lock from its beginning, and tells of the change. */
  change: <T>(work: () => T) => T;
  /** As `change`, of which nobody needs to hear. */
  locked: <T>(work: () => T) => T;
  /** A kick, in the trash or not. @throws SAVED_KICK_UNKNOWN */
  known: (id: string) => KickRow;
  /** A kick outside the trash. @throws SAVED_KICK_UNKNOWN */
  there: (id: string) => KickRow;
}

export function createContext(
  { dir, changed, ...parts }: Pick<Context, 'database' | 'sounds' | 'indices' | 'now'> & { dir: string; changed: () => void },
): Context {
  const { database } = parts;
  const rowOf = database.prepare<[string], KickRow>(`${SELECT_KICK} WHERE id = ?`);
  const locked = <T>(work: () => T): T => coded(dir, () => database.transaction(work).immediate());
  const known = (id: string): KickRow => {
    const row = rowOf.get(id);
    if (row === undefined) throw new KicklabError('SAVED_KICK_UNKNOWN', { id });
    return row;
  };
  return {
    ...parts,
    read: (work) => coded(dir, () => database.transaction(work)()),
    change: (work) => {
      const value = locked(work);
      changed();
      return value;
    },
    locked,
    known,
    there: (id) => {
      const row = known(id);
      if (row.removed_at !== null) throw new KicklabError('SAVED_KICK_UNKNOWN', { id });
      return row;
    },
  };
}
