/** Sets of sounds that models are trained on, as the page sees them: which there are, the sounds of the one at hand, what was done to them. It outlives the screen. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Augmentation } from '../../../src-preload/contract/augmentation.ts';
import type { Dataset, DatasetItem, DatasetWork, Hit } from '../../../src-preload/contract/datasets.ts';
import type { FixCode } from '../../../src-preload/contract/faults.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { Input, Output } from '../../../src-preload/contract/verbs.ts';
import type { Notices } from '../../app/notices.ts';
import type { Sound } from '../../audio/looper.ts';
import { grouped } from '../../session/figures.ts';
import { createLatest } from '../../session/latest.ts';
import type { Connection } from '../../transport/connection.ts';
import { createBringing, type Bringing } from './bring.ts';
import { changesFor, heldTo, matching, mended, NOTHING, stepTo, withFix, type Filter, type Reach, type Selection } from './items-view.ts';
import type { Sending } from './send.ts';

type Before = Output<'datasets', 'update'>['before'];

export interface DatasetsState {
  /** The newest first; null before the first answer. */
  datasets: readonly Dataset[] | null;
  /** The set at hand, by its id. */
  chosen: string | null;
  /** All its sounds, and those of them that are shown. */
  items: readonly DatasetItem[];
  filter: Filter;
  shown: readonly DatasetItem[];
  selection: Selection;
  /** The sound that is pictured, as it is or as it is prepared. */
  sound: { item: string; fixed: boolean; heard: Sound } | null;
  /** Whether sounds are heard as they are prepared. */
  fixed: boolean;
  /** Long work under way, on any set; sounds that are being brought have none yet. */
  work: DatasetWork | null;
  /** How far files are sent that are being brought. */
  sending: Sending | null;
  bringing: boolean;
  /** What would undo the latest changes, the last one first to go. */
  undo: readonly (readonly Before[])[];
}

export interface Datasets extends StoreApi<DatasetsState>, Omit<Bringing, 'check'> {
  /** Asks which sets there are, and for the sounds of the one at hand. */
  refresh(): void;
  choose(id: string): void;
  /** Looks the set at hand over for faults, again where it was. */
  check(): Promise<void>;
  show(filter: Filter): void;
  /** Goes to a shown sound, which is heard. */
  go(index: number, reach: Reach): void;
  selectAll(): void;
  hear(): void;
  hearFixed(fixed: boolean): void;
  /** Lets the sound that is looked at be heard in a variation, or else the first that a training takes; another one each time. */
  hearVaried(amounts: Augmentation): void;
  /** Where a recording would be cut; none where that failed, which is told. */
  findHits(id: string, settings: { sensitivity: number; minGapMs: number }): Promise<readonly Hit[]>;
  /** Puts the hits of a recording in its place. */
  split(id: string, hits: readonly Hit[]): Promise<void>;
  /** Puts a recording back in the place of its hits. */
  join(id: string): Promise<void>;
  change(ids: readonly string[], change: { used?: boolean; label?: string | null }): Promise<void>;
  fix(ids: readonly string[], fix: FixCode, on: boolean): Promise<void>;
  /** Puts on all fixes that help. */
  mend(ids: readonly string[]): Promise<void>;
  /** Takes the latest change back. */
  undoLast(): Promise<void>;
  /** Tells something of the set at hand. Sounds that were looked over are so again once they are others: a fault of a kick may be none of a snare. */
  describe(about: Omit<Input<'datasets', 'describe'>, 'id'>): Promise<void>;
  /** Forgets a set, which can be undone. */
  forget(dataset: Pick<Dataset, 'id' | 'name'>): Promise<void>;
}

/** Items that are asked for at a time. */
const PAGE = 10_000;
/** Changes that can be taken back. */
const UNDO_KEPT = 50;

export interface DatasetsDeps {
  connection: Pick<Connection, 'api' | 'on'>;
  notices: Pick<Notices, 'fail' | 'tell' | 'dismiss'>;
  hear: (sound: Sound) => void;
}

