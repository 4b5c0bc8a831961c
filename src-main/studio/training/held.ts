/** A run that this process has in hand, from the queue to its end: its record, its lock, and how it is stopped. */

import type { Engine } from '../../engine/client.ts';
import type { TrainProgress, TrainResult } from '../../engine/protocol.ts';
import type { RunLock } from './lock.ts';
import type { RunFiles, RunRecord } from './run-file.ts';
import { work } from './worker.ts';

/** How a run that was stopped on purpose stands afterwards. */
export type Stop = 'paused' | 'cancelled' | 'interrupted';

export interface Held {
  readonly run: RunRecord;
  /** Settles with what came of it; a run that was stopped resolves with `stopped: 'cancelled'`. */
  readonly ended: Promise<TrainResult>;
  /** Trains until its end; rejects with what failed. */
  begin(trainer: Engine, onProgress: (progress: TrainProgress) => void): Promise<TrainResult>;
  /** Asks for its end after the step under way. */
  stop(how: Stop): void;
  /** Ends it at once, its trainer too: what it did since its last checkpoint is done again. */
  kill(): Promise<void>;
  /** Ends one that did not begin. */
  leave(how: Stop): Promise<void>;
}

/** How often progress is kept, so that other processes can tell it, ms. */
const KEEP_MS = 2000;

/** @param changed Told when its state became another. */
export function holdRun(first: RunRecord, lock: RunLock, files: RunFiles, changed: () => void): Held {
  let run = first;
  let how: Stop = 'cancelled';
  let trainer: Engine | null = null;
  let written: Promise<void> = Promise.resolve();
  const abort = new AbortController();
  const ended = Promise.withResolvers<TrainResult>();
  // Whoever waits for it hears of a failure; the others read the record.
  ended.promise.catch(() => undefined);

  /** Changes are written one after the other. @throws DISK_FULL, OUTPUT_UNWRITABLE */
  const become = async (part: Partial<RunRecord>): Promise<void> => {
    const other = part.state !== undefined && part.state !== run.state;
    run = { ...run, ...part, ...(other ? { changed: new Date().toISOString() } : {}) };
    const now = run;
    const writing = written.then(() => files.write(now));
    written = writing.catch(() => undefined);
    await writing;
    if (other) changed();
  };

  /** Once its trainer is gone, another may have it. */
  const letGo = async (): Promise<void> => {
    await trainer?.close();
    lock.release();
  };

  return {
    get run() { return run; },
    ended: ended.promise,
    begin: async (engine, onProgress) => {
      trainer = engine;
      const before = run.seconds;
      const began = Date.now();
      let kept = began;
      const spent = (): { seconds: number } => ({ seconds: before + (Date.now() - began) / 1000 });
      const follow = (progress: TrainProgress): void => {
        const state = progress.phase === 'prepare' || progress.phase === 'pca' ? 'preparing' : 'training';
        if (state !== run.state || Date.now() - kept > KEEP_MS) {
          kept = Date.now();
          // What this write could not keep, the next one does.
          become({ state, progress, ...spent() }).catch(() => undefined);
        } else run = { ...run, progress };
        onProgress(progress);
      };
      try {
        await become({ state: 'preparing', result: null, error: null });
        const result = await work(run, {
          trainer, signal: abort.signal, stopped: () => how, onProgress: follow, become: (part) => become({ ...part, ...spent() }),
        });
        await letGo();
        ended.resolve(result);
        return result;
      } catch (thrown) {
        await letGo();
        ended.reject(thrown);
        throw thrown;
      }
    },
    stop: (as) => {
      if (abort.signal.aborted) return;
      how = as;
      abort.abort();
    },
    kill: async () => {
      how = 'interrupted';
      abort.abort();
      await trainer?.close();
      await ended.promise.catch(() => undefined);
    },
    leave: async (as) => {
      try {
        await become({ state: as });
      } finally {
        lock.release();
        ended.resolve({ dir: run.request.out, bundleId: null, bestEpoch: 0, stopped: 'cancelled', used: 0, rejected: [] });
      }
    },
  };
}
