/** The saved kicks as the page sees them: the lists that show them, and what can be done to them. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SavedKick } from '../../../src-preload/contract/library-kick.ts';
import type { LibraryFacets } from '../../../src-preload/contract/library-query.ts';
import type { Notices } from '../../app/notices.ts';
import type { Sound } from '../../audio/looper.ts';
import { createLatest } from '../../session/latest.ts';
import type { Connection } from '../../transport/connection.ts';
import { createBrowse, type Browse } from './browse.ts';
import { createDuplicates, type Duplicates } from './duplicates.ts';
import { createEdits, type Edits } from './edits.ts';
import { createImports, type Imports } from './imports.ts';
import { createPaged, type Paged } from './paged.ts';
import { NEWEST, type Order } from './query.ts';
import { createKickSounds } from './sounds.ts';

/** A list of saved kicks, and what it is asked by. */
export type KickList<Q = Order> = Paged<Q, SavedKick>;

export interface LibraryState {
  /** The newest few, whatever the lists show. */
  recent: readonly SavedKick[];
  /** What there is to filter by; null until it is known. */
  facets: LibraryFacets | null;
}

export interface Library extends StoreApi<LibraryState> {
  /** What stands beside the screens. */
  column: KickList;
  /** What the Library screen shows. */
  browse: Browse;
  edits: Edits;
  imports: Imports;
  duplicates: Duplicates;
  /** Something changed: whatever shows kicks looks again. */
  refresh(): void;
  /** Keeps a kick that was heard. @returns null when it failed, which the notices tell. */
  save(id: string): Promise<SavedKick | null>;
}

/** What a menu of saved kicks offers. */
const RECENT = 24;

/** @param hear Lets a sound be heard. */
export function createLibrary({ connection: { api, on }, notices, hear }: { connection: Pick<Connection, 'api' | 'on'>; notices: Notices; hear: (sound: Sound) => void }): Library {
  const store = createStore<LibraryState>(() => ({ recent: [], facets: null }));
  const { fail } = notices;
  const column: KickList = createPaged<Order, SavedKick>({ query: {}, run: (query, part) => api.library.list({ ...query, ...part }), fail });
  const browse = createBrowse({ api, fail, sounds: createKickSounds({ api, hear, fail }) });

  const around = createLatest(
    () => Promise.all([api.library.list({ limit: RECENT }), api.library.facets({})]),
    ([recent, facets]) => {
      if (recent.ok) store.setState({ recent: recent.value.items });
      if (facets.ok) store.setState({ facets: facets.value });
      else fail(facets.error);
    },
  );
  const refresh = (): void => {
    column.refresh();
    browse.list.refresh();
    around.ask(undefined);
  };
  const known = (): Map<string, SavedKick> =>
    new Map([column, browse.list].flatMap((list) => [...list.getState().pages.values()].flat()).map((kick) => [kick.id, kick]));

  return {
    ...store,
    column,
    browse,
    edits: createEdits({ api, notices, known, changed: refresh }),
    imports: createImports({
      api, on, notices,
      show: () => { browse.ask({ shelf: { kind: 'imported' }, search: '', filters: {}, sorting: NEWEST }); },
    }),
    duplicates: createDuplicates({ api, on, notices, show: (groups) => { browse.ask({ shelf: { kind: 'duplicates', groups }, search: '', filters: {} }); } }),
    refresh,
    save: async (id) => {
      const result = await api.library.save({ id });
      fail(result.ok ? null : result.error);
      refresh();
      return result.ok ? result.value : null;
    },
  };
}
