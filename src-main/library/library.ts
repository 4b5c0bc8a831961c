/**
 * The library of saved kicks: `<dir>/library.db` and `<dir>/kicks/<id>.wav`. Any number of
 * processes may hold one at once, and each may die at any moment: a kick is whole or absent. It
 * keeps a sound as the bytes of a file, knows no audio format, and makes no kicks.
 *
 * Saving writes the file within the transaction that adds the row. So whoever holds the write
 * lock knows that nobody is in the middle of a save, and settles what a crash left.
 */

import { createHash, randomUUID } from 'node:crypto';
import type { SavedKick } from '../../src-preload/contract/library.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { openDatabase } from './database.ts';
import { coded, libraryFailure } from './errors.ts';
import { kickPlaceOf, PLACE_COLUMNS, type KickPlace, type PlaceRow } from './place-rows.ts';
import { factsOf, insertKick, savedKickOf, type KickFacts, type KickRow } from './rows.ts';
import { defaultName, fold, searchWords } from './search.ts';
import { openSounds, type Sounds } from './sounds.ts';
import { createWatch } from './watch.ts';

export type { KickFacts } from './rows.ts';

export interface NewKick extends KickFacts {
  /** A number and the note when undefined. */
  name: string | undefined;
  /** The whole file that is kept. */
  wav: Uint8Array;
  /** How many samples there are in it. */
  samples: number;
  thumbnail: Int8Array;
}

export interface Query {
  search: string;
  favourites: boolean;
  limit: number;
  offset: number;
}

/** Every call may throw LIBRARY_BUSY, LIBRARY_UNUSABLE and, where it writes, DISK_FULL. */
export interface Library {
  save(kick: NewKick): SavedKick;
  /** Newest first; `total` counts all that fit. */
  list(query: Query): { items: SavedKick[]; total: number };
  /** Where the newest `limit` kicks lie in the latent spaces of their models. */
  latents(limit: number): KickPlace[];
  /** @throws SAVED_KICK_UNKNOWN */
  get(id: string): { saved: SavedKick; facts: KickFacts };
  /** The bytes of its file as they were saved. @throws SAVED_KICK_UNKNOWN, SAVED_FILE_MISSING */
  wav(id: string): Uint8Array;
  /** @throws SAVED_KICK_UNKNOWN */
  rename(id: string, name: string): SavedKick;
  /** @throws SAVED_KICK_UNKNOWN */
  favourite(id: string, favourite: boolean): SavedKick;
  /**
   * Deletes kicks, those that are already deleted counted as done before. Nothing is lost yet.
   * @returns how many there were. @throws SAVED_KICK_UNKNOWN; then none is deleted
   */
  remove(ids: readonly string[]): number;
  /** Brings kicks back. @throws SAVED_KICK_UNKNOWN once they are gone for good; then none is */
  restore(ids: readonly string[]): SavedKick[];
  /** Tells of each change, by this process at once and by others within about a second. */
  watch(listener: () => void): () => void;
  close(): void;
}

const KEPT_AFTER_REMOVAL_MS = 30 * 24 * 3600 * 1000;

/**
 * Opens or makes the library in `dir`, and clears away what a crash or a deletion left.
 * @param now Milliseconds since 1970.
 * @throws NODE_TOO_OLD, LIBRARY_TOO_NEW, LIBRARY_BUSY, LIBRARY_UNUSABLE, DISK_FULL
 */
