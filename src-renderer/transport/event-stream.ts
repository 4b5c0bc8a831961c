/**
 * The host's events over one EventSource that all listeners share: opened with the first,
 * closed with the last, opened again after any failure.
 */

import { EVENT_NAMES } from '../../src-preload/contract/channels.ts';
import type { EventName, Listen } from '../../src-preload/contract/events.ts';

/** Pause after an answer that was no stream, where an EventSource gives up by itself. */
const RETRY_MS = 5000;

type Listener = (payload: unknown) => void;

/** Listens to the stream at `url` while anyone does. A listener must not throw. */
export function createEventStream(url: string, retryMs = RETRY_MS): Listen {
  const listeners = new Map<EventName, Set<Listener>>(EVENT_NAMES.map((event) => [event, new Set()]));
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let missed = false;

  const tell = (event: EventName, payload: unknown): void => {
    for (const listener of [...(listeners.get(event) ?? [])]) listener(payload);
  };
  const open = (): void => {
    const opened = new EventSource(url);
    source = opened;
    opened.onopen = () => {
      // What happened in between was told to nobody.
      if (missed) tell('libraryChanged', {});
      missed = false;
    };
    opened.onerror = () => {
      // One that was given up while it was opening may still complain.
      if (source !== opened) return;
      missed = true;
      if (opened.readyState === EventSource.CLOSED) retry = setTimeout(open, retryMs);
    };
    for (const event of EVENT_NAMES) {
      opened.addEventListener(event, ({ data }: MessageEvent<string>) => {
        tell(event, JSON.parse(data));
      });
    }
  };
  const close = (): void => {
    source?.close();
    source = null;
    clearTimeout(retry);
    missed = false;
  };

  return (event, listener) => {
    // Its own function each time, so that one that listens twice is told twice and stops singly.
    const own: Listener = (payload) => { listener(payload as Parameters<typeof listener>[0]); };
    listeners.get(event)?.add(own);
    if (source === null) open();
    return () => {
      const last = listeners.get(event)?.delete(own) === true && [...listeners.values()].every((set) => set.size === 0);
      if (last) close();
    };
  };
}
