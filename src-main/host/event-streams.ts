/** The studio's events as server-sent events, one stream for each listener. */

import type { ServerResponse } from 'node:http';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { sharedEvents, type Listen, type SharedEvent } from '../../src-preload/contract/events.ts';
import { SECURITY_HEADERS } from '../page/policy.ts';

export interface EventStreams {
  /** Answers with a stream that lasts until either side ends it. @throws LISTENERS_FULL */
  open(response: ServerResponse): void;
  /** Ends every stream, and each that is opened from now on. */
  close(): void;
}

/** A browser has six connections to a host in all its windows: some must stay free for requests. */
export const MOST_LISTENERS = 4;
/** Bytes that may wait for a listener who does not read. */
const BACKLOG = 1 << 20;
const HEARTBEAT_MS = 15_000;
/** How soon a browser asks again after a stream has ended. */
const RETRY_MS = 1000;

const EVENTS = Object.keys(sharedEvents) as SharedEvent[];

export function createEventStreams(on: Listen<SharedEvent>, heartbeatMs = HEARTBEAT_MS): EventStreams {
  const streams = new Set<ServerResponse>();
  let closed = false;
  return {
    open: (response) => {
      if (streams.size >= MOST_LISTENERS) throw new KicklabError('LISTENERS_FULL', { most: MOST_LISTENERS });
      streams.add(response);
      const send = (text: string): void => {
        if (response.writableEnded || response.destroyed) return;
        if (response.writableLength > BACKLOG) response.destroy();
        else response.write(text);
      };
      response.writeHead(200, { ...SECURITY_HEADERS, 'Cache-Control': 'no-store', 'Content-Type': 'text/event-stream' });
      send(`retry: ${String(RETRY_MS)}\n\n`);
      const stops = EVENTS.map((event) => on(event, (payload) => { send(`event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`); }));
      // A comment: keeps the connection alive, and finds out that a listener is gone.
      const heartbeat = setInterval(send, heartbeatMs, ':\n\n');
      response.once('close', () => {
        streams.delete(response);
        clearInterval(heartbeat);
        for (const stop of stops) stop();
      });
      if (closed) response.end();
    },
    close: () => {
      closed = true;
      for (const response of streams) response.end();
    },
  };
}
