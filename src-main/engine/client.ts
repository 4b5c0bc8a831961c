/**
 * The engine as its users see it: verbs in, promises out, whatever becomes of the child process.
 * One call runs in the child at a time and the queue stays here, so that a call which is no
 * longer wanted costs nothing. How a child is spawned is the root's affair (`fork.ts` for plain
 * Node).
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { EngineReply, EngineRequest, EngineVerb, EngineVerbs, TrainProgress } from './protocol.ts';

/** A child process that runs `process.ts`. */
export interface ChildPort {
  postMessage(message: EngineRequest): void;
  onMessage(listener: (reply: EngineReply) => void): void;
  /** Called once, with the reason, when the process is gone. */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/** `afterCrash`: the child before this one died, so it should keep to the safe provider. */
export type SpawnChild = (options: { afterCrash: boolean }) => ChildPort;

export interface CallOptions {
  signal?: AbortSignal;
  onProgress?: (progress: TrainProgress) => void;
  /**
   * Latest wins: a call replaces those of the same key that still wait, which reject with
   * SUPERSEDED. One that already runs is left to finish: were it dropped too, a slider that
   * keeps moving would never be heard.
   */
  latest?: string;
}

export interface Engine {
  /**
   * Runs a verb.
   * @throws ENGINE_CRASHED when the child dies or hangs (the engine restarts with the next call),
   *   ENGINE_CLOSED, CANCELLED, SUPERSEDED, and what the verb itself throws. A training that is
   *   cancelled while it runs resolves instead, with `stopped: 'cancelled'`.
   */
  call<V extends EngineVerb>(
    verb: V,
    args: EngineVerbs[V]['args'],
    options?: CallOptions,
  ): Promise<EngineVerbs[V]['result']>;
  /** Takes another child once the call at work is answered: one that is spawned anew reads its settings anew. Nothing is lost. */
  renew(): void;
  /** Ends the child and rejects what is pending; resolves when the process is gone. */
  close(): Promise<void>;
}

/** What aborting does to a call that already runs: forget its result, or ask it to end and wait. */
const WHEN_RUNNING: Record<EngineVerb, 'forget' | 'ask'> = {
  load: 'forget',
  card: 'forget',
  providers: 'forget',
  generate: 'forget',
  encode: 'forget',
  resynth: 'forget',
  interpolate: 'forget',
  variations: 'forget',
  walk: 'forget',
  places: 'ask',
  cluster: 'ask',
  blend: 'forget',
  measure: 'forget',
  compare: 'forget',
  likeness: 'forget',
  examine: 'forget',
  cut: 'forget',
  resemble: 'forget',
  pace: 'forget',
  train: 'ask',
};

/** How long the child may take before it counts as hung, ms. A driver that hangs answers never. */
export interface Patience {
  /** To start, to give its first answer (that one opens a model), and for whatever tries providers. */
  opening: number;
  answer: number;
}

/** Trying a provider takes up to 30 s (`probing.ts`), and a platform has up to three. */
const PATIENCE: Patience = { opening: 120_000, answer: 20_000 };

/** What a verb is waited for; a training tells how far it is, and can be cancelled. */
const WAITED_FOR: Record<EngineVerb, keyof Patience | 'for ever'> = {
  load: 'opening',
  card: 'answer',
  providers: 'opening',
  generate: 'answer',
  encode: 'answer',
  resynth: 'answer',
  interpolate: 'answer',
  variations: 'answer',
  walk: 'answer',
  places: 'answer',
  cluster: 'opening',
  blend: 'answer',
  measure: 'answer',
  compare: 'answer',
  likeness: 'answer',
  examine: 'answer',
  cut: 'opening',
  resemble: 'opening',
  pace: 'opening',
  train: 'for ever',
};

/** Pause before the n-th restart in a row without a single answer between, ms. */
const BACK_OFF_MS = [0, 200, 500, 1000, 2000, 5000];

interface Job {
  id: number;
  verb: EngineVerb;
  message: EngineRequest;
  latest: string | undefined;
  onProgress: ((progress: TrainProgress) => void) | undefined;
  resolve(value: unknown): void;
  reject(error: KicklabError): void;
}

interface Child {
  port: ChildPort;
  ready: boolean;
  answered: boolean;
  /** To be replaced when it has answered. */
  stale: boolean;
}

export function createEngine({ spawn, patience = PATIENCE }: { spawn: SpawnChild; patience?: Patience }): Engine {
  const queue: Job[] = [];
  let running: Job | undefined;
  let child: Child | undefined;
  let nextId = 1;
  let crashesInARow = 0;
  let crashed = false;
  let restart: NodeJS.Timeout | undefined;
  let watchdog: NodeJS.Timeout | undefined;
  let closed: Promise<void> | undefined;
  let onGone: (() => void) | undefined;

  function start(): void {
    const port = spawn({ afterCrash: crashed });
    const started: Child = { port, ready: false, answered: false, stale: false };
    child = started;
    port.onMessage((reply) => {
      if (child === started) receive(started, reply);
    });
    port.onExit((reason) => {
      if (child === started) ended(reason);
    });
    watch(started, patience.opening);
  }

  /** Ends the child if it is still silent after `ms`: not waiting for its exit, which may hang too. */
  function watch({ port }: Child, ms: number): void {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      port.kill();
      ended(`no answer within ${String(ms / 1000)} s`);
    }, ms);
  }

  function ended(reason: string): void {
    clearTimeout(watchdog);
    child = undefined;
    onGone?.();
    if (closed !== undefined) return;
    crashed = true;
    crashesInARow++;
    // The job at hand takes the blame even when it was not sent yet: else a child that cannot
    // start would be restarted for ever.
    const job = running ?? queue.shift();
    running = undefined;
    job?.reject(new KicklabError('ENGINE_CRASHED', { verb: job.verb, reason }));
    pump();
  }

  /** Goes on without a child; nobody listens to it any more. */
  function leave({ port }: Child): void {
    clearTimeout(watchdog);
    child = undefined;
    crashed = false;
    port.kill();
  }

  function pump(): void {
    if (closed !== undefined || running !== undefined || queue.length === 0) return;
    if (child === undefined) {
      if (restart !== undefined) return;
      const pause = BACK_OFF_MS[Math.max(0, Math.min(crashesInARow, BACK_OFF_MS.length) - 1)];
      if (pause === 0) {
        start();
        return;
      }
      restart = setTimeout(() => {
        restart = undefined;
        if (queue.length > 0 && closed === undefined) start();
      }, pause);
      return;
    }
    if (!child.ready) return;
    running = queue.shift();
    if (running === undefined) return;
    child.port.postMessage(running.message);
    const waited = WAITED_FOR[running.verb];
    if (waited !== 'for ever') watch(child, patience[child.answered ? waited : 'opening']);
  }

  function receive(from: Child, reply: EngineReply): void {
    switch (reply.kind) {
      case 'ready':
        clearTimeout(watchdog);
        from.ready = true;
        pump();
        return;
      case 'progress':
        if (running?.id === reply.id) running.onProgress?.(reply.progress);
        return;
      case 'result':
      case 'error': {
        if (running?.id !== reply.id) return;
        const job = running;
        clearTimeout(watchdog);
        running = undefined;
        from.answered = true;
        crashesInARow = 0;
        if (reply.kind === 'result') job.resolve(reply.value);
        else job.reject(KicklabError.revive(reply.error));
        if (from.stale) leave(from);
        pump();
        return;
      }
      default:
        throw new TypeError(JSON.stringify(reply satisfies never));
    }
  }

  function drop(unwanted: (job: Job) => boolean, error: (job: Job) => KicklabError): void {
    for (let i = queue.length - 1; i >= 0; i--) {
      if (!unwanted(queue[i])) continue;
      const [job] = queue.splice(i, 1);
      job.reject(error(job));
    }
  }

  function cancel(job: Job): void {
    if (running !== job) {
      drop(
        (waiting) => waiting === job,
        () => new KicklabError('CANCELLED', { what: job.verb }),
      );
      return;
    }
    child?.port.postMessage({ kind: 'cancel', id: job.id });
    if (WHEN_RUNNING[job.verb] === 'forget') job.reject(new KicklabError('CANCELLED', { what: job.verb }));
  }

  return {
    call: <V extends EngineVerb>(verb: V, args: EngineVerbs[V]['args'], options: CallOptions = {}) =>
      new Promise<EngineVerbs[V]['result']>((resolve, reject) => {
        const { signal, onProgress, latest } = options;
        if (closed !== undefined) {
          reject(new KicklabError('ENGINE_CLOSED', { verb }));
          return;
        }
        if (signal?.aborted === true) {
          reject(new KicklabError('CANCELLED', { what: verb }));
          return;
        }
        if (latest !== undefined) {
          drop(
            (job) => job.latest === latest,
            (job) => new KicklabError('SUPERSEDED', { what: job.verb }),
          );
        }
        const id = nextId++;
        const onAbort = (): void => {
          cancel(job);
        };
        const job: Job = {
          id,
          verb,
          message: { kind: 'call', id, verb, args } as EngineRequest,
          latest,
          onProgress,
          resolve: (value) => {
            signal?.removeEventListener('abort', onAbort);
            resolve(value as EngineVerbs[V]['result']);
          },
          reject: (error) => {
            signal?.removeEventListener('abort', onAbort);
            reject(error);
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        queue.push(job);
        pump();
      }),

    renew: () => {
      if (closed !== undefined) return;
      if (child === undefined) crashed = false;
      else if (running === undefined) leave(child);
      else child.stale = true;
      pump();
    },

    close: () => {
      closed ??= new Promise<void>((resolve) => {
        clearTimeout(restart);
        const pending = running === undefined ? [...queue] : [running, ...queue];
        queue.length = 0;
        running = undefined;
        for (const job of pending) job.reject(new KicklabError('ENGINE_CLOSED', { verb: job.verb }));
        if (child === undefined) {
          resolve();
          return;
        }
        onGone = resolve;
        child.port.kill();
      });
      return closed;
    },
  };
}
