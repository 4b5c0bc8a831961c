/**
 * Latest wins: at most one request under way; while it runs, only the newest further one waits.
 * Answers come in the order of their requests, so none is ever overtaken by an older one.
 */

export interface Latest<I> {
  /** Asks for `input`; replaces whatever still waits. */
  ask(input: I): void;
  /** Forgets what waits and drops the answer under way; asking goes on. */
  forget(): void;
}

/** @param run Must not reject. @param deliver Gets each answer with the input it answers. */
export function createLatest<I, O>(run: (input: I) => Promise<O>, deliver: (output: O, input: I) => void): Latest<I> {
  let waiting: { input: I } | null = null;
  let busy = false;
  let dropped = false;
  const pump = async (): Promise<void> => {
    busy = true;
    while (waiting !== null) {
      const { input } = waiting;
      waiting = null;
      dropped = false;
      const output = await run(input);
      // `forget` may have been called meanwhile.
      if (!(dropped as boolean)) deliver(output, input);
    }
    busy = false;
  };
  return {
    ask: (input) => {
      waiting = { input };
      if (!busy) void pump();
    },
    forget: () => {
      dropped = true;
      waiting = null;
    },
  };
}
