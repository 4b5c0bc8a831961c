/** What each action does, said by whatever is on the screen and can do it. */

import type { Action } from './shortcuts.ts';

export interface Commands {
  /** Says what an action does; of several the one said last counts. Returns its own undo. */
  on(action: Action, run: () => void): () => void;
  /** @returns whether anything on the screen does it. */
  run(action: Action): boolean;
}

export function createCommands(): Commands {
  const said = new Map<Action, (() => void)[]>();
  return {
    on: (action, run) => {
      said.set(action, [...(said.get(action) ?? []), run]);
      return () => {
        said.set(action, (said.get(action) ?? []).filter((each) => each !== run));
      };
    },
    run: (action) => {
      const run = said.get(action)?.at(-1);
      run?.();
      return run !== undefined;
    },
  };
}
