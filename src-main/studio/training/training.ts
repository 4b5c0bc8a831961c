/**
 * Use-cases of training: runs that wait their turn, one under way at a time in a second engine
 * process, each kept in a folder of its own so that it can go on after whatever ended it. What a
 * training does is the engine's.
 */

import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { planOf } from '../../../src-preload/contract/training-presets.ts';
import type { TrainingRun } from '../../../src-preload/contract/training-runs.ts';
import type { Output, Parsed } from '../../../src-preload/contract/verbs.ts';
import type { TrainProgress, TrainResult } from '../../engine/protocol.ts';
import { writeFileAtomic } from '../../base/write-file.ts';
import type { Source } from '../events.ts';
import type { Handlers, StudioDeps } from '../ports.ts';
import { createTelling } from '../telling.ts';
import { holdRun, type Held } from './held.ts';
import { isHeld, lockRun, type RunLock } from './lock.ts';
import { groundOf, requestOf, type FindSounds } from './requested.ts';
import { createRunFiles, type Asked, type RunRecord } from './run-file.ts';
import { measurePace } from './worker.ts';

type Deps = Pick<StudioDeps, 'startEngine' | 'modelRoots' | 'labDir'> & { soundsToLearn: FindSounds };
type Status = Output<'training', 'status'>;
type Start = Parsed<'training', 'start'>;
type State = RunRecord['state'];

export interface TrainContext {
  signal?: AbortSignal;
  onProgress?: (progress: TrainProgress) => void;
}

export interface Training {
  handlers: Pick<Handlers['training'], 'start' | 'estimate' | 'status' | 'list' | 'pause' | 'resume' | 'cancel' | 'move' | 'forget'>;
  /** A run to its end; one that is stopped resolves with `stopped: 'cancelled'`. */
  train: (input: Start, context: TrainContext) => Promise<TrainResult>;
  /** The same for one that is gone on with. */
  goOn: (id: string, context: TrainContext) => Promise<TrainResult>;
  /** The folder that a run writes to. @throws TRAINING_UNKNOWN, TRAINING_DAMAGED */
  folderOf: (id: string) => Promise<string>;
  /** Tells each new status. */
  watch: Source<'trainingChanged'>;
  /** Tells that the list is another. */
  watchRuns: Source<'trainingRunsChanged'>;
  /** Ends what is under way at once: it is interrupted, and can go on with the next start. */
  close(): Promise<void>;
}

/** How often what another process asks is looked for, and how long one waits for what one asked, ms. */
const LOOK_MS = 300;
const PATIENCE_MS = 60_000;

/** States in which somebody has a run in hand, and those from which it can go on. */
const ACTIVE: readonly State[] = ['queued', 'preparing', 'training'];
const CAN_GO_ON: readonly State[] = ['paused', 'interrupted', 'cancelled', 'failed'];