export function createDatasets({ connection: { api, on }, notices, hear }: DatasetsDeps): Datasets {
  const store = createStore<DatasetsState>(() => ({
    datasets: null, chosen: null, items: [], shown: [], filter: {}, selection: NOTHING, sound: null, undo: [], fixed: false, work: null, sending: null, bringing: false,
  }));
  const { getState, setState } = store;

  /** The value, or null where it failed, which is told. */
  const told = <T>(result: Result<T>): T | null => {
    notices.fail(result.ok ? null : result.error);
    return result.ok ? result.value : null;
  };

  const arrange = (items: readonly DatasetItem[], filter: Filter): void => {
    const before = getState();
    const shown = matching(items, filter);
    setState({ items, filter, shown, selection: heldTo(shown, before.selection, before.shown) });
    picture.look();
  };

  const loadItems = async (id: string): Promise<Result<DatasetItem[]>> => {
    const items: DatasetItem[] = [];
    for (;;) {
      const page = await api.datasets.items({ id, offset: items.length, limit: PAGE });
      if (!page.ok) return page;
      items.push(...page.value.items);
      if (items.length >= page.value.total || page.value.items.length === 0) return { ok: true, value: items };
    }
  };
  const listing = createLatest(
    async () => {
      const list = await api.datasets.list({});
      if (!list.ok) return list;
      const { datasets } = list.value;
      const { chosen } = getState();
      const id = datasets.some((each) => each.id === chosen) ? chosen : (datasets.at(0)?.id ?? null);
      const items = id === null ? { ok: true as const, value: [] } : await loadItems(id);
      return items.ok ? { ok: true as const, value: { datasets, id, items: items.value, failed: list.value.failed } } : items;
    },
    (result) => {
      if (!result.ok) {
        notices.fail(result.error);
        return;
      }
      const { datasets, id, items, failed } = result.value;
      const { chosen, filter } = getState();
      // Another was chosen meanwhile; its own answer comes.
      if (chosen !== null && chosen !== id && datasets.some((each) => each.id === chosen)) {
        setState({ datasets });
        return;
      }
      setState({ datasets, chosen: id });
      arrange(items, chosen === id ? filter : {});
      if (failed.length > 0) notices.fail(failed[0].error);
    },
  );

  /** Counts the variations that were heard: each has a seed of its own. */
  let variation = 0;
  const varied = createLatest(
    (asked: Input<'datasets', 'vary'>) => api.datasets.vary(asked),
    (result) => {
      const heard = told(result);
      if (heard !== null) hear(heard);
    },
  );

  const picture = createPicture();
  function createPicture() {
    const latest = createLatest(
      ({ id, item, fixed }: { id: string; item: string; fixed: boolean; aloud: boolean }) => api.datasets.hear({ id, item, fixed }),
      (result, { item, fixed, aloud }) => {
        const heard = told(result);
        if (heard === null) return;
        setState({ sound: { item, fixed, heard } });
        if (aloud) hear(heard);
      },
    );
    return {
      /** Fetches the sound that is looked at, unless it is there; where none is looked at, none is pictured. */
      look: (aloud = false): void => {
        const { chosen, selection: { active }, fixed, sound, items } = getState();
        if (chosen === null || active === null) {
          latest.forget();
          setState({ sound: null });
          return;
        }
        if (sound?.item === active && sound.fixed === fixed) {
          if (aloud) hear(sound.heard);
          return;
        }
        // There is nothing to be heard of what cannot be read.
        if (items.some(({ id, faults }) => id === active && faults.includes('unreadable'))) setState({ sound: null });
        else latest.ask({ id: chosen, item: active, fixed, aloud });
      },
      /** What is heard as it is prepared is another sound now. */
      renew: (): void => {
        if (getState().sound?.fixed === true) setState({ sound: null });
        picture.look();
      },
    };
  }

  /** Keeps what undoes a change, and asks anew. */
  const changed = (before: readonly Before[]): void => {
    setState(({ undo }) => ({ undo: [...undo, before].slice(-UNDO_KEPT) }));
    listing.ask(undefined);
    picture.renew();
  };
  const refix = async (ids: readonly string[], fixesOf: (item: DatasetItem) => readonly FixCode[]): Promise<void> => {
    const { chosen, items } = getState();
    if (chosen === null) return;
    const meant = new Set(ids);
    const before: Before[] = [];
    for (const group of changesFor(items.filter(({ id }) => meant.has(id)), fixesOf)) {
      const done = told(await api.datasets.update({ id: chosen, items: group.ids, fixes: group.fixes }));
      if (done === null) break;
      before.unshift(done.before);
    }
    if (before.length > 0) changed(before);
  };
  const open = (id: string): void => {
    if (id !== getState().chosen) setState({ chosen: id, items: [], shown: [], filter: {}, selection: NOTHING, sound: null, undo: [] });
  };
  const bringing = createBringing({ api: api.datasets, store, notices, open, refresh: () => { listing.ask(undefined); } });
  on('datasetsChanged', () => {
    // Before the screen was ever opened nobody looks.
    if (getState().datasets !== null) listing.ask(undefined);
  });
  on('datasetWork', (work) => { setState({ work: work.running ? work : null }); });

  return {
    ...store,
    refresh: () => { listing.ask(undefined); },
    choose: (id) => {
      if (id === getState().chosen) return;
      open(id);
      listing.ask(undefined);
    },
    bring: bringing.bring,
    send: bringing.send,
    check: async () => {
      const dataset = chosenOf(getState());
      if (dataset !== null && !getState().bringing) await bringing.check(dataset.id, isChecked(dataset));
    },
    stop: bringing.stop,
    show: (filter) => { arrange(getState().items, filter); },
    go: (index, reach) => {
      const { shown, selection } = getState();
      setState({ selection: stepTo(shown, selection, index, reach) });
      picture.look(true);
    },
    selectAll: () => {
      setState(({ shown, selection }) => ({ selection: { ...selection, selected: new Set(shown.map(({ id }) => id)) } }));
    },
    hear: () => { picture.look(true); },
    hearFixed: (fixed) => {
      setState({ fixed });
      picture.look(true);
    },
    hearVaried: (amounts) => {
      const { chosen, selection: { active }, items } = getState();
      const item = active ?? items.find(({ used }) => used)?.id;
      if (chosen === null || item === undefined) return;
      variation += 1;
      varied.ask({ id: chosen, item, amounts, seed: variation });
    },
    findHits: async (id, settings) => {
      const { chosen } = getState();
      const found = chosen === null ? null : told(await api.datasets.cut({ id: chosen, item: id, settings }));
      return found?.hits.map(({ from, to }) => ({ from, to })) ?? [];
    },
    split: async (id, hits) => {
      const { chosen } = getState();
      if (chosen === null) return;
      const cut = told(await api.datasets.split({ id: chosen, item: id, hits: [...hits] }));
      if (cut === null) return;
      listing.ask(undefined);
      notices.tell({ text: `Cut into ${grouped(cut.items.length)} ${cut.items.length === 1 ? 'hit' : 'hits'}` });
    },
    join: async (id) => {
      const { chosen } = getState();
      if (chosen !== null && told(await api.datasets.join({ id: chosen, item: id })) !== null) listing.ask(undefined);
    },
    change: async (ids, change) => {
      const { chosen } = getState();
      if (chosen === null || ids.length === 0) return;
      const done = told(await api.datasets.update({ id: chosen, items: [...ids], ...change }));
      if (done !== null) changed([done.before]);
    },
    fix: (ids, fix, on) => refix(ids, ({ fixes }) => withFix(fixes, fix, on)),
    mend: (ids) => refix(ids, mended),
    undoLast: async () => {
      const { chosen, undo } = getState();
      const last = undo.at(-1);
      if (chosen === null || last === undefined) return;
      setState({ undo: undo.slice(0, -1) });
      for (const before of last) if (told(await api.datasets.restore({ id: chosen, before })) === null) break;
      listing.ask(undefined);
      picture.renew();
    },
    describe: async (about) => {
      const before = chosenOf(getState());
      if (before === null) return;
      const { id, counts } = before;
      const after = told(await api.datasets.describe({ id, ...about }));
      if (after !== null && after.counts.checked < counts.checked) await bringing.check(id);
      else listing.ask(undefined);
    },
    forget: async ({ id, name }) => {
      const putBack = async (): Promise<void> => {
        if (told(await api.datasets.putBack({ id })) === null) return;
        notices.dismiss();
        open(id);
        listing.ask(undefined);
      };
      if (told(await api.datasets.remove({ id })) === null) return;
      listing.ask(undefined);
      notices.tell({ text: `${name} is forgotten`, action: { label: 'Undo', run: () => void putBack() } });
    },
  };
}

/** Whether every sound of a set was looked over. */
export const isChecked = ({ counts }: Dataset): boolean => counts.checked === counts.items;

/** The set at hand, where it is known. */
export const chosenOf = ({ datasets, chosen }: DatasetsState): Dataset | null => datasets?.find(({ id }) => id === chosen) ?? null;
