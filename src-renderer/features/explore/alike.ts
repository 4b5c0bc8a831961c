/** "More like this": kicks around one, at a chosen distance, made one after the other and heard on a click. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';

export const ALIKE = 12;

/** The kick that is varied. */
export interface Centre {
  latent: readonly number[];
  model: string;
  label: string;
}

export interface AlikeKick {
  distance: number;
  /** null until it is made. */
  kick: HeardKick | null;
}

export interface AlikeState {
  centre: Centre | null;
  /** 0 to 1, 1 being how far unrelated kicks lie apart. */
  distance: number;
  items: readonly AlikeKick[];
  seed: number;
}

export interface Alike extends StoreApi<AlikeState> {
  /** Makes kicks around another one; around the same, nothing happens. */
  around(centre: Centre): void;
  setDistance(distance: number): void;
  /** Twelve others at the same distance. */
  again(): void;
}

/** ms after the last move of the slider. */
const REST = 250;

export function createAlike({ api, fail }: { api: Api; fail: (error: ErrorBody | null) => void }): Alike {
  const store = createStore<AlikeState>(() => ({ centre: null, distance: 0.3, items: [], seed: 1 }));
  const { getState, setState } = store;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let call = new AbortController();

  const make = async (): Promise<void> => {
    call.abort();
    call = new AbortController();
    const { signal } = call;
    const unwanted = (): boolean => signal.aborted;
    const { centre, distance, seed } = getState();
    if (centre === null) return;
    const { model } = centre;
    const found = await api.explore.variations({ around: [...centre.latent], count: ALIKE, distance, seed, model }, { signal });
    if (unwanted()) return;
    if (!found.ok) {
      fail(found.error);
      return;
    }
    setState({ items: found.value.items.map(({ distance: told }) => ({ distance: told, kick: null })) });
    for (const [i, { latent }] of found.value.items.entries()) {
      const made = await api.kicks.audition({ base: { latent }, model }, { signal });
      if (unwanted()) return;
      if (!made.ok) {
        fail(made.error);
        return;
      }
      setState(({ items }) => ({ items: items.map((item, at) => (at === i ? { ...item, kick: made.value } : item)) }));
    }
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void make(), REST);
  };

  return {
    ...store,
    around: (centre) => {
      const before = getState().centre;
      if (before?.model === centre.model && before.latent.every((x, i) => x === centre.latent[i])) return;
      setState({ centre, seed: 1 });
      void make();
    },
    setDistance: (distance) => {
      setState({ distance });
      soon();
    },
    again: () => {
      setState(({ seed }) => ({ seed: seed + 1 }));
      void make();
    },
  };
}
