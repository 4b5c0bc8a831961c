/** The WebSockets of our pages: their handshake, how many there may be, and their end. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { MESSAGE_LIMIT, SOCKET_PATH, SOCKET_PROTOCOL } from '../../src-preload/contract/socket.ts';
import type { Handlers } from '../studio/ports.ts';
import { refuseUpgrade } from './reply.ts';
import { serveSocket, type SocketSession } from './socket-session.ts';

export interface Sockets {
  /** @throws SOCKETS_FULL when there is room for no other. */
  check(): void;
  /**
   * Takes over a connection that may have a socket.
   * @throws UPGRADE_EXPECTED when it does not offer our protocol, SOCKETS_FULL
   */
  open(request: IncomingMessage, connection: Duplex, head: Buffer): void;
  /** Ends every socket once its calls at work have ended, and each that is opened from now on. */
  close(): void;
  /** Cuts what is still open. */
  terminate(): void;
}

/** One for each page that is open in a browser; more than anybody has. */
export const MOST_SOCKETS = 32;
/** A page that did not answer one ping before the next is gone. */
const HEARTBEAT_MS = 30_000;
/** RFC 6455, section 7.4.1: an end that goes away. */
const GOING_AWAY = 1001;

export function createSockets(studio: Handlers, onFault: (thrown: unknown) => void, heartbeatMs = HEARTBEAT_MS): Sockets {
  const sessions = new Map<WebSocket, SocketSession>();
  let closed = false;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Samples hardly shrink, and nothing travels farther than this machine.
    perMessageDeflate: false,
    maxPayload: MESSAGE_LIMIT,
    // Not what else was offered: that is the page's token.
    handleProtocols: () => SOCKET_PROTOCOL,
  });
  server.on('wsClientError', ({ message }, connection) => {
    refuseUpgrade(connection, new KicklabError('REQUEST_UNREADABLE', { reason: message }));
  });

  const check = (): void => {
    if (sessions.size >= MOST_SOCKETS) throw new KicklabError('SOCKETS_FULL', { most: MOST_SOCKETS });
  };
  const begin = (socket: WebSocket): void => {
    if (closed) {
      socket.close(GOING_AWAY);
      return;
    }
    sessions.set(socket, serveSocket(socket, studio, onFault));
    let alive = true;
    socket.on('pong', () => { alive = true; });
    const heartbeat = setInterval(() => {
      if (!alive) {
        socket.terminate();
        return;
      }
      alive = false;
      socket.ping();
    }, heartbeatMs);
    socket.once('close', () => {
      sessions.delete(socket);
      clearInterval(heartbeat);
    });
  };

  return {
    check,
    open: (request, connection, head) => {
      if (offeredProtocols(request)[0] !== SOCKET_PROTOCOL) {
        throw new KicklabError('UPGRADE_EXPECTED', { path: SOCKET_PATH, protocol: SOCKET_PROTOCOL });
      }
      check();
      server.handleUpgrade(request, connection, head, begin);
    },
    close: () => {
      closed = true;
      for (const session of sessions.values()) session.finish(GOING_AWAY);
    },
    terminate: () => {
      for (const socket of sessions.keys()) socket.terminate();
    },
  };
}

/** The subprotocols that a handshake offers, the first one first. */
export function offeredProtocols(request: IncomingMessage): string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
}
