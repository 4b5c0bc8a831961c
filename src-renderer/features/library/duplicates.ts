/** Looking for kicks that are copies of each other: how far it is; what was found becomes a shelf. */

import type { StoreApi } from 'zustand/vanilla';
import type { Listen } from '../../../src-preload/contract/events.ts';
import type { SavedKick } from '../../../src-preload/contract/library-kick.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';
import type { Notices } from '../../app/notices.ts';
import { createWork, type WorkState } from './work.ts';

/** Ids of kicks that are copies of each other; the first is the one to keep. */
export type Copies = readonly string[];

export interface Duplicates extends StoreApi<WorkState> {
  find(): Promise<void>;
  cancel(): void;
}

/** @param show Shows what was found. */
export function createDuplicates({ api, on, notices, show }: { api: Pick<Api, 'library'>; on: Listen; notices: Notices; show: (groups: readonly Copies[]) => void }): Duplicates {
  const { run, ...work } = createWork(on, 'duplicates');
  return {
    ...work,
    find: async () => {
      const ended = await run((options) => api.library.duplicates({}, options));
      if (ended === null || ended.stopped) return;
      notices.fail(ended.result.ok ? null : ended.result.error);
      if (ended.result.ok) show(ended.result.value.items.map(({ kicks }) => [...kicks].sort(byWorth).map(({ id }) => id)));
    },
  };
}

/** What somebody chose goes before what nobody did, a better mark before a lesser, and else they stay oldest first. */
export function byWorth(a: SavedKick, b: SavedKick): number {
  return Number(b.favourite) - Number(a.favourite) || b.rating - a.rating;
}

/** The groups as far as their kicks are still `there`; of one that is left alone there is no copy. */
export function remaining(groups: readonly Copies[], there: ReadonlySet<string>): Copies[] {
  return groups.map((ids) => ids.filter((id) => there.has(id))).filter(({ length }) => length > 1);
}
