/** The api as a table over the contract's names: no schema has to be shipped to the page. */

import { VERB_NAMES } from '../../src-preload/contract/channels.ts';
import type { Api, Namespace } from '../../src-preload/contract/verbs.ts';
import type { Call } from './connection.ts';

/** An api each of whose verbs is what `callOf` makes of its name. */
export function createApi(callOf: (namespace: Namespace, name: string) => Call): Api {
  const namespaces = (Object.keys(VERB_NAMES) as Namespace[]).map((namespace) => {
    const calls = VERB_NAMES[namespace].map((name) => [name, callOf(namespace, name)] as const);
    return [namespace, Object.fromEntries(calls)] as const;
  });
  return Object.fromEntries(namespaces) as unknown as Api;
}
