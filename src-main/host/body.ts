/** Reading what a request carries, within bounds: a JSON object, or a frame with a file in it. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { FRAME_TYPE, unpackFrame } from '../../src-preload/contract/frame.ts';
import { MAX_SOUND_MEGABYTES } from '../../src-preload/contract/limits.ts';
import type { BinaryField } from '../../src-preload/contract/verb.ts';

/** The longest honest body is a list of paths. */
export const BODY_LIMIT = 1 << 20;
/** The largest sound, and a body's worth of JSON beside it. */
export const UPLOAD_LIMIT = (MAX_SOUND_MEGABYTES << 20) + BODY_LIMIT;

/** What programs send when nobody told them a type; the Origin rule guards against forms. */
const JSON_TYPES = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'];

/**
 * The body as a JSON object; an empty one reads as `{}`.
 * @throws BODY_TYPE, BODY_TOO_LARGE, BODY_NOT_JSON, REQUEST_UNREADABLE
 */
export async function readJson(request: IncomingMessage, response: ServerResponse): Promise<Record<string, unknown>> {
  const type = typeOf(request) ?? JSON_TYPES[0];
  if (!JSON_TYPES.includes(type)) throw new KicklabError('BODY_TYPE', { type, expected: JSON_TYPES[0] });
  const bytes = await readBytes(request, response, BODY_LIMIT);
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch (thrown) {
    throw new KicklabError('BODY_NOT_JSON', { reason: reasonOf(thrown) }, { cause: thrown });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new KicklabError('BODY_NOT_JSON', { reason: 'it is another kind of value' });
  }
  return value as Record<string, unknown>;
}

/**
 * The body as a frame that carries `upload`.
 * @throws BODY_TYPE, BODY_TOO_LARGE, BODY_NOT_FRAME, REQUEST_UNREADABLE
 */
export async function readUpload(request: IncomingMessage, response: ServerResponse, upload: BinaryField): Promise<Record<string, unknown>> {
  const type = typeOf(request) ?? 'none';
  if (type !== FRAME_TYPE) throw new KicklabError('BODY_TYPE', { type, expected: FRAME_TYPE });
  const bytes = await readBytes(request, response, UPLOAD_LIMIT);
  try {
    return unpackFrame(bytes, upload);
  } catch (thrown) {
    throw new KicklabError('BODY_NOT_FRAME', { reason: reasonOf(thrown) }, { cause: thrown });
  }
}

/** Without its parameters, bounded as it may stand in a message. */
function typeOf(request: IncomingMessage): string | undefined {
  return request.headers['content-type']?.split(';', 1)[0].trim().toLowerCase().slice(0, 100);
}

async function readBytes(request: IncomingMessage, response: ServerResponse, limit: number): Promise<Buffer> {
  const tooLarge = new KicklabError('BODY_TOO_LARGE', { limit });
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge;
  // A large body may wait until it is asked for.
  if (request.headers.expect !== undefined) response.writeContinue();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Left alive when given up, so that the caller still hears why.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw tooLarge;
      chunks.push(chunk);
    }
  } catch (thrown) {
    if (thrown === tooLarge) throw tooLarge;
    throw new KicklabError('REQUEST_UNREADABLE', { reason: reasonOf(thrown) }, { cause: thrown });
  }
  return Buffer.concat(chunks, size);
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
