/** Kicks as rows of `kicks`, and back to what lists show. The SQL that a kick's own columns need stands here alone. */

import type { Database } from 'better-sqlite3';
import type { Category } from '../../src-preload/contract/categories.ts';
import type { Descriptors, NoteAsked } from '../../src-preload/contract/fields.ts';
import type { SavedKick } from '../../src-preload/contract/library-kick.ts';
import { descriptorsOf, type DescriptorRow } from './descriptor-columns.ts';
import { bytesOf, int8List } from './bytes.ts';

/** A row as `SELECT_KICK` has it. */
export interface KickRow extends DescriptorRow {
  number: number;
  id: string;
  name: string;
  favourite: number;
  rating: number;
  category: Category | null;
  notes: string;
  saved_at: number;
  removed_at: number | null;
  bundle_id: string | null;
  bundle_name: string | null;
  seed: number | null;
  note: string | null;
  thumbnail: Buffer;
  sample_rate: number;
  samples: number;
  sha256: string;
  path: string | null;
  file_bytes: number | null;
  file_changed_at: number | null;
  missing_at: number | null;
  /** JSON array of names. */
  tags: string;
}

/** Kicks with their tags; a condition goes after it. */
export const SELECT_KICK = `SELECT kicks.*,
  (SELECT json_group_array(tags.name ORDER BY tags.folded) FROM kick_tags JOIN tags USING (tag) WHERE kick_tags.number = kicks.number) AS tags
  FROM kicks`;

/** A file of the user's that is referred to. */
export interface FileFacts {
  /** Absolute. */
  path: string;
  bytes: number;
  /** Milliseconds since 1970. */
  changedAt: number;
}

/** What every kick of the library has, made or imported. */
export interface NewRow {
  id: string;
  name: string;
  category: Category | null;
  /** Milliseconds since 1970. */
  savedAt: number;
  descriptors: Descriptors;
  thumbnail: Int8Array;
  sampleRate: number;
  /** How many samples the sound has. */
  samples: number;
  /** Of the whole file, in hex. */
  sha256: string;
  /** What it was made with: of a kick that was made. */
  made: { bundleId: string; bundleName: string; seed: number | null; note: NoteAsked | null } | null;
  /** Of one that was imported. */
  file: FileFacts | null;
}

/** @returns its number */
export function insertKick(database: Database, { descriptors, made, file, ...row }: NewRow): number {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO kicks (id, name, category, saved_at, bundle_id, bundle_name, seed, note,
         decay_ms, centroid_hz, sub_share, click_db, note_hz, note_name, note_cents, length_ms, loudness_lufs,
         thumbnail, sample_rate, samples, sha256, path, file_bytes, file_changed_at)
       VALUES (:id, :name, :category, :savedAt, :bundleId, :bundleName, :seed, :noteAsked,
         :decayMs, :centroidHz, :subShare, :clickDb, :noteHz, :note, :noteCents, :lengthMs, :loudnessLufs,
         :thumbnail, :sampleRate, :samples, :sha256, :path, :bytes, :changedAt)`,
    )
    .run({
      ...row,
      ...descriptors,
      thumbnail: bytesOf(row.thumbnail),
      bundleId: made?.bundleId ?? null,
      bundleName: made?.bundleName ?? null,
      seed: made?.seed ?? null,
      noteAsked: jsonOf(made?.note ?? null),
      path: file?.path ?? null,
      bytes: file?.bytes ?? null,
      changedAt: file?.changedAt ?? null,
    });
  return Number(lastInsertRowid);
}

/** What a list shows of a kick. */
export function savedKickOf(row: KickRow): SavedKick {
  return {
    id: row.id,
    kind: row.path === null ? 'made' : 'imported',
    name: row.name,
    favourite: row.favourite === 1,
    rating: row.rating,
    category: row.category,
    tags: JSON.parse(row.tags) as string[],
    notes: row.notes,
    savedAt: new Date(row.saved_at).toISOString(),
    removedAt: row.removed_at === null ? null : new Date(row.removed_at).toISOString(),
    bundleId: row.bundle_id,
    bundleName: row.bundle_name,
    seed: row.seed,
    note: noteOf(row),
    file: row.path,
    missing: row.missing_at !== null,
    descriptors: descriptorsOf(row),
    thumbnail: int8List(row.thumbnail),
  };
}

function jsonOf(value: NoteAsked | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

export function noteOf({ note }: Pick<KickRow, 'note'>): NoteAsked | null {
  return note === null ? null : (JSON.parse(note) as NoteAsked);
}
