/** What the studio tells without being asked. A source runs only while somebody listens to it. */

import type { EventPayload, Listen, SharedEvent } from '../../src-preload/contract/events.ts';

/** Begins to tell, until the function it returns is called. */
export type Source<E extends SharedEvent> = (tell: (payload: EventPayload<E>) => void) => () => void;

/** Joins one source an event to any number of listeners. A listener must not throw. */
export function createEvents(sources: { [E in SharedEvent]: Source<E> }): Listen<SharedEvent> {
  const channels = new Map<SharedEvent, { listeners: Set<(payload: never) => void>; stop: () => void }>();
  return (event, listener) => {
    let channel = channels.get(event);
    if (channel === undefined) {
      const listeners = new Set<(payload: EventPayload<typeof event>) => void>();
      const stop = sources[event]((payload) => {
        for (const each of [...listeners]) each(payload);
      });
      channel = { listeners, stop };
      channels.set(event, channel);
    }
    const { listeners, stop } = channel;
    // The same function may listen twice.
    const own = (payload: never): void => { listener(payload); };
    listeners.add(own);
    return () => {
      if (!listeners.delete(own) || listeners.size > 0) return;
      stop();
      channels.delete(event);
    };
  };
}
