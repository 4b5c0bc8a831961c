/** Collections: kicks that the user put together under a name. A kick may be in any number of them. */

import { randomUUID } from 'node:crypto';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Collection } from '../../src-preload/contract/library-kick.ts';
import type { Context } from './context.ts';

export interface Collecting {
  /** @throws SAVED_KICK_UNKNOWN; then there is none */
  addCollection(name: string, ids: readonly string[]): Collection;
  /** @throws COLLECTION_UNKNOWN */
  renameCollection(id: string, name: string): Collection;
  /** @returns how many came or went. @throws COLLECTION_UNKNOWN, SAVED_KICK_UNKNOWN; then none does */
  fillCollection(id: string, add: readonly string[], remove: readonly string[]): number;
  /** Its kicks stay. @returns what it was. @throws COLLECTION_UNKNOWN */
  removeCollection(id: string): { name: string; ids: string[] };
}

interface CollectionRow {
  collection: number;
  id: string;
  name: string;
}

export function createCollecting({ database, indices, change, known }: Context): Collecting {
  const rowOf = (id: string): CollectionRow => {
    const row = database.prepare<[string], CollectionRow>('SELECT * FROM collections WHERE id = ?').get(id);
    if (row === undefined) throw new KicklabError('COLLECTION_UNKNOWN', { id });
    return row;
  };
  const membersOf = ({ collection }: CollectionRow): { number: number; id: string }[] => database
    .prepare<[number], { number: number; id: string }>('SELECT number, kicks.id FROM kick_collections JOIN kicks USING (number) WHERE collection = ? ORDER BY number')
    .all(collection);
  const refresh = (kicks: readonly { number: number }[]): void => {
    indices.words.refresh(kicks.map(({ number }) => number));
  };
  /** @returns those that it was no news for left out */
  const add = ({ collection }: CollectionRow, ids: readonly string[]): { number: number }[] => {
    const put = database.prepare('INSERT INTO kick_collections (collection, number) VALUES (?, ?) ON CONFLICT DO NOTHING');
    return ids.map(known).filter(({ number }) => put.run(collection, number).changes > 0);
  };

  return {
    addCollection: (name, ids) => change(() => {
      const id = randomUUID();
      database.prepare('INSERT INTO collections (id, name) VALUES (?, ?)').run(id, name);
      refresh(add(rowOf(id), ids));
      return { id, name };
    }),

    renameCollection: (id, name) => change(() => {
      const row = rowOf(id);
      database.prepare('UPDATE collections SET name = ? WHERE collection = ?').run(name, row.collection);
      refresh(membersOf(row));
      return { id, name };
    }),

    fillCollection: (id, added, removed) => change(() => {
      const row = rowOf(id);
      const take = database.prepare('DELETE FROM kick_collections WHERE collection = ? AND number = ?');
      const changed = [...add(row, added), ...removed.map(known).filter(({ number }) => take.run(row.collection, number).changes > 0)];
      refresh(changed);
      return changed.length;
    }),

    removeCollection: (id) => change(() => {
      const row = rowOf(id);
      const members = membersOf(row);
      database.prepare('DELETE FROM collections WHERE collection = ?').run(row.collection);
      refresh(members);
      return { name: row.name, ids: members.map((kick) => kick.id) };
    }),
  };
}
