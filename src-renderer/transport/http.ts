/**
 * The contract over HTTP: every verb is a POST to `/api/<namespace>/<verb>`, events are one
 * stream. Audio travels both ways as a frame of bytes.
 */

import { KicklabError, type ErrorBody } from '../../src-preload/contract/errors.ts';
import { FRAME_TYPE, packFrame, unpackFrame } from '../../src-preload/contract/frame.ts';
import type { Result } from '../../src-preload/contract/result.ts';
import type { BinaryField } from '../../src-preload/contract/verb.ts';
import { createApi } from './api.ts';
import type { Call, Connection } from './connection.ts';
import { createEventStream } from './event-stream.ts';

export interface HttpOptions {
  /** Per-launch token that the host wrote into the page. */
  token: string;
  /** Where the host is; empty for the page's own. */
  origin?: string;
}

export function createHttpConnection({ token, origin = '' }: HttpOptions): Connection {
  const callOf = (verb: string, path: string): Call => async (input, options = {}) => {
    try {
      const { type, body } = bodyOf(input);
      const headers = { 'Content-Type': type, 'X-Kicklab-Token': token };
      return await readResult(await fetch(`${origin}/api/${path}`, { method: 'POST', headers, body, ...options }));
    } catch (thrown) {
      return { ok: false, error: failureOf(thrown, verb, options.signal) };
    }
  };
  return {
    api: createApi((namespace, name) => callOf(`${namespace}.${name}`, `${namespace}/${name}`)),
    on: createEventStream(`${origin}/api/events`),
    door: 'web',
  };
}

/** JSON, or a frame where the input carries bytes. */
function bodyOf(input: unknown): { type: string; body: string | Blob } {
  const binary = binaryOf(input);
  if (binary === null) return { type: 'application/json', body: JSON.stringify(input) };
  const [head, array] = packFrame(input as Record<string, unknown>, binary);
  return { type: FRAME_TYPE, body: new Blob([head, array as Uint8Array<ArrayBuffer>]) };
}

function binaryOf(input: unknown): BinaryField | null {
  if (typeof input !== 'object' || input === null) return null;
  for (const [field, value] of Object.entries(input)) {
    if (value instanceof Uint8Array) return { field, type: 'u8' };
    if (value instanceof Float32Array) return { field, type: 'f32' };
  }
  return null;
}

async function readResult(response: Response): Promise<Result<unknown>> {
  const framed = response.headers.get('Content-Type') === FRAME_TYPE;
  const body: unknown = framed ? unpackFrame(new Uint8Array(await response.arrayBuffer())) : await response.json();
  if (response.ok) return { ok: true, value: body };
  return { ok: false, error: (body as { error: ErrorBody }).error };
}

function failureOf(thrown: unknown, verb: string, signal?: AbortSignal): ErrorBody {
  if (signal?.aborted === true) return new KicklabError('CANCELLED', { what: verb }).toBody();
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new KicklabError('HOST_UNREACHABLE', { reason }, { cause: thrown }).toBody();
}
