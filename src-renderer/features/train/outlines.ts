/** Outlines of sounds for a list: fetched one after the other as far as they are looked at, the latest looked at first, and kept. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Result } from '../../../src-preload/contract/result.ts';

/** What is outlined: `content` names what is to be heard, the same in whichever set it is. */
export interface Outlined {
  dataset: string;
  item: string;
  content: string;
}

export interface Outlines extends StoreApi<ReadonlyMap<string, readonly number[]>> {
  /** Says which sounds are in sight; those that no longer are, are not fetched. */
  look(sounds: readonly Outlined[]): void;
}

/** Some 2 KiB each. */
const KEPT = 4096;

/** @param outline What is drawn of a sound's samples. */
export function createOutlines({ hear, outline }: {
  hear: (sound: Outlined) => Promise<Result<{ samples: Float32Array }>>;
  outline: (samples: Float32Array) => readonly number[];
}): Outlines {
  const store = createStore<ReadonlyMap<string, readonly number[]>>(() => new Map());
  let wanted: readonly Outlined[] = [];
  let busy = false;
  /** What could not be heard is not asked for again. */
  const failed = new Set<string>();

  const pump = async (): Promise<void> => {
    busy = true;
    for (;;) {
      const next = wanted.find(({ content }) => !store.getState().has(content) && !failed.has(content));
      if (next === undefined) break;
      const result = await hear(next);
      if (!result.ok) failed.add(next.content);
      else {
        const known = new Map(store.getState()).set(next.content, outline(result.value.samples));
        for (const oldest of [...known.keys()].slice(0, -KEPT)) known.delete(oldest);
        store.setState(known, true);
      }
    }
    busy = false;
  };
  return {
    ...store,
    look: (sounds) => {
      wanted = sounds;
      if (!busy) void pump();
    },
  };
}
