/**
 * Steps of the history on disk, each with its samples, in the browser's own database. What cannot
 * be read or written there is as good as not kept: the session goes on without.
 */

import type { Step } from './session.ts';

/** The steps that are kept, oldest first, by key, and which was at hand. */
export interface Kept {
  keys: readonly string[];
  at: number;
}

export interface StepStore {
  /** @returns null where nothing is kept. */
  read(): Promise<{ steps: { key: string; step: Step }[]; at: number } | null>;
  /** Keeps `kept`; `fresh` are those of its steps that were not kept before. All others are forgotten. */
  write(kept: Kept, fresh: ReadonlyMap<string, Step>): Promise<void>;
}

const DATABASE = 'kicklab-history';
/** Another one when a Step changes its shape; those of before are forgotten. */
const VERSION = 1;
const STEPS = 'steps';
/** Holds the one record `order`, a Kept. */
const ORDER = 'order';

export function createStepStore(): StepStore {
  let opened: Promise<IDBDatabase> | null = null;
  const database = (): Promise<IDBDatabase> => (opened ??= open());
  return {
    read: async () => {
      try {
        const transaction = (await database()).transaction([STEPS, ORDER], 'readonly');
        const kept = await answer(transaction.objectStore(ORDER).get(ORDER) as IDBRequest<Kept | undefined>);
        if (kept === undefined) return null;
        const all = transaction.objectStore(STEPS);
        const steps = await Promise.all(kept.keys.map(async (key) => ({ key, step: await answer(all.get(key) as IDBRequest<Step | undefined>) })));
        // Another window may have forgotten some.
        const there = steps.filter((each): each is { key: string; step: Step } => each.step !== undefined);
        const at = there.findIndex(({ key }) => key === kept.keys[kept.at]);
        return there.length === 0 ? null : { steps: there, at: at < 0 ? there.length - 1 : at };
      } catch {
        return null;
      }
    },
    write: async (kept, fresh) => {
      try {
        const transaction = (await database()).transaction([STEPS, ORDER], 'readwrite');
        const all = transaction.objectStore(STEPS);
        for (const [key, step] of fresh) all.put(step, key);
        transaction.objectStore(ORDER).put(kept, ORDER);
        const keys = await answer(all.getAllKeys());
        for (const key of keys) if (!kept.keys.includes(key as string)) all.delete(key);
      } catch {
        // A full disk, or a window that keeps nothing: the next start begins anew.
      }
    },
  };
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, VERSION);
  request.onupgradeneeded = () => {
    const { result: database } = request;
    for (const store of database.objectStoreNames) database.deleteObjectStore(store);
    for (const store of [STEPS, ORDER]) database.createObjectStore(store);
  };
  const database = await answer(request);
  // A window of another version, or somebody who deletes it, does not have to wait for this one.
  database.onversionchange = () => { database.close(); };
  return database;
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error('the database does not answer')); };
  });
}
