/** Importing files of the user's: one import at a time, how far it is, and what came of it. It outlives the screen. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Listen } from '../../../src-preload/contract/events.ts';
import type { Api, Output } from '../../../src-preload/contract/verbs.ts';
import type { Notices } from '../../app/notices.ts';
import { grouped } from '../../session/figures.ts';

export interface ImportsState {
  running: boolean;
  /** Files that are dealt with, and how many there are: 0 until they are counted. */
  done: number;
  total: number;
}

export interface Imports extends StoreApi<ImportsState> {
  /** @param paths Files and folders of this machine. */
  start(paths: readonly string[]): Promise<void>;
  /** Stops after the file under way; what came in stays. */
  cancel(): void;
}

const RESTING: ImportsState = { running: false, done: 0, total: 0 };

/** @param show Shows what was imported. */
export function createImports({ api, on, notices, show }: { api: Pick<Api, 'library'>; on: Listen; notices: Notices; show: () => void }): Imports {
  const store = createStore<ImportsState>(() => RESTING);
  let abort = new AbortController();
  return {
    ...store,
    start: async (paths) => {
      if (store.getState().running) return;
      abort = new AbortController();
      store.setState({ ...RESTING, running: true });
      const stop = on('libraryWork', ({ job, done, total }) => { if (job === 'import') store.setState({ done, total }); });
      const result = await api.library.import({ paths: [...paths] }, { signal: abort.signal });
      stop();
      store.setState(RESTING);
      if (result.ok) notices.tell({ text: outcome(result.value), action: { label: 'Show', run: () => { notices.dismiss(); show(); } } });
      // Stopped by hand is no failure.
      else if (abort.signal.aborted) notices.tell({ text: 'The import was stopped; what came in stays' });
      else notices.fail(result.error);
    },
    cancel: () => { abort.abort(); },
  };
}

/** What came of an import, in a sentence. */
export function outcome({ items, unchanged }: Output<'library', 'import'>): string {
  const failed = items.filter((item) => 'error' in item);
  const parts = [`Imported ${sounds(items.length - failed.length)}`];
  if (unchanged > 0) parts.push(`${grouped(unchanged)} known already`);
  const [first] = failed;
  if (failed.length === 1) parts.push(`not ${first.file}: ${first.error.message}`);
  else if (failed.length > 1) parts.push(`not ${sounds(failed.length)}, such as ${first.file}: ${first.error.message}`);
  return parts.join('; ');
}

const sounds = (count: number): string => `${grouped(count)} ${count === 1 ? 'sound' : 'sounds'}`;
