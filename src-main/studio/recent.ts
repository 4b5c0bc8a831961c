/** The latest kicks that were heard, by id, so that what is saved is exactly that sound. */

import { randomUUID } from 'node:crypto';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { KickFacts } from '../library/library.ts';

/** All that is needed to write a kick to a file or to keep it in the library. */
export interface RecentKick {
  facts: KickFacts;
  samples: Float32Array;
  /** Name of its file. */
  fileName: string;
}

/** Each is 257 KiB at most: 128 MiB in all. A page's history of undo fits, and the longest strip of a morph beside it. */
const KEPT = 512;

export interface RecentKicks {
  /** Keeps a kick and forgets the oldest; returns its id. */
  keep(kick: RecentKick): string;
  /** @throws KICK_GONE */
  take(id: string): RecentKick;
  forget(id: string): void;
}

export function createRecentKicks(): RecentKicks {
  const kept = new Map<string, RecentKick>();
  return {
    keep: (kick) => {
      const id = randomUUID();
      kept.set(id, kick);
      const [oldest] = kept.keys();
      if (kept.size > KEPT) kept.delete(oldest);
      return id;
    },
    take: (id) => {
      const kick = kept.get(id);
      if (kick === undefined) throw new KicklabError('KICK_GONE', { id });
      return kick;
    },
    forget: (id) => { kept.delete(id); },
  };
}