export function createTraining({ startEngine, modelRoots: roots, labDir, soundsToLearn }: Deps): Training {
  const files = createRunFiles(join(labDir, 'training'));
  const telling = createTelling<Status>();
  const tellingRuns = createTelling<Record<string, never>>();
  let queue: { held: Held; context: TrainContext }[] = [];
  let current: { held: Held; done: Promise<void> } | null = null;
  let looking: NodeJS.Timeout | null = null;
  let status: Status = { state: 'none', id: null, out: null, progress: null, result: null, error: null };
  let closed = false;

  const tellStatus = (next: Status): void => {
    status = next;
    telling.tell(status);
  };
  const inHand = (): Held[] => [...(current === null ? [] : [current.held]), ...queue.map(({ held }) => held)];
  const heldOf = (id: string): Held | undefined => inHand().find(({ run }) => run.id === id);

  /** As it is told: what nobody has in hand any more was interrupted. */
  const told = async (run: RunRecord): Promise<TrainingRun> => {
    const held = heldOf(run.id);
    const { id, state, source, preset, request, epochs, plan, created, changed, seconds, progress, result, error } = held?.run ?? run;
    const { name, out, seed } = request;
    const orphaned = held === undefined && ACTIVE.includes(state) && !(await isHeld(files.dirOf(id)));
    const place = queue.findIndex((waiting) => waiting.held === held);
    return {
      id, name, state: orphaned ? 'interrupted' : state, position: place < 0 ? null : place + 1, here: held !== undefined,
      source, preset, out, epochs, seed, plan, created, changed, seconds: Math.round(seconds), progress, result, error,
    };
  };
  const find = async (id: string): Promise<TrainingRun> => told(await files.read(id));

  const work = async ({ held, context }: { held: Held; context: TrainContext }): Promise<void> => {
    const { id, request: { out } } = held.run;
    tellStatus({ state: 'running', id, out, progress: null, result: null, error: null });
    try {
      const result = await held.begin(startEngine(), (progress) => {
        tellStatus({ ...status, progress });
        context.onProgress?.(progress);
      });
      tellStatus({ ...status, state: 'done', result });
    } catch {
      // Whoever waits for it hears why.
      tellStatus({ ...status, state: 'failed', error: held.run.error });
    }
  };

  const pump = (): void => {
    const next = current === null && !closed ? queue.shift() : undefined;
    if (next !== undefined) {
      const done = work(next).finally(() => {
        current = null;
        pump();
      });
      current = { held: next.held, done };
    }
    // What another process may ask of the runs in hand.
    if (inHand().length > 0) looking ??= setInterval(() => { void look(); }, LOOK_MS);
    else if (looking !== null) {
      clearInterval(looking);
      looking = null;
    }
  };

  const look = async (): Promise<void> => {
    for (const held of inHand()) {
      const asked = await files.readAsked(held.run.id).catch(() => null);
      if (asked !== null) await stopHeld(held, asked);
    }
  };

  /** Resolves once it has stopped. */
  const stopHeld = async (held: Held, how: Asked): Promise<void> => {
    if (current?.held === held) {
      held.stop(how);
      await current.done;
      return;
    }
    queue = queue.filter((waiting) => waiting.held !== held);
    await held.leave(how);
    pump();
  };

  /** @throws TRAINING_BUSY where another has it in hand */
  const take = async ({ id, request: { out } }: RunRecord): Promise<RunLock> => {
    const lock = heldOf(id) === undefined ? await lockRun(files.dirOf(id)) : null;
    if (lock === null) throw new KicklabError('TRAINING_BUSY', { out });
    return lock;
  };

  const enqueue = async (run: RunRecord, lock: RunLock, context: TrainContext): Promise<Held> => {
    try {
      await files.forgetAsked(run.id);
      await files.write(run);
    } catch (thrown) {
      lock.release();
      throw thrown;
    }
    const held = holdRun(run, lock, files, () => { tellingRuns.tell({}); });
    context.signal?.addEventListener('abort', () => { void stopHeld(held, 'cancelled'); }, { once: true });
    queue.push({ held, context });
    tellingRuns.tell({});
    pump();
    return held;
  };

  /** Everything that can be refused at once is refused before this resolves. */
  const begin = async (input: Start, context: TrainContext): Promise<Held> => {
    const { sounds, ...frozen } = await requestOf(input, { roots, soundsToLearn });
    const before = (await files.readAll()).find(({ request }) => request.out === frozen.request.out);
    const now = new Date().toISOString();
    const newId = randomUUID();
    const request = { ...frozen.request, sounds: files.soundsOf(newId), prepared: join(labDir, 'prepared') };
    const fresh: RunRecord = {
      format: 1, id: newId, state: 'queued', ...frozen, request, preset: input.preset, epochs: input.epochs ?? null, plan: null,
      begun: input.resume, created: now, changed: now, seconds: 0, progress: null, result: null, error: null,
    };
    if (before !== undefined) {
      const lock = await take(before);
      if (input.resume) {
        const { id, preset, plan, created, seconds, begun } = before;
        // It goes on with the sounds that it began with, whatever is in the folder now.
        const same = { ...request, sounds: before.request.sounds, instrument: input.instrument ?? before.request.instrument };
        return enqueue({ ...fresh, id, request: same, preset, plan, created, seconds, begun, epochs: fresh.epochs ?? before.epochs }, lock, context);
      }
      // Its checkpoints are about to be written over.
      lock.release();
      await files.remove(before.id);
    }
    await files.make(fresh.id);
    await writeFileAtomic(request.sounds, JSON.stringify(sounds));
    return enqueue(fresh, await take(fresh), context);
  };

  const goOn = async (id: string, context: TrainContext): Promise<Held> => {
    const run = await files.read(id);
    const { state, name } = await told(run);
    if (ACTIVE.includes(state)) throw new KicklabError('TRAINING_BUSY', { out: run.request.out });
    if (!CAN_GO_ON.includes(state)) throw new KicklabError('TRAINING_STATE', { name, state, wanted: 'resumed' });
    return enqueue({ ...run, state: 'queued', changed: new Date().toISOString(), error: null }, await take(run), context);
  };

  /** Stops a run, whoever has it in hand. @throws TRAINING_UNKNOWN, TRAINING_STATE, TRAINING_BUSY */
  const stop = async (id: string, how: Asked): Promise<void> => {
    const held = heldOf(id);
    if (held !== undefined) {
      await stopHeld(held, how);
      return;
    }
    const run = await files.read(id);
    if (ACTIVE.includes(run.state) && (await isHeld(files.dirOf(id)))) {
      await files.ask(id, how);
      for (let waited = 0; await isHeld(files.dirOf(id)); waited += LOOK_MS) {
        if (waited > PATIENCE_MS) throw new KicklabError('TRAINING_BUSY', { out: run.request.out });
        await delay(LOOK_MS);
      }
      return;
    }
    const { name, state } = await told(run);
    if (state === 'done' || (how === 'paused' && state !== 'interrupted')) throw new KicklabError('TRAINING_STATE', { name, state, wanted: how });
    const lock = await take(run);
    try {
      await files.write({ ...run, state: how, changed: new Date().toISOString() });
    } finally {
      lock.release();
    }
    tellingRuns.tell({});
  };

  return {
    handlers: {
      start: async (input) => {
        const { run: { id, request: { out } } } = await begin(input, {});
        return { id, out, position: queue.findIndex(({ held }) => held.run.id === id) + 1 };
      },
      estimate: async (input, { signal }) => {
        const ground = await groundOf(input, { roots, soundsToLearn });
        const trainer = startEngine();
        try {
          const pace = await measurePace(trainer, { ...ground, latentSize: input.latentSize, batch: input.batch }, signal);
          const { kicks, from } = ground;
          const plan = planOf(input.preset, { kicks, batch: input.batch, tuned: from !== null, epochs: input.epochs ?? null }, pace);
          return { kicks, plan, pace };
        } finally {
          await trainer.close();
        }
      },
      status: () => Promise.resolve(status),
      list: async () => ({ runs: await Promise.all((await files.readAll()).map(told)) }),
      pause: async ({ id }) => {
        await stop(id, 'paused');
        return find(id);
      },
      resume: async ({ id }) => told((await goOn(id, {})).run),
      cancel: async ({ id }) => {
        const stopping = id ?? current?.held.run.id;
        if (stopping === undefined) return { cancelled: false };
        await stop(stopping, 'cancelled');
        return { cancelled: true };
      },
      move: async ({ id, position }) => {
        const waiting = queue.find(({ held }) => held.run.id === id);
        if (waiting === undefined) {
          const { name, state } = await find(id);
          throw new KicklabError('TRAINING_STATE', { name, state, wanted: 'moved in the queue' });
        }
        queue = queue.filter((each) => each !== waiting);
        queue.splice(position - 1, 0, waiting);
        tellingRuns.tell({});
        return told(waiting.held.run);
      },
      forget: async ({ id }) => {
        const run = await files.read(id);
        (await take(run)).release();
        await files.remove(id);
        // What stands in a folder of the user's choice is the user's.
        if (run.ownOut) await rm((run.result?.bundleId ?? null) === null ? run.request.out : join(run.request.out, 'checkpoints'), { recursive: true, force: true });
        tellingRuns.tell({});
        return {};
      },
    },
    train: async (input, context) => (await begin(input, context)).ended,
    goOn: async (id, context) => (await goOn(id, context)).ended,
    folderOf: async (id) => (await files.read(id)).request.out,
    watch: telling.watch,
    watchRuns: tellingRuns.watch,
    close: async () => {
      closed = true;
      const waiting = queue;
      queue = [];
      await Promise.all([current?.held.kill(), ...waiting.map(({ held }) => held.leave('interrupted'))]);
      if (looking !== null) clearInterval(looking);
    },
  };
}
