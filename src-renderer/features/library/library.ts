/** The saved kicks as the page sees them: the list that fits the search, and what can be done to it. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { SavedKick } from '../../../src-preload/contract/library.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';
import { createLatest } from '../../session/latest.ts';

export interface LibraryState {
  items: readonly SavedKick[];
  /** How many fit the search. */
  total: number;
  search: string;
  favourites: boolean;
  /** false until the first answer. */
  ready: boolean;
}

export interface Library extends StoreApi<LibraryState> {
  refresh(): void;
  find(search: string): void;
  showFavourites(only: boolean): void;
  /** Keeps a kick that was heard. @returns null when it failed, which `fail` was told. */
  save(id: string): Promise<SavedKick | null>;
  rename(id: string, name: string): Promise<void>;
  favourite(id: string, favourite: boolean): Promise<void>;
  /** @returns whether it was deleted. */
  remove(id: string): Promise<boolean>;
  /** Brings back what was deleted. */
  restore(id: string): Promise<void>;
}

/** What the column holds at once; the search finds the rest. */
const SHOWN = 200;

export function createLibrary({ api, fail }: { api: Api; fail: (error: ErrorBody | null) => void }): Library {
  const store = createStore<LibraryState>(() => ({ items: [], total: 0, search: '', favourites: false, ready: false }));
  const { getState, setState } = store;

  const lists = createLatest(
    (query: { search: string; favourites: boolean }) => api.library.list({ ...query, limit: SHOWN }),
    (result) => {
      if (result.ok) setState({ ...result.value, ready: true });
      else fail(result.error);
    },
  );
  const refresh = (): void => {
    const { search, favourites } = getState();
    lists.ask({ search, favourites });
  };
  /** Does something to the library, and shows what became of it. */
  const change = async <T>(work: Promise<Result<T>>): Promise<T | null> => {
    const result = await work;
    fail(result.ok ? null : result.error);
    refresh();
    return result.ok ? result.value : null;
  };

  return {
    ...store,
    refresh,
    find: (search) => {
      setState({ search });
      refresh();
    },
    showFavourites: (favourites) => {
      setState({ favourites });
      refresh();
    },
    save: (id) => change(api.library.save({ id })),
    rename: async (id, name) => {
      await change(api.library.rename({ id, name }));
    },
    favourite: async (id, favourite) => {
      await change(api.library.favourite({ id, favourite }));
    },
    remove: async (id) => (await change(api.library.remove({ ids: [id] }))) !== null,
    restore: async (id) => {
      await change(api.library.restore({ ids: [id] }));
    },
  };
}
