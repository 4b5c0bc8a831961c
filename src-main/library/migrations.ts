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
  `
  -- What a kick is found and sorted by stands in kicks, how it was made in makings.
  ALTER TABLE kicks RENAME TO kicks_before;
  DROP INDEX kicks_listed;
  CREATE TABLE kicks (
    -- In the order of saving. AUTOINCREMENT: the number of a deleted kick is never given again.
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    favourite INTEGER NOT NULL DEFAULT 0 CHECK (favourite IN (0, 1)),
    rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
    category TEXT,
    notes TEXT NOT NULL DEFAULT '',
    -- Milliseconds since 1970; removed_at is NULL while it is not in the trash.
    saved_at INTEGER NOT NULL,
    removed_at INTEGER,
    -- What it was made with; NULL of an imported file.
    bundle_id TEXT,
    bundle_name TEXT,
    seed INTEGER,
    -- The note that it was tuned to, as it was asked for: JSON, Hz or a text; NULL where it has its own.
    note TEXT CHECK (note IS NULL OR json_valid(note)),
    -- Descriptors in their units; NULL where there is none to be sure of.
    decay_ms REAL NOT NULL,
    centroid_hz REAL NOT NULL,
    sub_share REAL NOT NULL,
    click_db REAL NOT NULL,
    note_hz REAL,
    note_name TEXT,
    note_cents REAL,
    length_ms REAL NOT NULL,
    loudness_lufs REAL,
    -- Int8, lowest and highest sample of each column in turn.
    thumbnail BLOB NOT NULL,
    -- Of the sound in its file: Hz, how many, and the digest of the whole file in hex.
    sample_rate INTEGER NOT NULL,
    samples INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    -- Of an imported file: its absolute path, bytes, when it was changed (ms since 1970), and when it
    -- was found gone. The file of a kick that was made is kicks/<id>.wav.
    path TEXT UNIQUE,
    file_bytes INTEGER,
    file_changed_at INTEGER,
    missing_at INTEGER,
    CHECK ((path IS NULL) <> (bundle_id IS NULL))
  ) STRICT;
  INSERT INTO kicks (number, id, name, favourite, saved_at, removed_at, bundle_id, bundle_name, seed, note,
      decay_ms, centroid_hz, sub_share, click_db, note_hz, note_name, note_cents, length_ms, loudness_lufs,
      thumbnail, sample_rate, samples, sha256)
    SELECT number, id, name, favourite, saved_at, removed_at, bundle_id, bundle_name, seed, note,
      descriptors ->> 'decayMs', descriptors ->> 'centroidHz', descriptors ->> 'subShare', descriptors ->> 'clickDb',
      descriptors ->> 'noteHz', descriptors ->> 'note', descriptors ->> 'noteCents', descriptors ->> 'lengthMs', descriptors ->> 'loudnessLufs',
      thumbnail, sample_rate, samples, sha256
    FROM kicks_before;
  DELETE FROM sqlite_sequence WHERE name = 'kicks';
  INSERT INTO sqlite_sequence (name, seq) SELECT 'kicks', seq FROM sqlite_sequence WHERE name = 'kicks_before';
  CREATE TABLE makings (
    number INTEGER PRIMARY KEY REFERENCES kicks ON DELETE CASCADE,
    -- JSON arrays of numbers: after the sliders, and before.
    latent TEXT NOT NULL CHECK (json_valid(latent)),
    base TEXT NOT NULL CHECK (json_valid(base)),
    -- f0 in Hz on the grid of the model, Float32, little-endian.
    pitch BLOB NOT NULL,
    -- JSON objects by slider: those that were set, and the positions of all.
    set_sliders TEXT NOT NULL CHECK (json_valid(set_sliders)),
    sliders TEXT NOT NULL CHECK (json_valid(sliders)),
    -- JSON array of the effects in their order.
    effects TEXT NOT NULL CHECK (json_valid(effects)),
    -- JSON object: components and pitch curve as they were set, the pitch over time, and parts of other kicks; {} of earlier versions.
    shape TEXT NOT NULL CHECK (json_valid(shape))
  ) STRICT;
  INSERT INTO makings SELECT number, latent, base, pitch, set_sliders, sliders, effects, shape FROM kicks_before;
  DROP TABLE kicks_before;

  -- What kicks outside the trash are sorted, filtered and counted by; those in it by when they came there.
  CREATE INDEX kicks_by_number ON kicks (number) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_name ON kicks (name COLLATE NOCASE, number) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_rating ON kicks (rating, number) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_category ON kicks (category, number) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_bundle ON kicks (bundle_name COLLATE NOCASE, number) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_bundle_id ON kicks (bundle_id, bundle_name) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_note_name ON kicks (note_name, note_hz) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_decay ON kicks (decay_ms, number) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_centroid ON kicks (centroid_hz, number) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_sub ON kicks (sub_share, number) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_click ON kicks (click_db, number) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_note ON kicks (note_hz, number) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_length ON kicks (length_ms, number) WHERE removed_at IS NULL;
  CREATE INDEX kicks_by_loudness ON kicks (loudness_lufs, number) WHERE removed_at IS NULL;
  CREATE INDEX kicks_favourite ON kicks (number) WHERE removed_at IS NULL AND favourite = 1;
  CREATE INDEX kicks_imported ON kicks (number) WHERE removed_at IS NULL AND path IS NOT NULL;
  CREATE INDEX kicks_removed ON kicks (removed_at, number) WHERE removed_at IS NOT NULL;
  CREATE INDEX kicks_by_sha256 ON kicks (sha256);

  CREATE TABLE tags (
    tag INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    -- The name as it is told apart: fold() in text.ts.
    folded TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE kick_tags (
    tag INTEGER NOT NULL REFERENCES tags ON DELETE CASCADE,
    number INTEGER NOT NULL REFERENCES kicks ON DELETE CASCADE,
    PRIMARY KEY (tag, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX kick_tags_of ON kick_tags (number, tag);

  CREATE TABLE collections (
    collection INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
  ) STRICT;
  CREATE TABLE kick_collections (
    collection INTEGER NOT NULL REFERENCES collections ON DELETE CASCADE,
    number INTEGER NOT NULL REFERENCES kicks ON DELETE CASCADE,
    PRIMARY KEY (collection, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX kick_collections_of ON kick_collections (number, collection);

  -- One row: which rules the indices for text and likeness were made by, see indices.ts; 0: none are there yet.
  CREATE TABLE indexed (rules INTEGER NOT NULL) STRICT;
  INSERT INTO indexed VALUES (0);
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
