/** The latest kicks that were heard, by id, so that what is saved is exactly that sound. */

import { randomUUID } from 'node:crypto';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { HeardKick } from '../../src-preload/contract/kicks.ts';
import type { KickFacts } from '../library/library.ts';
import { aboutKick, fileNameOfKick, heardOf } from './made.ts';
import type { Origin } from './origins.ts';
import { exportWav, type WavAsked } from './wav.ts';

/** All that is needed to write a kick to a file or to keep it in the library. */
export interface RecentKick {
  facts: KickFacts;
  origin: Origin;
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

/** A kick as it is heard, from now on one of the latest. @param known what only the engine knows of it */
export function keepKick(recent: RecentKicks, { facts, origin, samples }: Omit<RecentKick, 'fileName'>, known?: Partial<HeardKick>): HeardKick {
  return { ...heardOf(facts, samples), ...known, id: recent.keep({ facts, origin, samples, fileName: fileNameOfKick(facts, origin) }) };
}

/** The file of a kick that was heard. */
export function recentWav({ facts, origin, samples, fileName }: RecentKick, asked: WavAsked): Uint8Array {
  return exportWav({ samples, sampleRate: facts.sampleRate }, asked, aboutKick(facts, origin, fileName)).bytes;
}
