/**
 * The indices of places (sqlite-vec) of the kicks outside the trash: `sounds` by what they
 * measure, all in one space; and a table for each size of latents, parted by model, since places
 * of two models have nothing to do with each other.
 */

import type { Database, Statement } from 'better-sqlite3';
import { DESCRIPTOR_COLUMNS, descriptorsOf, type DescriptorRow } from './descriptor-columns.ts';
import { SOUND_SIZE, soundVector } from './sound-vector.ts';

export const SOUNDS = `CREATE VIRTUAL TABLE sounds USING vec0(number INTEGER PRIMARY KEY, place FLOAT[${String(SOUND_SIZE)}])`;

const latentsOf = (size: number): string => `latents_${String(size)}`;

export interface Near {
  number: number;
  distance: number;
}

export interface Places {
  /** After kicks came, went into the trash or came back. */
  refresh(numbers: readonly number[]): void;
  /** The `count` nearest by sound, nearest first. */
  nearSound(place: Float32Array, count: number): Near[];
  /** The `count` nearest latents of a model, nearest first. */
  nearLatent(bundleId: string, latent: Float32Array, count: number): Near[];
}

interface PlaceRow extends DescriptorRow {
  bundle_id: string | null;
  latent: string | null;
  removed_at: number | null;
}

export function createPlaces(database: Database): Places {
  const rowOf = database.prepare<[number], PlaceRow>(
    `SELECT ${DESCRIPTOR_COLUMNS}, bundle_id, latent, removed_at FROM kicks LEFT JOIN makings USING (number) WHERE number = ?`);
  const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  const dropSound = database.prepare('DELETE FROM sounds WHERE number = ?');
  const addSound = database.prepare('INSERT INTO sounds (number, place) VALUES (?, ?)');
  const nearSound = database.prepare<[Float32Array, number], Near>('SELECT number, distance FROM sounds WHERE place MATCH ? AND k = ?');

  const written = new Map<number, { drop: Statement; add: Statement }>();
  /** The table of latents of that size, made where it is not there; a transaction that fails takes it back. */
  const latentsFor = (size: number): { drop: Statement; add: Statement } => {
    const name = latentsOf(size);
    if (isThere.get(name) === undefined) {
      database.exec(`CREATE VIRTUAL TABLE ${name} USING vec0(number INTEGER PRIMARY KEY, bundle TEXT PARTITION KEY, latent FLOAT[${String(size)}])`);
    }
    const known = written.get(size) ?? {
      drop: database.prepare(`DELETE FROM ${name} WHERE number = ?`),
      add: database.prepare(`INSERT INTO ${name} (number, bundle, latent) VALUES (?, ?, ?)`),
    };
    written.set(size, known);
    return known;
  };

  const refresh = (number: number): void => {
    const row = rowOf.get(number);
    if (row === undefined) return;
    // sqlite-vec takes whole numbers as BigInt alone.
    const key = BigInt(number);
    dropSound.run(key);
    if (row.removed_at === null) addSound.run(key, soundVector(descriptorsOf(row)));
    if (row.latent === null) return;
    const latent = Float32Array.from(JSON.parse(row.latent) as number[]);
    const latents = latentsFor(latent.length);
    latents.drop.run(key);
    if (row.removed_at === null) latents.add.run(key, row.bundle_id, latent);
  };

  return {
    refresh: (numbers) => { numbers.forEach(refresh); },

    nearSound: (place, count) => nearSound.all(place, count),

    nearLatent: (bundleId, latent, count) => {
      const table = latentsOf(latent.length);
      if (isThere.get(table) === undefined) return [];
      return database
        .prepare<[Float32Array, number, string], Near>(`SELECT number, distance FROM ${table} WHERE latent MATCH ? AND k = ? AND bundle = ?`)
        .all(latent, count, bundleId);
    },
  };
}
