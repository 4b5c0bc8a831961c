/**
 * What is done to saved kicks, one or thousands of them, each so that it can be undone: before a kick is
 * changed it is known what it was. Tells what was done where it does not show at the kick itself.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { CATEGORIES, type Category } from '../../../src-preload/contract/categories.ts';
import { MAX_RATING, type Collection, type SavedKick } from '../../../src-preload/contract/library-kick.ts';
import type { KickChanges } from '../../../src-preload/contract/library.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';
import type { Notices } from '../../app/notices.ts';
import { grouped } from '../../session/figures.ts';
import type { Order } from './query.ts';

/** One thing that kicks are given or lose. */
export type Mark =
  | { favourite: boolean }
  | { rating: number }
  | { category: Category | null }
  | { addTag: string }
  | { removeTag: string };

export interface EditsState {
  /** What can be undone and done again, the latest last. */
  done: readonly Edit[];
  undone: readonly Edit[];
}

interface Edit {
  redo: () => Promise<boolean>;
  undo: () => Promise<boolean>;
}

export interface Edits extends StoreApi<EditsState> {
  mark(ids: readonly string[], mark: Mark): Promise<void>;
  rename(kick: SavedKick, name: string): Promise<void>;
  /** What the user writes about one. */
  note(kick: SavedKick, notes: string): Promise<void>;
  /** @returns whether they are in the trash now. */
  trash(kicks: readonly string[], name?: string): Promise<boolean>;
  putBack(ids: readonly string[]): Promise<boolean>;
  collect(ids: readonly string[], collection: Collection, into: boolean): Promise<void>;
  /** A new collection of kicks, or an empty one; null when it failed. */
  addCollection(name: string, ids: readonly string[]): Promise<Collection | null>;
  renameCollection(collection: Collection, name: string): Promise<void>;
  removeCollection(collection: Collection): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

export interface EditsDeps {
  api: Api;
  notices: Notices;
  /** The kicks that the lists have at hand. */
  known: () => ReadonlyMap<string, SavedKick>;
  /** Something changed. */
  changed: () => void;
}

/** Steps that are kept. */
const KEPT = 100;

/** `1 sound`, `1 204 sounds`. */
const counted = (count: number): string => `${grouped(count)} ${count === 1 ? 'sound' : 'sounds'}`;

export function createEdits({ api, notices, known, changed }: EditsDeps): Edits {
  const store = createStore<EditsState>(() => ({ done: [], undone: [] }));
  const { getState, setState } = store;

  /** Waits for what was done, and tells whether it went well. */
  const settled = async (work: Promise<Result<unknown>>): Promise<boolean> => {
    const result = await work;
    notices.fail(result.ok ? null : result.error);
    changed();
    return result.ok;
  };
  const update = (ids: readonly string[], changes: Partial<KickChanges>): Promise<boolean> =>
    ids.length === 0 ? Promise.resolve(true) : settled(api.library.update({ ids: [...ids], ...changes }));
  /** All of them, one after the other, until one fails. */
  const all = async (steps: readonly (() => Promise<boolean>)[]): Promise<boolean> => {
    for (const step of steps) if (!(await step())) return false;
    return true;
  };

  const perform = async (edit: Edit): Promise<boolean> => {
    if (!(await edit.redo())) return false;
    setState(({ done }) => ({ done: [...done, edit].slice(-KEPT), undone: [] }));
    return true;
  };
  const undo = async (): Promise<void> => {
    const edit = getState().done.at(-1);
    if (edit === undefined) return;
    notices.dismiss();
    setState(({ done, undone }) => ({ done: done.slice(0, -1), undone: [...undone, edit] }));
    await edit.undo();
  };
  const redo = async (): Promise<void> => {
    const edit = getState().undone.at(-1);
    if (edit === undefined) return;
    notices.dismiss();
    setState(({ done, undone }) => ({ done: [...done, edit], undone: undone.slice(0, -1) }));
    await edit.redo();
  };
  const tell = (text: string, label = 'Undo'): void => {
    const edit = getState().done.at(-1);
    // What was done since stands in the way of taking back that alone.
    notices.tell({ text, action: { label, run: () => { if (getState().done.at(-1) === edit) void undo(); else notices.dismiss(); } } });
  };

  /** Those of `ids` that are as `fits` says: by the kicks at hand, else by the library, which `order` asks for them. */
  const those = async (ids: readonly string[], order: Order, fits?: (kick: SavedKick) => boolean): Promise<string[]> => {
    if (fits !== undefined) {
      const atHand = known();
      const kicks = ids.map((id) => atHand.get(id));
      if (kicks.every((kick) => kick !== undefined)) return kicks.filter(fits).map(({ id }) => id);
    }
    const result = await api.library.ids(order);
    if (!result.ok) return [];
    const found = new Set(result.value.items);
    return ids.filter((id) => found.has(id));
  };
  const without = (ids: readonly string[], others: readonly string[]): string[] => {
    const left = new Set(others);
    return ids.filter((id) => !left.has(id));
  };

  /** What gives every kick back what a mark takes from it. */
  const undoingOf = async (ids: readonly string[], mark: Mark): Promise<(() => Promise<boolean>)[]> => {
    if ('favourite' in mark) {
      const before = await those(ids, { favourites: true }, ({ favourite }) => favourite);
      const other = mark.favourite ? without(ids, before) : before;
      return [() => update(other, { favourite: !mark.favourite })];
    }
    if ('rating' in mark) {
      const steps: (() => Promise<boolean>)[] = [];
      let least: readonly string[] = ids;
      for (let rating = 1; rating <= MAX_RATING; rating++) {
        const more = await those(least, { rating }, (kick) => kick.rating >= rating);
        const exactly = without(least, more);
        steps.push(() => update(exactly, { rating: rating - 1 }));
        least = more;
      }
      const best = least;
      return [...steps, () => update(best, { rating: MAX_RATING })];
    }
    if ('category' in mark) {
      const steps: (() => Promise<boolean>)[] = [];
      let none: readonly string[] = ids;
      for (const category of CATEGORIES) {
        const of = await those(none, { categories: [category] }, (kick) => kick.category === category);
        none = without(none, of);
        steps.push(() => update(of, { category }));
      }
      const rest = none;
      return [...steps, () => update(rest, { category: null })];
    }
    const tag = 'addTag' in mark ? mark.addTag : mark.removeTag;
    const had = await those(ids, { tags: [tag] }, ({ tags }) => tags.includes(tag));
    return ['addTag' in mark ? () => update(without(ids, had), { removeTags: [tag] }) : () => update(had, { addTags: [tag] })];
  };

  return {
    ...store,
    mark: async (ids, mark) => {
      const undoing = await undoingOf(ids, mark);
      const changes = 'addTag' in mark ? { addTags: [mark.addTag] } : 'removeTag' in mark ? { removeTags: [mark.removeTag] } : mark;
      const went = await perform({ redo: () => update(ids, changes), undo: () => all(undoing) });
      if (went && ids.length > 1) tell(`${told(mark)}: ${counted(ids.length)}`);
    },
    rename: async ({ id, name: before }, name) => {
      await perform({ redo: () => settled(api.library.rename({ id, name })), undo: () => settled(api.library.rename({ id, name: before })) });
    },
    note: async ({ id, notes: before }, notes) => {
      await perform({ redo: () => update([id], { notes }), undo: () => update([id], { notes: before }) });
    },
    trash: async (ids, name) => {
      const went = await perform({ redo: () => settled(api.library.remove({ ids: [...ids] })), undo: () => settled(api.library.putBack({ ids: [...ids] })) });
      if (went) tell(`${name ?? counted(ids.length)} moved to the trash`, 'Put back');
      return went;
    },
    putBack: async (ids) => {
      const went = await perform({ redo: () => settled(api.library.putBack({ ids: [...ids] })), undo: () => settled(api.library.remove({ ids: [...ids] })) });
      if (went) tell(`${counted(ids.length)} put back`);
      return went;
    },
    collect: async (ids, { id, name }, into) => {
      const had = await those(ids, { collection: id });
      const moved = into ? without(ids, had) : had;
      if (moved.length === 0) return;
      const fill = (add: boolean) => (): Promise<boolean> => settled(api.library.fillCollection({ id, [add ? 'add' : 'remove']: moved }));
      if (await perform({ redo: fill(into), undo: fill(!into) })) tell(`${counted(moved.length)} ${into ? 'added to' : 'taken out of'} ${name}`);
    },
    addCollection: async (name, ids) => {
      const result = await api.library.addCollection({ name, ids: [...ids] });
      notices.fail(result.ok ? null : result.error);
      changed();
      return result.ok ? result.value : null;
    },
    renameCollection: async ({ id, name: before }, name) => {
      await perform({ redo: () => settled(api.library.renameCollection({ id, name })), undo: () => settled(api.library.renameCollection({ id, name: before })) });
    },
    removeCollection: async ({ id }) => {
      const result = await api.library.removeCollection({ id });
      notices.fail(result.ok ? null : result.error);
      changed();
      if (!result.ok) return;
      const { name, ids } = result.value;
      notices.tell({
        text: `Removed the collection ${name}; its sounds stay`,
        action: {
          label: 'Bring it back',
          run: () => {
            notices.dismiss();
            void settled(api.library.addCollection({ name, ids }));
          },
        },
      });
    },
    undo,
    redo,
  };
}

function told(mark: Mark): string {
  if ('favourite' in mark) return mark.favourite ? 'Made favourites' : 'No longer favourites';
  if ('rating' in mark) return mark.rating === 0 ? 'Not rated any more' : `Rated ${mark.rating}`;
  if ('category' in mark) return mark.category === null ? 'Without a category' : `Category ${mark.category}`;
  return 'addTag' in mark ? `Tagged ${mark.addTag}` : `No longer tagged ${mark.removeTag}`;
}
