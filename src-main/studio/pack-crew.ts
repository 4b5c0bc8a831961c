/** Engine processes that work for one pack, so that it neither waits for what plays nor delays it. */

import { availableParallelism } from 'node:os';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Engine } from '../engine/client.ts';

export interface Crew {
  /** Any of the engines. */
  readonly one: Engine;
  /** Does `work` for each item, on all engines at once, beginning in the items' order. @throws CANCELLED, what `work` throws first */
  each<T>(items: readonly T[], work: (item: T, engine: Engine) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** More engines than that are held back by the one process that writes. */
const MOST = 2;
/** Kicks that are worth the start of another engine. */
const WORTH_ANOTHER = 60;
/** Two calls each, so that an engine works on one while this process keeps the other. */
const LANES = 2;

/** @param kicks About how many are to be made. */
export function createCrew(startEngine: () => Engine, kicks: number, signal: AbortSignal): Crew {
  const count = Math.max(1, Math.min(MOST, availableParallelism(), Math.ceil(kicks / WORTH_ANOTHER)));
  const engines = Array.from({ length: count }, startEngine);
  return {
    one: engines[0],
    each: async (items, work) => {
      let next = 0;
      let stopped = false;
      const lane = async (engine: Engine): Promise<void> => {
        while (next < items.length && !stopped) {
          try {
            if (signal.aborted) throw new KicklabError('CANCELLED', { what: 'pack' });
            await work(items[next++], engine);
          } catch (thrown) {
            stopped = true;
            throw thrown;
          }
        }
      };
      const outcomes = await Promise.allSettled(engines.flatMap((engine) => Array.from({ length: LANES }, () => lane(engine))));
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
    close: async () => { await Promise.all(engines.map((engine) => engine.close())); },
  };
}
