/** Whether the indices hold what the tables say. They are never trusted to be mended bit by bit: see `rebuild`. */

import type { Database } from 'better-sqlite3';
import { DESCRIPTOR_COLUMNS, descriptorsOf, type DescriptorRow } from './descriptor-columns.ts';
import { floatsOf } from './bytes.ts';
import { soundVector } from './sound-vector.ts';

/** @returns what is wrong with them, or null */
export function indexFault(database: Database): string | null {
  try {
    database.prepare("INSERT INTO words (words) VALUES ('integrity-check')").run();
  } catch (thrown) {
    return `the index of words is damaged (${(thrown as Error).message})`;
  }
  const numbers = (sql: string): Set<number> => new Set(database.prepare<[], number>(sql).pluck().all());
  const words = numbers('SELECT rowid FROM words');
  const texts = numbers('SELECT CASE WHEN removed_at IS NULL THEN number ELSE -number END FROM kicks');
  if (!isSame(words, texts)) return 'the index of words has other sounds than the library';
  const places = new Map(database.prepare<[], { number: number; place: Buffer }>('SELECT number, place FROM sounds').all().map(({ number, place }) => [number, floatsOf(place)]));
  const kicks = database.prepare<[], DescriptorRow & { number: number }>(`SELECT number, ${DESCRIPTOR_COLUMNS} FROM kicks WHERE removed_at IS NULL`).all();
  const isInPlace = (row: DescriptorRow & { number: number }): boolean => {
    const place = places.get(row.number);
    return place !== undefined && soundVector(descriptorsOf(row)).every((x, i) => Object.is(x, place[i]));
  };
  if (places.size !== kicks.length || !kicks.every(isInPlace)) return 'the index of likeness is not that of the sounds';
  const latents = database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%' AND name GLOB 'latents_*'").pluck().all();
  const inLatents = new Set(latents.flatMap((name) => database.prepare<[], number>(`SELECT number FROM ${name}`).pluck().all()));
  const made = numbers('SELECT number FROM kicks JOIN makings USING (number) WHERE removed_at IS NULL');
  return isSame(inLatents, made) ? null : 'the index of latents has other sounds than the library';
}

function isSame(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((number) => b.has(number));
}
