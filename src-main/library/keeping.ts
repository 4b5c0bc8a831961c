/** Kicks that come and go: saved, read, put into the trash and back, gone for good after a time. */

import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Category } from '../../src-preload/contract/categories.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Instrument } from '../../src-preload/contract/instruments.ts';
import type { Collection, KickDetails, SavedKick } from '../../src-preload/contract/library-kick.ts';
import type { Context } from './context.ts';
import { factsOf, insertMaking, type KickFacts } from './makings.ts';
import { kickPlaceOf, PLACE_COLUMNS, type KickPlace, type PlaceRow } from './place-rows.ts';
import { insertKick, savedKickOf, type KickRow } from './rows.ts';
import { defaultName } from './text.ts';

export interface NewKick extends KickFacts {
  /** A number and the note when undefined. */
  name: string | undefined;
  /** What it is called without a name; a kick where nothing is said. */
  instrument?: Instrument | undefined;
  category: Category | null;
  /** The whole file that is kept. */
  wav: Uint8Array;
  /** How many samples there are in it. */
  samples: number;
  thumbnail: Int8Array;
}

export interface Keeping {
  save(kick: NewKick): SavedKick;
  /** `facts` is null of a kick that was imported. @throws SAVED_KICK_UNKNOWN */
  get(id: string): { saved: SavedKick; facts: KickFacts | null };
  /** @throws SAVED_KICK_UNKNOWN */
  info(id: string): KickDetails;
  /** The bytes of its file as they were saved or imported. @throws SAVED_KICK_UNKNOWN, SAVED_FILE_MISSING */
  wav(id: string): Uint8Array;
  /** Where the newest `limit` kicks that were made lie in the latent spaces of their models. */
  latents(limit: number): KickPlace[];
  /**
   * Puts kicks into the trash, those that are there already counted as done before. Nothing is lost yet.
   * @returns how many there were. @throws SAVED_KICK_UNKNOWN; then none is put there
   */
  remove(ids: readonly string[]): number;
  /** Brings kicks back. @returns how many there were. @throws SAVED_KICK_UNKNOWN once they are gone for good; then none is */
  putBack(ids: readonly string[]): number;
}

const KEPT_AFTER_REMOVAL_MS = 30 * 24 * 3600 * 1000;

export function createKeeping({ database, sounds, indices, now, read, change, known, there }: Context): Keeping {
  const lastNumber = database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'kicks'").pluck();
  const fileOf = (row: KickRow): string => row.path ?? sounds.path(row.id);

  /** Sets or takes away the mark of the trash. @returns how many changed */
  const mark = (ids: readonly string[], removedAt: number | null): number => {
    const set = database.prepare('UPDATE kicks SET removed_at = ? WHERE number = ?');
    const changed = [...new Set(ids)].map(known).filter((row) => (row.removed_at === null) !== (removedAt === null)).map(({ number }) => number);
    for (const number of changed) set.run(removedAt, number);
    indices.refresh(changed);
    return changed.length;
  };

  return {
    save: ({ name: given, instrument, category, wav, samples, thumbnail, ...facts }) => {
      const id = randomUUID();
      try {
        return change(() => {
          const name = given ?? defaultName(instrument, (lastNumber.get() ?? 0) + 1, facts.descriptors.note);
          sounds.write(id, wav);
          const { descriptors, sampleRate } = facts;
          const number = insertKick(database, { id, name, category, savedAt: now(), descriptors, thumbnail, sampleRate, samples, sha256: sha256Of(wav), made: facts, file: null });
          insertMaking(database, number, facts);
          indices.refresh([number]);
          return savedKickOf(known(id));
        });
      } finally {
        try {
          settle(database, sounds, id);
        } catch {
          // It stays pending: opening the library settles it. The save itself went as it is told.
        }
      }
    },

    get: (id) => read(() => {
      const row = there(id);
      return { saved: savedKickOf(row), facts: factsOf(database, row) };
    }),

    info: (id) => read(() => {
      const row = there(id);
      const facts = factsOf(database, row);
      const collections = database
        .prepare<[number], Collection>('SELECT id, name FROM kick_collections JOIN collections USING (collection) WHERE number = ? ORDER BY name')
        .all(row.number);
      return {
        saved: savedKickOf(row), file: fileOf(row), sampleRate: row.sample_rate, samples: row.samples, collections,
        origin: facts === null ? null : originOf(facts),
      };
    }),

    wav: (id) => {
      const row = read(() => there(id));
      const missing = (reason: string, cause?: unknown): KicklabError =>
        new KicklabError('SAVED_FILE_MISSING', { name: row.name, file: fileOf(row), reason }, { cause });
      let wav: Buffer;
      try {
        wav = readFileSync(fileOf(row));
      } catch (thrown) {
        throw missing((thrown as NodeJS.ErrnoException).code === 'ENOENT' ? 'it does not exist' : String(thrown), thrown);
      }
      if (sha256Of(wav) !== row.sha256) throw missing('it is not the file that was saved');
      return wav;
    },

    latents: (limit) => read(() => database
      .prepare<[number], PlaceRow>(`SELECT ${PLACE_COLUMNS} FROM kicks JOIN makings USING (number) WHERE removed_at IS NULL ORDER BY number DESC LIMIT ?`)
      .all(limit)
      .map(kickPlaceOf)),

    remove: (ids) => change(() => mark(ids, now())),
    putBack: (ids) => change(() => mark(ids, null)),
  };
}

/**
 * Ends what was left: kicks that were in the trash for long enough go for good, and files whose
 * save or end a crash cut off are settled.
 */
export function clearAway({ database, sounds, indices, now, locked }: Context): void {
  const before = now() - KEPT_AFTER_REMOVAL_MS;
  const due = database.prepare<[number], { number: number; id: string }>('SELECT number, id FROM kicks WHERE removed_at < ?');
  if (due.all(before).length > 0) {
    locked(() => {
      const gone = due.all(before);
      for (const { number, id } of gone) {
        sounds.doubt(id);
        database.prepare('DELETE FROM kicks WHERE number = ?').run(number);
      }
      database.exec('DELETE FROM tags WHERE tag NOT IN (SELECT tag FROM kick_tags)');
      indices.refresh(gone.map(({ number }) => number));
    });
  }
  // Without the lock the save of another process may look like one that a crash cut off.
  if (sounds.pending().length > 0) locked(() => { for (const id of sounds.pending()) settle(database, sounds, id); });
}

/** A file belongs to a row, or goes. */
function settle(database: Context['database'], sounds: Context['sounds'], id: string): void {
  sounds.settle(id, database.prepare('SELECT 1 FROM kicks WHERE id = ?').get(id) !== undefined);
}

function originOf({ latent, base, components, set, sliders, pitchCurve, exchanged, effects }: KickFacts): KickDetails['origin'] {
  return { latent: [...latent], base: [...base], components, set, sliders, pitchCurve, exchanged, effects };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
