/**
 * Use-cases of training: one run at a time, in a second engine process, watched through `status`
 * or awaited by `train`. What a training does is the engine's.
 */

import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { errorBodyOf } from '../../src-preload/contract/result.ts';
import type { Output, Parsed } from '../../src-preload/contract/verbs.ts';
import { listAudioFiles } from '../base/audio-files.ts';
import type { TrainProgress, TrainRequest, TrainResult } from '../engine/protocol.ts';
import { factoryModel, isBundle, resolveModel } from './models.ts';
import type { Source } from './events.ts';
import type { Handlers, StudioDeps } from './ports.ts';
import { createTelling } from './telling.ts';

type Deps = Pick<StudioDeps, 'startEngine' | 'modelRoots'>;

/** Below this many files, weights that know kicks already beat fresh ones. */
const SMALL_FOLDER = 500;

export interface TrainContext {
  signal?: AbortSignal;
  onProgress?: (progress: TrainProgress) => void;
}

export interface Training {
  handlers: Pick<Handlers['training'], 'start' | 'status' | 'cancel'>;
  /** A run to its end; a cancelled one resolves with `stopped: 'cancelled'`. */
  train: (input: Parsed<'training', 'start'>, context: TrainContext) => Promise<TrainResult>;
  /** Tells each new status. */
  watch: Source<'trainingChanged'>;
  close(): Promise<void>;
}

type Status = Output<'training', 'status'>;

export function createTraining(deps: Deps): Training {
  let status: Status = { state: 'none', out: null, progress: null, result: null, error: null };
  const telling = createTelling<Status>();
  const become = (next: Status): void => {
    status = next;
    telling.tell(status);
  };
  let running: { abort: AbortController; ended: Promise<unknown> } | null = null;

  /** Everything that can be refused at once is refused before this resolves. */
  const begin = async (input: Parsed<'training', 'start'>, context: TrainContext): Promise<{ run: Promise<TrainResult> }> => {
    if (running !== null) throw new KicklabError('TRAINING_BUSY', { out: status.out ?? '' });
    const abort = new AbortController();
    const ended = Promise.withResolvers<undefined>();
    running = { abort, ended: ended.promise };
    const release = (): void => {
      running = null;
      ended.resolve(undefined);
    };
    try {
      const request = await requestOf(input, deps);
      become({ state: 'running', out: request.out, progress: null, result: null, error: null });
      const signal = context.signal ? AbortSignal.any([context.signal, abort.signal]) : abort.signal;
      const onProgress = (progress: TrainProgress): void => {
        become({ ...status, progress });
        context.onProgress?.(progress);
      };
      const trainer = deps.startEngine();
      const run = trainer
        .call('train', request, { signal, onProgress })
        .then((result) => {
          become({ ...status, state: 'done', result });
          return result;
        })
        .catch((thrown: unknown) => {
          become({ ...status, state: 'failed', error: errorBodyOf(thrown) });
          throw thrown;
        })
        .finally(async () => {
          await trainer.close();
          release();
        });
      return { run };
    } catch (thrown) {
      release();
      throw thrown;
    }
  };

  return {
    handlers: {
      start: async (input) => {
        const { run } = await begin(input, {});
        // The outcome is told by `status`.
        run.catch(() => undefined);
        return { out: resolve(input.out) };
      },
      status: () => Promise.resolve(status),
      cancel: () => {
        running?.abort.abort();
        return Promise.resolve({ cancelled: running !== null });
      },
    },
    train: async (input, context) => (await begin(input, context)).run,
    watch: telling.watch,
    close: async () => {
      running?.abort.abort();
      await running?.ended;
    },
  };
}

/** Fills in what depends on this machine and on the folder. @throws FOLDER_*, MODEL_NOT_FOUND */
async function requestOf(input: Parsed<'training', 'start'>, { modelRoots }: Deps): Promise<TrainRequest> {
  const dir = resolve(input.dir);
  const count = (await listAudioFiles(dir)).length;
  if (count === 0) throw new KicklabError('FOLDER_EMPTY', { dir });
  const out = resolve(input.out);
  const from = await startOf(input, count, modelRoots);
  return {
    ...input,
    dir,
    out,
    name: input.name ?? basename(out),
    threads: input.threads ?? availableParallelism(),
    from,
    vocoderFrom: from ?? factoryModel(modelRoots),
  };
}

async function startOf(
  input: Parsed<'training', 'start'>,
  count: number,
  roots: StudioDeps['modelRoots'],
): Promise<string | null> {
  if (input.from === 'none') return null;
  if (input.from !== undefined) return resolveModel(input.from, roots);
  const factory = factoryModel(roots);
  return count < SMALL_FOLDER && (await isBundle(factory, input.latentSize)) ? factory : null;
}
