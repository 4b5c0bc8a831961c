/** The Library screen's list: what it shows, which kicks are selected, and where the keys are. It outlives the screen. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { persist } from 'zustand/middleware';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { SavedKick } from '../../../src-preload/contract/library-kick.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';
import type { KickList } from './library.ts';
import { createPaged, PAGE, rowAt } from './paged.ts';
import { remaining, type Copies } from './duplicates.ts';
import { isPart, NEWEST, orderOf, type Asked } from './query.ts';
import type { KickSounds } from './sounds.ts';

export type View = 'cards' | 'rows';

export interface BrowseState {
  selected: ReadonlySet<string>;
  /** Where the keys are, and the kick there as far as it is known; -1 is nowhere. */
  active: number;
  activeId: string | null;
  /** Where a range begins that Shift extends. */
  anchor: number;
  view: View;
  /** Of kicks that are copies of each other, the first of each group. */
  heads: ReadonlySet<string>;
  /** Whether what is known of a kick stands beside the list. */
  details: boolean;
}

/** What a press or a key does to the selection: that kick alone; it too, or no longer; all from the anchor to it; nothing. */
export type Reach = 'only' | 'toggle' | 'range' | 'none';

export interface Browse extends StoreApi<BrowseState> {
  list: KickList<Asked>;
  /** Shows something else; nothing is selected then. */
  ask(change: Partial<Asked>): void;
  /** Goes to a kick, and lets it be heard unless `silent`. */
  go(index: number, reach: Reach, silent?: boolean): void;
  selectAll(): Promise<void>;
  /** Selects all copies but the one of each group that is to be kept. */
  selectCopies(): Promise<void>;
  clear(): void;
  /** Hears the kick where the keys are. */
  hear(): void;
  /** What an action is for: what is selected, else the kick where the keys are. */
  targets(): readonly string[];
  /** The kicks that stand at the place of `gone`, once they are. */
  moveOn(gone: readonly string[]): void;
  show(change: Partial<Pick<BrowseState, 'view' | 'details'>>): void;
}

/** Of kicks that are like one. */
const LIKE = 200;

