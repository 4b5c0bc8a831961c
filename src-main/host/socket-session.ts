/** One WebSocket of a page: what it asks is run, and answered under its id. */

import { WebSocket } from 'ws';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { settle } from '../../src-preload/contract/result.ts';
import { packAnswer, readCall, TEXT_LIMIT, type CallMessage, type Packed } from '../../src-preload/contract/socket.ts';
import { createCalls } from '../studio/calls.ts';
import type { Handlers } from '../studio/ports.ts';
import { routeOf } from './routes.ts';

export interface SocketSession {
  /** Takes no more calls and closes the socket with `code` when those at work have ended. */
  finish(code: number): void;
}

/** Calls of one page that may be at work at once; a busy screen has about ten. */
export const MOST_CALLS = 100;
/** Bytes that may wait for a page that does not read: more than all its calls answer. */
const BACKLOG = 64 << 20;

/** RFC 6455, section 7.4.1. */
const CLOSE = { unreadable: 1003, misuse: 1008, tooLarge: 1009, fault: 1011 };

/**
 * Serves `socket` until it closes; then what is at work for it is cancelled. A message that no page
 * of ours sends closes it.
 */
export function serveSocket(socket: WebSocket, studio: Handlers, onFault: (thrown: unknown) => void): SocketSession {
  const calls = createCalls<number>(studio, onFault);
  let atWork = 0;
  let finishCode: number | null = null;

  const send = (packed: Packed): void => {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (socket.bufferedAmount > BACKLOG) {
      socket.terminate();
      return;
    }
    if (typeof packed === 'string') {
      socket.send(packed);
      return;
    }
    // One message in two fragments.
    socket.send(packed[0], { binary: true, fin: false });
    socket.send(packed[1], { binary: true, fin: true });
  };

  const answer = async ({ id, namespace, name, input }: CallMessage): Promise<void> => {
    const route = routeOf(`/api/${namespace}/${name}`);
    const run = async (): Promise<unknown> => {
      if (atWork > MOST_CALLS) throw new KicklabError('CALLS_FULL', { most: MOST_CALLS });
      if (route?.kind !== 'verb') throw new KicklabError('ROUTE_UNKNOWN', { path: `${namespace}/${name}`.slice(0, 100) });
      return calls.run(route.namespace, route.name, input, id);
    };
    const result = await settle(run());
    send(packAnswer({ id, result }, route?.kind === 'verb' ? route.verb.binary : undefined));
  };

  const begin = (call: CallMessage): void => {
    if (calls.has(call.id)) {
      // Nobody could tell their answers apart.
      socket.close(CLOSE.misuse, 'two calls under one id');
      return;
    }
    atWork += 1;
    answer(call)
      .catch((thrown: unknown) => {
        onFault(thrown);
        socket.close(CLOSE.fault, 'an answer could not be sent');
      })
      .finally(() => {
        atWork -= 1;
        if (finishCode !== null && atWork === 0) socket.close(finishCode);
      });
  };

  const hear = (data: Buffer, isBinary: boolean): void => {
    // After the first bad message nothing is heard any more.
    if (socket.readyState !== WebSocket.OPEN) return;
    const content = isBinary ? data : data.toString();
    if (typeof content === 'string' && content.length > TEXT_LIMIT) {
      socket.close(CLOSE.tooLarge, 'too long a text');
      return;
    }
    let message;
    try {
      message = readCall(content);
    } catch {
      socket.close(CLOSE.unreadable, 'not a call');
      return;
    }
    if ('cancel' in message) calls.cancel(message.cancel);
    else if (finishCode === null) begin(message);
  };

  // Received whole, in one Buffer: ws hands out other shapes only where it is asked to.
  socket.on('message', (data, isBinary) => { hear(data as Buffer, isBinary); });
  // What breaks the protocol closes the socket by itself.
  socket.on('error', () => undefined);
  socket.once('close', calls.abandon);

  return {
    finish: (code) => {
      finishCode = code;
      if (atWork === 0) socket.close(code);
    },
  };
}
