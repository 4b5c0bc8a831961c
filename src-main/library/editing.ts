/** What the user says about kicks: names, marks, kinds, notes, tags. */

import type { KickChanges } from '../../src-preload/contract/library.ts';
import type { SavedKick } from '../../src-preload/contract/library-kick.ts';
import type { Context } from './context.ts';
import { savedKickOf } from './rows.ts';
import { fold } from './text.ts';

export interface Editing {
  /** @throws SAVED_KICK_UNKNOWN */
  rename(id: string, name: string): SavedKick;
  /** @returns how many kicks were named. @throws SAVED_KICK_UNKNOWN; then none is changed */
  update(ids: readonly string[], changes: KickChanges): number;
}

/** Columns by what is changed. */
const COLUMNS = { favourite: 'favourite', rating: 'rating', category: 'category', notes: 'notes' } as const;

export function createEditing({ database, indices, change, there, known }: Context): Editing {
  /** The tag of that name, made where there is none. */
  const tagOf = (name: string): number => {
    database.prepare('INSERT INTO tags (name, folded) VALUES (?, ?) ON CONFLICT DO NOTHING').run(name, fold(name));
    return database.prepare<[string], number>('SELECT tag FROM tags WHERE folded = ?').pluck().get(fold(name)) ?? 0;
  };

  return {
    rename: (id, name) => change(() => {
      const { number } = there(id);
      database.prepare('UPDATE kicks SET name = ? WHERE number = ?').run(name, number);
      indices.words.refresh([number]);
      return savedKickOf(known(id));
    }),

    update: (ids, { addTags, removeTags, ...values }) => change(() => {
      const numbers = [...new Set(ids)].map((id) => there(id).number);
      for (const [key, value] of Object.entries(values)) {
        const set = database.prepare(`UPDATE kicks SET ${COLUMNS[key as keyof typeof COLUMNS]} = ? WHERE number = ?`);
        for (const number of numbers) set.run(typeof value === 'boolean' ? Number(value) : value, number);
      }
      const tag = database.prepare('INSERT INTO kick_tags (tag, number) VALUES (?, ?) ON CONFLICT DO NOTHING');
      for (const added of addTags.map(tagOf)) for (const number of numbers) tag.run(added, number);
      const untag = database.prepare('DELETE FROM kick_tags WHERE number = ? AND tag = (SELECT tag FROM tags WHERE folded = ?)');
      for (const removed of removeTags.map(fold)) for (const number of numbers) untag.run(number, removed);
      if (removeTags.length > 0) database.exec('DELETE FROM tags WHERE tag NOT IN (SELECT tag FROM kick_tags)');
      if (addTags.length + removeTags.length > 0 || 'category' in values || 'notes' in values) indices.words.refresh(numbers);
      return numbers.length;
    }),
  };
}
