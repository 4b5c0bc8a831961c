/**
 * What the preload script puts into the page as `window.kicklab`: one function a verb, and no
 * generic channel. An AbortSignal cannot cross, so a call may carry an id to cancel it by.
 */

import type { Listen } from './events.ts';
import type { Input, Namespace, Output, VerbName } from './verbs.ts';
import type { Result } from './result.ts';

export type Bridge = {
  [N in Namespace]: {
    [V in VerbName<N>]: (input: Input<N, V>, callId?: string) => Promise<Result<Output<N, V>>>;
  };
} & {
  /** Says that the answer to a call is no longer wanted. */
  cancel: (callId: string) => void;
  /** Drags the files of a staged set out of the window; to be called while a drag begins. */
  drag: (staged: string) => void;
  /** Where a file lies that was dropped on the window; '' where it lies nowhere. */
  pathOf: (file: File) => string;
  on: Listen;
};
