/** What the page holds of the program, whichever way it is reached. Types only. */

import type { Listen } from '../../src-preload/contract/events.ts';
import type { Result } from '../../src-preload/contract/result.ts';
import type { Api, CallOptions } from '../../src-preload/contract/verbs.ts';

export interface Connection {
  /** Calls never reject: what goes wrong is told in the result. */
  api: Api;
  /** Events that the door does not know are never told. */
  on: Listen;
  /** Drags the files of a staged set out of the window, while a drag begins; null where the browser drags an address. */
  drag: ((staged: string) => void) | null;
  /** Where a dropped file lies on this machine; null where a browser does not tell. */
  pathOf: ((file: File) => string) | null;
}

/** A verb of the api, whichever it is. */
export type Call = (input: unknown, options?: CallOptions) => Promise<Result<unknown>>;
