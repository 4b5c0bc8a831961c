/** How many kicks fit, remembered until something changes: a list that is scrolled asks the same again and again. */

import type { Database } from 'better-sqlite3';
import type { KickFilters } from '../../src-preload/contract/library-query.ts';
import { countOf } from './query.ts';

/** Questions whose answers are kept. */
const KEPT = 50;

/** @returns how many kicks fit; to be asked within a transaction */
export function createTotals(database: Database): (filters: KickFilters) => number {
  // What this connection changed, and a number that another one's change changes.
  const changes = database.prepare<[], number>('SELECT total_changes()').pluck();
  const state = (): string => `${String(changes.get())} ${String(database.pragma('data_version', { simple: true }))}`;
  const known = new Map<string, number>();
  let of = '';
  return (filters) => {
    const now = state();
    if (now !== of || known.size >= KEPT) known.clear();
    of = now;
    const { text, parameters } = countOf(filters);
    const key = JSON.stringify([text, parameters]);
    const total = known.get(key) ?? database.prepare<unknown[], number>(text).pluck().get(...parameters) ?? 0;
    known.set(key, total);
    return total;
  };
}
