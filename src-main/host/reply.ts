/** Writing answers: JSON, errors with their status, bytes. Headers that hold for every answer. */

import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { KicklabError, type ErrorCode, type ErrorKind } from '../../src-preload/contract/errors.ts';
import { errorBodyOf, failureOf } from '../../src-preload/contract/result.ts';
import { SECURITY_HEADERS } from '../page/policy.ts';

const STATUS_OF_KIND: Record<ErrorKind, number> = {
  misuse: 400,
  refused: 403,
  missing: 404,
  busy: 409,
  input: 422,
  internal: 500,
  environment: 503,
};

/** Where HTTP has a finer word than the kind. */
const STATUS_OF_CODE: Partial<Record<ErrorCode, number>> = {
  METHOD_REFUSED: 405,
  BODY_TOO_LARGE: 413,
  BODY_TYPE: 415,
  LISTENERS_FULL: 503,
  SOCKETS_FULL: 503,
  DISK_FULL: 507,
};

function statusOf(thrown: unknown): number {
  const { code, kind } = failureOf(thrown);
  return STATUS_OF_CODE[code] ?? STATUS_OF_KIND[kind];
}

type Headers = { 'Content-Type': string } & Record<string, string>;

/** Sends parts one after the other; a HEAD request is told their length alone. */
export function sendBytes(response: ServerResponse, parts: readonly Uint8Array[], headers: Headers, status = 200): void {
  if (response.headersSent || response.destroyed) return;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  response.writeHead(status, { ...SECURITY_HEADERS, 'Cache-Control': 'no-store', 'Content-Length': length, ...headers });
  // One write to the socket.
  response.cork();
  for (const part of parts) response.write(part);
  response.end();
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  const bytes = Buffer.from(JSON.stringify(value));
  sendBytes(response, [bytes], { 'Content-Type': 'application/json; charset=utf-8' }, status);
}

/** `{error: {code, message, hint}}` with the fitting status. */
export function sendError(response: ServerResponse, thrown: unknown): void {
  sendJson(response, { error: errorBodyOf(thrown) }, statusOf(thrown));
}

/** The answer to what never became a request, straight to its socket. */
export function sendUnreadable(socket: Duplex, failure: NodeJS.ErrnoException): void {
  const tooLong = failure.code === 'HPE_HEADER_OVERFLOW';
  const reason = tooLong ? 'its headers are too long' : failure.message;
  endWith(socket, tooLong ? 431 : 400, new KicklabError('REQUEST_UNREADABLE', { reason }));
}

/** The answer to a request for a WebSocket that will be none. */
export function refuseUpgrade(socket: Duplex, thrown: unknown): void {
  // Nobody else listens to it: it left the server with its request.
  socket.on('error', () => { socket.destroy(); });
  socket.once('finish', () => { socket.destroy(); });
  endWith(socket, statusOf(thrown), thrown);
}

function endWith(socket: Duplex, status: number, thrown: unknown): void {
  const body = JSON.stringify({ error: errorBodyOf(thrown) });
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}
