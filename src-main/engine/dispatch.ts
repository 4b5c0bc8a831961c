/**
 * The child's side of the protocol: calls to handlers, handlers' outcomes to replies. Knows no
 * verb; the table is total over them by type.
 */

import { KicklabError, type ErrorBody, type ErrorKind } from '../../src-preload/contract/errors.ts';
import type { EngineReply, EngineRequest, EngineVerb, EngineVerbs, TrainProgress } from './protocol.ts';

export interface CallContext {
  /** Aborted when the caller no longer wants the result; check it between stages. */
  signal: AbortSignal;
  onProgress: (progress: TrainProgress) => void;
}

export type Handlers = {
  [V in EngineVerb]: (args: EngineVerbs[V]['args'], context: CallContext) => Promise<EngineVerbs[V]['result']>;
};

/** A function to feed with the parent's messages; it answers through `post`. */
export function createDispatcher(handlers: Handlers, post: (reply: EngineReply) => void): (message: EngineRequest) => void {
  const running = new Map<number, AbortController>();

  async function run(message: Extract<EngineRequest, { kind: 'call' }>): Promise<void> {
    const { id, verb, args } = message;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const handler = handlers[verb] as (args: unknown, context: CallContext) => Promise<unknown>;
      const value = await handler(args, {
        signal: controller.signal,
        onProgress: (progress) => {
          post({ kind: 'progress', id, progress });
        },
      });
      post({ kind: 'result', id, value });
    } catch (error) {
      post({ kind: 'error', id, error: errorBody(verb, error, controller.signal) });
    } finally {
      running.delete(id);
    }
  }

  return (message) => {
    switch (message.kind) {
      case 'call':
        void run(message);
        return;
      case 'cancel':
        running.get(message.id)?.abort();
        return;
      default:
        throw new TypeError(JSON.stringify(message satisfies never));
    }
  };
}

function errorBody(verb: EngineVerb, error: unknown, signal: AbortSignal): ErrorBody & { kind: ErrorKind } {
  const coded =
    error instanceof KicklabError
      ? error
      : signal.aborted
        ? new KicklabError('CANCELLED', { what: verb })
        : new KicklabError('ENGINE_FAULT', { verb, reason: error instanceof Error ? error.message : String(error) });
  if (coded.code === 'ENGINE_FAULT' && process.env.KICKLAB_DEBUG !== undefined && error instanceof Error) {
    process.stderr.write(`${error.stack ?? error.message}\n`);
  }
  return { ...coded.toBody(), kind: coded.kind };
}