export async function openLibrary(dir: string, now: () => number = Date.now): Promise<Library> {
  try {
    const sounds = openSounds(dir);
    const database = await openDatabase(dir);
    try {
      return createLibrary(dir, database, sounds, now);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  } catch (thrown) {
    throw libraryFailure(dir, thrown);
  }
}

type Database = Awaited<ReturnType<typeof openDatabase>>;

function createLibrary(dir: string, database: Database, sounds: Sounds, now: () => number): Library {
  const rowOf = database.prepare<[string], KickRow>('SELECT * FROM kicks WHERE id = ?');
  const lastNumber = database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'kicks'").pluck();
  const watch = createWatch(() => database.pragma('data_version', { simple: true }) as number);

  /** A transaction that holds the write lock from its beginning. */
  const locked = <T>(work: () => T): T => database.transaction(work).immediate();
  const change = <T>(work: () => T): T => {
    const value = coded(dir, () => locked(work));
    watch.changed();
    return value;
  };
  const known = (id: string): KickRow => {
    const row = rowOf.get(id);
    if (row === undefined) throw new KicklabError('SAVED_KICK_UNKNOWN', { id });
    return row;
  };
  const there = (id: string): KickRow => {
    const row = known(id);
    if (row.removed_at !== null) throw new KicklabError('SAVED_KICK_UNKNOWN', { id });
    return row;
  };
  const settle = (id: string): void => { sounds.settle(id, rowOf.get(id) !== undefined); };

  const purge = (): void => {
    const due = database
      .prepare<[number], string>('SELECT id FROM kicks WHERE removed_at < ?')
      .pluck()
      .all(now() - KEPT_AFTER_REMOVAL_MS);
    if (due.length > 0) {
      locked(() => {
        const gone = database.prepare('DELETE FROM kicks WHERE id = ? AND removed_at < ?');
        for (const id of due) {
          sounds.doubt(id);
          gone.run(id, now() - KEPT_AFTER_REMOVAL_MS);
        }
      });
    }
    // Without the lock the save of another process may look like one that a crash cut off.
    if (sounds.pending().length > 0) locked(() => { sounds.pending().forEach(settle); });
  };
  purge();

  return {
    save: ({ name: given, wav, samples, thumbnail, ...facts }) => {
      const id = randomUUID();
      try {
        return change(() => {
          const number = (lastNumber.get() ?? 0) + 1;
          const name = given ?? defaultName(number, facts.descriptors.note);
          sounds.write(id, wav);
          insertKick(database, { number, id, name, folded: fold(name), savedAt: now(), samples, sha256: sha256Of(wav), thumbnail }, facts);
          return savedKickOf(known(id));
        });
      } finally {
        try {
          settle(id);
        } catch {
          // It stays pending: opening the library settles it. The save itself went as it is told.
        }
      }
    },

    list: ({ search, favourites, limit, offset }) => coded(dir, () => {
      const words = searchWords(search);
      const fits = ['removed_at IS NULL', ...(favourites ? ['favourite = 1'] : []), ...words.map(() => 'instr(folded, ?) > 0')].join(' AND ');
      return database.transaction(() => ({
        items: database
          .prepare<unknown[], KickRow>(`SELECT * FROM kicks WHERE ${fits} ORDER BY number DESC LIMIT ? OFFSET ?`)
          .all(...words, limit, offset)
          .map(savedKickOf),
        total: database.prepare<string[], number>(`SELECT count(*) FROM kicks WHERE ${fits}`).pluck().get(...words) ?? 0,
      }))();
    }),

    latents: (limit) => coded(dir, () => database
      .prepare<[number], PlaceRow>(`SELECT ${PLACE_COLUMNS} FROM kicks WHERE removed_at IS NULL ORDER BY number DESC LIMIT ?`)
      .all(limit)
      .map(kickPlaceOf)),

    get: (id) => coded(dir, () => {
      const row = there(id);
      return { saved: savedKickOf(row), facts: factsOf(row) };
    }),

    wav: (id) => {
      const { name, sha256 } = coded(dir, () => there(id));
      const missing = (reason: string, cause?: unknown): KicklabError =>
        new KicklabError('SAVED_FILE_MISSING', { name, file: sounds.path(id), reason }, { cause });
      let wav: Buffer;
      try {
        wav = sounds.read(id);
      } catch (thrown) {
        throw missing((thrown as NodeJS.ErrnoException).code === 'ENOENT' ? 'it does not exist' : String(thrown), thrown);
      }
      if (sha256Of(wav) !== sha256) throw missing('it is not the file that was saved');
      return wav;
    },

    rename: (id, name) => change(() => {
      there(id);
      database.prepare('UPDATE kicks SET name = ?, folded = ? WHERE id = ?').run(name, fold(name), id);
      return savedKickOf(known(id));
    }),

    favourite: (id, favourite) => change(() => {
      there(id);
      database.prepare('UPDATE kicks SET favourite = ? WHERE id = ?').run(Number(favourite), id);
      return savedKickOf(known(id));
    }),

    remove: (ids) => change(() => {
      const mark = database.prepare('UPDATE kicks SET removed_at = ? WHERE id = ? AND removed_at IS NULL');
      return ids.reduce((count, id) => count + mark.run(now(), known(id).id).changes, 0);
    }),

    restore: (ids) => change(() => {
      const back = database.prepare('UPDATE kicks SET removed_at = NULL WHERE id = ?');
      for (const id of ids) back.run(known(id).id);
      return ids.map((id) => savedKickOf(known(id)));
    }),

    watch: (listener) => coded(dir, () => watch.watch(listener)),

    close: () => {
      watch.close();
      database.close();
    },
  };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
