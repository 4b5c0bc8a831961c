/** The contract over the local web host: verbs through one WebSocket, events as a stream. */

import { createApi } from './api.ts';
import type { Connection } from './connection.ts';
import { createEventStream } from './event-stream.ts';
import { createSocketCalls, type HostAddress } from './socket.ts';

export function createWebConnection(host: HostAddress): Connection {
  return {
    api: createApi(createSocketCalls(host)),
    on: createEventStream(`${host.origin}/api/events`),
    drag: null,
    pathOf: null,
  };
}
