/**
 * The calls of one caller that are at work, for doors that receive messages and hear of a cancel
 * by the call's id. Which caller may call at all is the door's to decide.
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Namespace } from '../../src-preload/contract/verbs.ts';
import type { Handlers } from './ports.ts';
import { dispatch } from './studio.ts';

export interface Calls<Id> {
  /**
   * Runs a verb with input that nobody has checked yet.
   * @param id To cancel it by, if at all.
   * @throws INPUT_INVALID, also when another call under this id is at work; whatever the verb throws.
   */
  run(namespace: Namespace, name: string, raw: unknown, id?: Id): Promise<unknown>;
  /** Whether a call under this id is at work. */
  has(id: Id): boolean;
  cancel(id: Id): void;
  /** Cancels them all. */
  abandon: () => void;
}

/** @param onFault Told of failures that are our own fault. */
export function createCalls<Id>(studio: Handlers, onFault: (thrown: unknown) => void): Calls<Id> {
  const all = new Set<AbortController>();
  const named = new Map<Id, AbortController>();
  return {
    run: async (namespace, name, raw, id) => {
      const call = new AbortController();
      if (id !== undefined) {
        if (named.has(id)) throw new KicklabError('INPUT_INVALID', { where: `${namespace}.${name}`, reason: 'another call under this id is at work' });
        named.set(id, call);
      }
      all.add(call);
      try {
        return await dispatch(studio, namespace, name, raw, { signal: call.signal });
      } catch (thrown) {
        if (!(thrown instanceof KicklabError)) onFault(thrown);
        throw thrown;
      } finally {
        all.delete(call);
        if (id !== undefined) named.delete(id);
      }
    },
    has: (id) => named.has(id),
    cancel: (id) => { named.get(id)?.abort(); },
    abandon: () => {
      for (const call of all) call.abort();
    },
  };
}
