/** What the host answers at which path, as one table made from the contract. */

import { rest, type RestRoute } from '../../src-preload/contract/rest.ts';
import { SOCKET_PATH } from '../../src-preload/contract/socket.ts';
import { STAGED_PATH } from '../../src-preload/contract/staged-path.ts';
import type { Verb } from '../../src-preload/contract/verb.ts';
import { listVerbs, type Namespace } from '../../src-preload/contract/verbs.ts';
import { WAV_PATH } from './wav-store.ts';

export const OPENAPI_PATH = '/api/openapi.json';
export const EVENTS_PATH = '/api/events';

export type Route =
  | { kind: 'public'; route: RestRoute }
  | { kind: 'verb'; namespace: Namespace; name: string; verb: Verb }
  | { kind: 'openapi' | 'events' | 'socket' | 'staged' | 'wav' | 'page' };

const exact = new Map<string, Route>([
  [OPENAPI_PATH, { kind: 'openapi' }],
  [EVENTS_PATH, { kind: 'events' }],
  [SOCKET_PATH, { kind: 'socket' }],
  ...(Object.keys(rest) as RestRoute[]).map((route): [string, Route] => [`/api/${route}`, { kind: 'public', route }]),
  ...listVerbs().map(({ namespace, name, verb }): [string, Route] => [
    `/api/${namespace}/${name}`,
    { kind: 'verb', namespace, name, verb },
  ]),
]);

/** Whether a path is for more than a file of the page. */
export function isApi(path: string): boolean {
  return path.startsWith('/api/');
}

/** What answers at a path, or null; whether there is such a file is not decided here. */
export function routeOf(path: string): Route | null {
  if (!isApi(path)) return { kind: 'page' };
  if (path.startsWith(STAGED_PATH)) return { kind: 'staged' };
  return exact.get(path) ?? (path.startsWith(WAV_PATH) ? { kind: 'wav' } : null);
}

/** The methods that a route takes, beside OPTIONS. */
export function methodsOf({ kind }: Route): readonly string[] {
  switch (kind) {
    case 'public':
    case 'verb':
      return ['POST'];
    case 'events':
      return ['GET'];
    case 'socket':
      // A POST carries an Origin: with it a page asks why it got no socket.
      return ['GET', 'POST'];
    case 'openapi':
    case 'staged':
    case 'wav':
    case 'page':
      return ['GET', 'HEAD'];
    default:
      return kind satisfies never;
  }
}
