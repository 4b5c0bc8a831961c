/**
 * Files of the user's as kicks of the library: rows that refer to a path. No file is read here,
 * and none is ever written to.
 */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { sep } from 'node:path';
import type { ImportedItem } from '../../src-preload/contract/library-files.ts';
import type { Context } from './context.ts';
import { bytesOf } from './bytes.ts';
import { insertKick, type FileFacts, type KickRow, type NewRow } from './rows.ts';

/** What was measured of a file. */
export type MeasuredFile = Pick<NewRow, 'name' | 'category' | 'descriptors' | 'thumbnail' | 'sampleRate' | 'samples' | 'sha256'> & { file: FileFacts };

/** A file as the library has it. */
export interface KnownFile extends FileFacts {
  id: string;
  missing: boolean;
  removed: boolean;
}

export interface Importing {
  /** The file of that path, its kick in the trash or not. */
  knownFile(path: string): KnownFile | undefined;
  /** Those in a folder and below it. */
  knownBelow(folder: string): KnownFile[];
  /** Takes files in, all or none: new, changed, or found again in another place by their content. */
  importFiles(files: readonly MeasuredFile[]): ImportedItem[];
  /** Notes of kicks whether their files are gone. @returns how many it was news of */
  markMissing(ids: readonly string[], missing: boolean): number;
}

type KnownRow = Pick<KickRow, 'number' | 'id' | 'path' | 'file_bytes' | 'file_changed_at' | 'missing_at' | 'removed_at'>;
const KNOWN = 'SELECT number, id, path, file_bytes, file_changed_at, missing_at, removed_at FROM kicks';

export function createImporting({ database, indices, now, read, change, known }: Context): Importing {
  const byPath = database.prepare<[string], KnownRow>(`${KNOWN} WHERE path = ?`);
  const bySound = database.prepare<[string], KnownRow>(`${KNOWN} WHERE sha256 = ? AND path IS NOT NULL AND removed_at IS NULL ORDER BY number`);
  const move = database.prepare('UPDATE kicks SET path = ?, file_bytes = ?, file_changed_at = ?, missing_at = NULL WHERE number = ?');

  const measureAnew = (number: number, { file, thumbnail, descriptors, sampleRate, samples, sha256 }: MeasuredFile): void => {
    database
      .prepare(
        `UPDATE kicks SET decay_ms = :decayMs, centroid_hz = :centroidHz, sub_share = :subShare, click_db = :clickDb,
           note_hz = :noteHz, note_name = :note, note_cents = :noteCents, length_ms = :lengthMs, loudness_lufs = :loudnessLufs,
           thumbnail = :thumbnail, sample_rate = :sampleRate, samples = :samples, sha256 = :sha256,
           file_bytes = :bytes, file_changed_at = :changedAt, missing_at = NULL WHERE number = :number`,
      )
      .run({ ...descriptors, thumbnail: bytesOf(thumbnail), sampleRate, samples, sha256, bytes: file.bytes, changedAt: file.changedAt, number });
  };

  /** The kick of a file, and what became of it. */
  const take = (measured: MeasuredFile): ImportedItem & { number: number } => {
    const { file } = measured;
    const there = byPath.get(file.path);
    if (there !== undefined) {
      measureAnew(there.number, measured);
      return { file: file.path, id: there.id, state: 'changed', number: there.number };
    }
    const moved = bySound.all(measured.sha256).find(({ path }) => path !== null && !existsSync(path));
    if (moved !== undefined) {
      move.run(file.path, file.bytes, file.changedAt, moved.number);
      return { file: file.path, id: moved.id, state: 'found', number: moved.number };
    }
    const id = randomUUID();
    return { file: file.path, id, state: 'added', number: insertKick(database, { ...measured, id, savedAt: now(), made: null }) };
  };

  return {
    knownFile: (path) => read(() => {
      const row = byPath.get(path);
      return row === undefined ? undefined : knownFileOf(row);
    }),

    knownBelow: (folder) => read(() => {
      const within = folder.endsWith(sep) ? folder : folder + sep;
      // A range of the index of paths: what begins with `within` lies between it and the next text of its length.
      return database
        .prepare<[string, string], KnownRow>(`${KNOWN} WHERE path > ? AND path < ? ORDER BY path`)
        .all(within, within.slice(0, -1) + String.fromCharCode(sep.charCodeAt(0) + 1))
        .map(knownFileOf);
    }),

    importFiles: (files) => change(() => {
      const taken = files.map(take);
      indices.refresh(taken.map(({ number }) => number));
      return taken.map(({ file, id, state }) => ({ file, id, state }));
    }),

    markMissing: (ids, missing) => {
      const set = database.prepare('UPDATE kicks SET missing_at = ? WHERE number = ?');
      const news = (): KickRow[] => ids.map(known).filter((row) => (row.missing_at !== null) !== missing);
      if (read(news).length === 0) return 0;
      return change(() => {
        const rows = news();
        for (const { number } of rows) set.run(missing ? now() : null, number);
        return rows.length;
      });
    },
  };
}

function knownFileOf({ id, path, file_bytes, file_changed_at, missing_at, removed_at }: KnownRow): KnownFile {
  return { id, path: path ?? '', bytes: file_bytes ?? 0, changedAt: file_changed_at ?? 0, missing: missing_at !== null, removed: removed_at !== null };
}
