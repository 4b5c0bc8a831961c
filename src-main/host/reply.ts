/** Writing answers: JSON, errors with their status, bytes. Headers that hold for every answer. */

import type { ServerResponse } from 'node:http';
import type { ErrorCode, ErrorKind } from '../../src-preload/contract/errors.ts';
import { errorBodyOf, failureOf } from '../../src-preload/contract/result.ts';

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
  DISK_FULL: 507,
};

export function statusOf(thrown: unknown): number {
  const { code, kind } = failureOf(thrown);
  return STATUS_OF_CODE[code] ?? STATUS_OF_KIND[kind];
}

/**
 * Nothing of ours is for other origins; a page of ours loads its own scripts and styles, calls
 * this host, plays what it got, and does nothing else.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ALWAYS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

export function sendBytes(
  response: ServerResponse,
  bytes: Uint8Array,
  headers: { 'Content-Type': string } & Record<string, string>,
  status = 200,
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { ...ALWAYS, 'Cache-Control': 'no-store', 'Content-Length': bytes.length, ...headers });
  response.end(bytes);
}

export function sendJson(response: ServerResponse, value: unknown, status = 200, headers: Record<string, string> = {}): void {
  const bytes = Buffer.from(JSON.stringify(value));
  sendBytes(response, bytes, { 'Content-Type': 'application/json; charset=utf-8', ...headers }, status);
}

/** `{error: {code, message, hint}}` with the fitting status. */
export function sendError(response: ServerResponse, thrown: unknown, headers: Record<string, string> = {}): void {
  sendJson(response, { error: errorBodyOf(thrown) }, statusOf(thrown), headers);
}
