/** A long job of the library that the page begins: one at a time, how far it is, and how to stop it. It outlives the screen. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Listen } from '../../../src-preload/contract/events.ts';
import type { LibraryJob } from '../../../src-preload/contract/library-files.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { CallOptions } from '../../../src-preload/contract/verbs.ts';

export interface WorkState {
  running: boolean;
  /** What is dealt with, and how much there is: 0 until it is counted. */
  done: number;
  total: number;
}

export interface Work extends StoreApi<WorkState> {
  /** Does the job; null where it is under way already. `stopped`: it was ended by hand, which is no failure. */
  run: <T>(job: (options: CallOptions) => Promise<Result<T>>) => Promise<{ result: Result<T>; stopped: boolean } | null>;
  cancel: () => void;
}

const RESTING: WorkState = { running: false, done: 0, total: 0 };

export function createWork(on: Listen, name: LibraryJob): Work {
  const store = createStore<WorkState>(() => RESTING);
  let abort = new AbortController();
  return {
    ...store,
    run: async (job) => {
      if (store.getState().running) return null;
      const { signal } = (abort = new AbortController());
      store.setState({ ...RESTING, running: true });
      const stop = on('libraryWork', ({ job: told, done, total }) => { if (told === name) store.setState({ done, total }); });
      const result = await job({ signal });
      stop();
      store.setState(RESTING);
      return { result, stopped: !result.ok && signal.aborted };
    },
    cancel: () => { abort.abort(); },
  };
}
