/** The latest kicks that were heard, by id, so that what is saved is exactly that sound. */

import { randomUUID } from 'node:crypto';
import { KicklabError } from '../../src-preload/contract/errors.ts';

export interface HeardKick {
  name: string;
  samples: Float32Array;
  sampleRate: number;
}

/** Each is 256 KiB of samples at most: 16 MiB in all. */
const KEPT = 64;

export interface RecentKicks {
  /** Keeps a kick and forgets the oldest; returns its id. */
  keep(kick: HeardKick): string;
  /** @throws KICK_GONE */
  take(id: string): HeardKick;
}

export function createRecentKicks(): RecentKicks {
  const kept = new Map<string, HeardKick>();
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
  };
}
