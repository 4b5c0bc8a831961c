/** Reading a request's JSON, within bounds. */

import type { IncomingMessage } from 'node:http';
import { KicklabError } from '../../src-preload/contract/errors.ts';

/** The longest honest body is a list of paths. */
export const BODY_LIMIT = 1 << 20;

/** What programs send when nobody told them a type; the Origin rule guards against forms. */
const TAKEN = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'];

/**
 * The body as a JSON object; an empty one reads as `{}`.
 * @throws BODY_TYPE, BODY_TOO_LARGE, BODY_NOT_JSON
 */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const type = request.headers['content-type']?.split(';', 1)[0].trim().toLowerCase() ?? TAKEN[0];
  if (!TAKEN.includes(type)) throw new KicklabError('BODY_TYPE', { type: type.slice(0, 100), expected: TAKEN[0] });
  const tooLarge = new KicklabError('BODY_TOO_LARGE', { limit: BODY_LIMIT });
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw tooLarge;
    chunks.push(chunk);
  }
  if (size === 0) return {};
  const value = parse(new TextDecoder().decode(Buffer.concat(chunks)));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new KicklabError('BODY_NOT_JSON', { reason: 'it is another kind of value' });
  }
  return value as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new KicklabError('BODY_NOT_JSON', { reason: thrown instanceof Error ? thrown.message : String(thrown) }, { cause: thrown });
  }
}
