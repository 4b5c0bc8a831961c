/**
 * The contract over HTTP: every verb is a POST to `/api/<namespace>/<verb>`. Audio comes back as
 * a frame of bytes. It knows no verb by name, so that no schema has to be shipped to the page.
 */

import { KicklabError, type ErrorBody } from '../../src-preload/contract/errors.ts';
import { FRAME_TYPE, unpackFrame } from '../../src-preload/contract/frame.ts';
import type { Result } from '../../src-preload/contract/result.ts';
import type { Api, CallOptions } from '../../src-preload/contract/verbs.ts';

export interface HttpOptions {
  /** Per-launch token that the host wrote into the page. */
  token: string;
  /** Where the host is; empty for the page's own. */
  origin?: string;
}

type Call = (input: unknown, options?: CallOptions) => Promise<Result<unknown>>;

/** The api of a host. Its calls never reject: what goes wrong is told in the result. */
export function createHttpApi({ token, origin = '' }: HttpOptions): Api {
  const callOf = (path: string): Call => async (input, options = {}) => {
    try {
      const response = await fetch(`${origin}/api/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Kicklab-Token': token },
        body: JSON.stringify(input),
        ...options,
      });
      return await readResult(response);
    } catch (thrown) {
      return { ok: false, error: networkFailure(thrown, path) };
    }
  };
  return table((namespace) => table((verb) => callOf(`${namespace}/${verb}`))) as unknown as Api;
}

async function readResult(response: Response): Promise<Result<unknown>> {
  const framed = response.headers.get('Content-Type') === FRAME_TYPE;
  const body: unknown = framed ? unpackFrame(new Uint8Array(await response.arrayBuffer())) : await response.json();
  if (response.ok) return { ok: true, value: body };
  return { ok: false, error: (body as { error: ErrorBody }).error };
}

function networkFailure(thrown: unknown, path: string): ErrorBody {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return thrown instanceof DOMException && thrown.name === 'AbortError'
    ? new KicklabError('CANCELLED', { what: path }).toBody()
    : new KicklabError('HOST_UNREACHABLE', { reason }, { cause: thrown }).toBody();
}

/** An object that makes each property when it is first read. */
function table<T>(make: (name: string) => T): Record<string, T> {
  const made = new Map<string, T>();
  return new Proxy<Record<string, T>>({}, {
    get: (_, name) => {
      const key = String(name);
      const value = made.get(key) ?? make(key);
      made.set(key, value);
      return value;
    },
  });
}
