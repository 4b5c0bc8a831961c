/** Work that must not happen at once: what is asked for under one name is done one after the other, in the order it was asked for. */

export type Turns = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** @returns how to wait for one's turn; the failure of one work stops no later one */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const turn = (last.get(name) ?? Promise.resolve()).catch(() => undefined).then(work);
    last.set(name, turn);
    try {
      return await turn;
    } finally {
      if (last.get(name) === turn) last.delete(name);
    }
  };
}