export function createBrowse({ api, fail, sounds }: { api: Api; fail: (error: ErrorBody | null) => void; sounds: KickSounds }): Browse {
  const store = createStore<BrowseState>()(
    persist<BrowseState, [], [], Pick<BrowseState, 'view' | 'details'>>(
      () => ({ selected: new Set(), active: -1, activeId: null, anchor: 0, heads: new Set(), view: 'rows', details: true }),
      { name: 'kicklab-library', partialize: ({ view, details }) => ({ view, details }) },
    ),
  );
  const { getState } = store;
  const setState = (change: Partial<BrowseState> | ((state: BrowseState) => Partial<BrowseState>)): void => { store.setState(change); };

  /** A kick, and those that are most like it: one answer, whole. */
  const alike = async (id: string): Promise<Result<SavedKick[]>> => {
    const [info, similar] = await Promise.all([api.library.info({ id }), api.library.similar({ like: { id }, limit: LIKE })]);
    if (!info.ok) return info;
    return similar.ok ? { ok: true, value: [info.value.saved, ...similar.value.items] } : similar;
  };
  /** The groups of copies as they are by now. */
  const copies = async (groups: readonly Copies[]): Promise<Result<Copies[]>> =>
    mapped(await api.library.ids({ ids: groups.flat() }), ({ items }) => remaining(groups, new Set(items)));
  /** Kicks by their ids, in that order. */
  const kicksOf = async (ids: readonly string[]): Promise<Result<SavedKick[]>> => {
    if (ids.length === 0) return { ok: true, value: [] };
    return mapped(await api.library.list({ ids: [...ids], limit: ids.length }), ({ items }) => {
      const known = new Map(items.map((kick) => [kick.id, kick]));
      return ids.flatMap((id) => known.get(id) ?? []);
    });
  };
  const list = createPaged<Asked, SavedKick>({
    query: { shelf: { kind: 'all' }, search: '', filters: {}, sorting: NEWEST },
    run: async (asked, { offset, limit }) => {
      const { shelf } = asked;
      if (isPart(shelf)) return api.library.list({ ...orderOf({ ...asked, shelf }), offset, limit });
      if (shelf.kind === 'like') {
        return mapped(await alike(shelf.kick.id), (kicks) => ({ items: kicks.slice(offset, offset + limit), total: kicks.length }));
      }
      const groups = await copies(shelf.groups);
      if (!groups.ok) return groups;
      setState({ heads: new Set(groups.value.map(([first]) => first)) });
      const ids = groups.value.flat();
      return mapped(await kicksOf(ids.slice(offset, offset + limit)), (items) => ({ items, total: ids.length }));
    },
    fail,
  });
  const at = (index: number): SavedKick | undefined => rowAt(list.getState(), index);

  /** The ids of every kick of the list, in its order. */
  const idsOf = async (asked: Asked): Promise<readonly string[]> => {
    const { shelf } = asked;
    const result: Result<readonly string[]> = isPart(shelf)
      ? mapped(await api.library.ids(orderOf({ ...asked, shelf })), ({ items }) => items)
      : shelf.kind === 'like'
        ? mapped(await alike(shelf.kick.id), (kicks) => kicks.map(({ id }) => id))
        : mapped(await copies(shelf.groups), (groups) => groups.flat());
    fail(result.ok ? null : result.error);
    return result.ok ? result.value : [];
  };

  /** What is to be done at a row that is not known yet. */
  let awaited: { index: number; reach: Reach; silent: boolean; not: ReadonlySet<string> } | null = null;

  const range = async (from: number, to: number): Promise<void> => {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    const rows = Array.from({ length: last - first + 1 }, (_, i) => at(first + i)?.id);
    const ids = rows.every((id) => id !== undefined) ? rows : (await idsOf(list.getState().query)).slice(first, last + 1);
    // The hand may be elsewhere by now.
    if (getState().active === to) setState({ selected: new Set(ids) });
  };
  /** Does at a known row what was asked for there. */
  const arrive = (index: number, { id }: SavedKick, reach: Reach, silent: boolean): void => {
    setState({ activeId: id });
    if (reach === 'only') setState({ selected: new Set([id]), anchor: index });
    if (reach === 'toggle') {
      setState(({ selected }) => {
        const next = new Set(selected);
        if (!next.delete(id)) next.add(id);
        return { selected: next, anchor: index };
      });
    }
    if (!silent) sounds.hear(id);
  };
  const go = (index: number, reach: Reach, silent = false): void => {
    const { total } = list.getState();
    const to = Math.max(0, Math.min(index, total - 1));
    if (total === 0) return;
    const { anchor } = getState();
    setState({ active: to });
    awaited = null;
    if (reach === 'range') void range(anchor, to);
    const kick = at(to);
    if (kick === undefined) awaited = { index: to, reach, silent, not: new Set() };
    else arrive(to, kick, reach, silent);
  };

  list.subscribe((state, before) => {
    if (state.answered !== before.answered) {
      setState({ selected: new Set(), active: -1, activeId: null, anchor: 0 });
      awaited = null;
      return;
    }
    const kick = awaited === null ? undefined : at(Math.min(awaited.index, state.total - 1));
    if (awaited !== null && kick !== undefined && !awaited.not.has(kick.id)) {
      const { index, reach, silent } = awaited;
      awaited = null;
      const to = Math.min(index, state.total - 1);
      setState({ active: to });
      arrive(to, kick, reach, silent);
      return;
    }
    // Kicks that came or went above the one where the keys are move it.
    const { active, activeId } = getState();
    if (activeId === null || at(active)?.id === activeId) return;
    for (const [page, items] of state.pages) {
      const found = items.findIndex(({ id }) => id === activeId);
      if (found >= 0) setState({ active: page * PAGE + found });
    }
  });

  return {
    ...store,
    list,
    ask: (change) => {
      sounds.leave();
      list.ask({ ...list.getState().query, ...change });
    },
    go,
    selectAll: async () => {
      const { query } = list.getState();
      const ids = await idsOf(query);
      if (list.getState().query === query) setState({ selected: new Set(ids) });
    },
    selectCopies: async () => {
      const { query } = list.getState();
      if (query.shelf.kind !== 'duplicates') return;
      const groups = await copies(query.shelf.groups);
      fail(groups.ok ? null : groups.error);
      if (groups.ok && list.getState().query === query) setState({ selected: new Set(groups.value.flatMap(([, ...others]) => others)) });
    },
    clear: () => { setState({ selected: new Set() }); },
    hear: () => {
      const { activeId } = getState();
      if (activeId !== null) sounds.hear(activeId);
    },
    targets: () => {
      const { selected, activeId } = getState();
      return selected.size > 0 ? [...selected] : activeId === null ? [] : [activeId];
    },
    moveOn: (gone) => {
      const { active } = getState();
      setState({ selected: new Set() });
      const index = Math.max(0, active);
      awaited = { index, reach: 'only', silent: false, not: new Set(gone) };
    },
    show: (change) => { setState(change); },
  };
}

function mapped<T, U>(result: Result<T>, to: (value: T) => U): Result<U> {
  return result.ok ? { ok: true, value: to(result.value) } : result;
}
