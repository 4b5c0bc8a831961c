/** Many kicks into a folder: in parts, so that it can be told how far it is, and be stopped after any of them. It outlives the screen. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { Api, Input } from '../../../src-preload/contract/verbs.ts';

export type PackAsked = Omit<Input<'kicks', 'generate'>, 'first' | 'latent'> & { count: number };

export interface PackRun {
  state: 'running' | 'done' | 'stopped';
  out: string;
  count: number;
  /** How many were tried, and those of them that failed. */
  made: number;
  failed: readonly { file: string; error: ErrorBody }[];
}

export interface PacksState {
  run: PackRun | null;
  /** Ids of saved kicks that the next pack is to be made of; none where it is made of new ones. */
  selection: readonly string[];
}

export interface Packs extends StoreApi<PacksState> {
  make(asked: PackAsked): Promise<void>;
  /** Stops after the part under way; what was written stays. */
  stop(): void;
  /** Saved kicks for the next pack, by their ids in the library; the screen is the caller's to open. */
  chooseSelection(ids: readonly string[]): void;
}

/** Kicks to a part: less than a second of a slow machine, and many times what a call costs. */
const PART = 8;

export function createPacks({ api, fail }: { api: Pick<Api, 'kicks'>; fail: (error: ErrorBody | null) => void }): Packs {
  const store = createStore<PacksState>(() => ({ run: null, selection: [] }));
  let abort = new AbortController();
  return {
    ...store,
    make: async ({ count, ...asked }) => {
      abort = new AbortController();
      const { signal } = abort;
      let run: PackRun = { state: 'running', out: asked.out, count, made: 0, failed: [] };
      store.setState({ run });
      while (run.made < count && !signal.aborted) {
        const part = await api.kicks.generate({ ...asked, first: run.made + 1, count: Math.min(PART, count - run.made) }, { signal });
        if (!part.ok) {
          // Stopped by hand, meanwhile, is no failure.
          if (!(signal.aborted as boolean)) fail(part.error);
          break;
        }
        fail(null);
        const { items } = part.value;
        run = { ...run, made: run.made + items.length, failed: [...run.failed, ...items.filter((item) => 'error' in item)] };
        store.setState({ run });
      }
      store.setState({ run: { ...run, state: run.made === count ? 'done' : 'stopped' } });
    },
    stop: () => { abort.abort(); },
    chooseSelection: (selection) => { store.setState({ selection }); },
  };
}
