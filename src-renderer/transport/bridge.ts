/** The contract over the desktop bridge: every verb is a function of `window.kicklab`. */

import type { Bridge } from '../../src-preload/contract/bridge.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { errorBodyOf, type Result } from '../../src-preload/contract/result.ts';
import { createApi } from './api.ts';
import type { Call, Connection } from './connection.ts';

type BridgeCall = (input: unknown, callId?: string) => Promise<Result<unknown>>;

export function createBridgeConnection(bridge: Bridge): Connection {
  return {
    api: createApi((namespace, name) => {
      const call = (bridge[namespace] as Record<string, BridgeCall>)[name];
      return cancellable(call, bridge.cancel, `${namespace}.${name}`);
    }),
    on: bridge.on,
    drag: bridge.drag,
    pathOf: bridge.pathOf,
  };
}

/** An AbortSignal stays here: the other side hears the id of the call, and nobody waits for its answer. */
function cancellable(call: BridgeCall, cancel: Bridge['cancel'], verb: string): Call {
  return async (input, { signal } = {}) => {
    if (signal === undefined) return settled(() => call(input));
    const cancelled: Result<never> = { ok: false, error: new KicklabError('CANCELLED', { what: verb }).toBody() };
    if (signal.aborted) return cancelled;
    const callId = crypto.randomUUID();
    let abort = (): void => undefined;
    const aborted = new Promise<Result<never>>((resolve) => {
      abort = () => {
        cancel(callId);
        resolve(cancelled);
      };
    });
    signal.addEventListener('abort', abort, { once: true });
    const result = await Promise.race([aborted, settled(() => call(input, callId))]);
    signal.removeEventListener('abort', abort);
    return result;
  };
}

/** A call rejects, or throws at once, where its message could not be passed at all. */
async function settled(call: () => Promise<Result<unknown>>): Promise<Result<unknown>> {
  try {
    return await call();
  } catch (thrown) {
    return { ok: false, error: errorBodyOf(thrown) };
  }
}
