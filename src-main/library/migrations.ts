/**
 * The library's tables, as the steps that lead to them. A step that was released is never
 * changed: a new one is added. Which kicks stand in the tables is not known here.
 */

import type { Database } from 'better-sqlite3';
import { KicklabError } from '../../src-preload/contract/errors.ts';

/** Marks a database of this program in its file header: "KICK" in ASCII. */
const APPLICATION_ID = 0x4b49434b;

/** Step n leads from `user_version` n to n + 1. */
export const MIGRATIONS: readonly string[] = [
  `
  PRAGMA application_id = ${String(APPLICATION_ID)};
  CREATE TABLE kicks (
    -- In the order of saving. AUTOINCREMENT: the number of a deleted kick is never given again.
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- The name as it is searched: fold() in search.ts.
    folded TEXT NOT NULL,
    favourite INTEGER NOT NULL DEFAULT 0 CHECK (favourite IN (0, 1)),
    -- Milliseconds since 1970.
    saved_at INTEGER NOT NULL,
    -- When it was deleted; NULL while it is there.
    removed_at INTEGER,
    bundle_id TEXT NOT NULL,
    bundle_name TEXT NOT NULL,
    seed INTEGER,
    -- JSON arrays of numbers: after the sliders, and before.
    latent TEXT NOT NULL CHECK (json_valid(latent)),
    base TEXT NOT NULL CHECK (json_valid(base)),
    -- f0 in Hz on the grid of the model, Float32, little-endian.
    pitch BLOB NOT NULL,
    -- JSON objects by slider: those that were set, and the positions of all.
    set_sliders TEXT NOT NULL CHECK (json_valid(set_sliders)),
    sliders TEXT NOT NULL CHECK (json_valid(sliders)),
    -- JSON array of the effects in their order; there are none yet.
    effects TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(effects)),
    descriptors TEXT NOT NULL CHECK (json_valid(descriptors)),
    -- Of the sound in kicks/<id>.wav: Hz, how many, and the digest of the whole file in hex.
    sample_rate INTEGER NOT NULL,
    samples INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    -- Int8, lowest and highest sample of each column in turn.
    thumbnail BLOB NOT NULL
  ) STRICT;
  -- Holds all that a search looks at, so that it reads no row that does not fit.
  CREATE INDEX kicks_listed ON kicks (removed_at, number DESC, favourite, folded);
  `,
  `
  -- The note that it was tuned to, as it was asked for: JSON, Hz or a text; NULL where it has its own.
  ALTER TABLE kicks ADD COLUMN note TEXT CHECK (note IS NULL OR json_valid(note));
  `,
  `
  -- JSON object: components and pitch curve as they were set, the pitch over time, and parts of other kicks; {} of earlier versions.
  ALTER TABLE kicks ADD COLUMN shape TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(shape));
  `,
];

/**
 * Brings a database up to date, a step a transaction; another process may do the same meanwhile.
 * @throws LIBRARY_TOO_NEW, LIBRARY_UNUSABLE when it is the database of another program
 */
export function migrate(database: Database, dir: string, steps: readonly string[] = MIGRATIONS): void {
  const step = database.transaction((): boolean => {
    const version = numberOf(database, 'user_version');
    const isOurs = numberOf(database, 'application_id') === APPLICATION_ID;
    const isEmpty = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
    if (!isOurs && !isEmpty) throw new KicklabError('LIBRARY_UNUSABLE', { dir, reason: 'library.db belongs to another program' });
    if (version > steps.length) throw new KicklabError('LIBRARY_TOO_NEW', { dir, version, supported: steps.length });
    if (version === steps.length) return false;
    database.exec(steps[version]);
    database.pragma(`user_version = ${String(version + 1)}`);
    return true;
  });
  // Looked at without the lock first, so that opening waits for nobody who saves.
  if (numberOf(database, 'application_id') === APPLICATION_ID && numberOf(database, 'user_version') === steps.length) return;
  while (step.immediate());
}

function numberOf(database: Database, pragma: string): number {
  return database.pragma(pragma, { simple: true }) as number;
}
