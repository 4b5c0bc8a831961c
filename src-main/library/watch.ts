/** Who wants to know of changes, and the look-out for those that other processes make. */

export interface Watch {
  /** Calls `listener` after each change until the function it returns is called. */
  watch(listener: () => void): () => void;
  /** Tells a change of our own at once. */
  changed: () => void;
  close(): void;
}

const POLL_MS = 1000;

/** @param readVersion A number that changes when another process changed something. */
export function createWatch(readVersion: () => number): Watch {
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let seen = 0;
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const poll = (): void => {
    let version = seen;
    try {
      version = readVersion();
    } catch {
      // A timer has nobody to tell; the next call on the library says what is wrong.
    }
    if (version === seen) return;
    seen = version;
    changed();
  };
  return {
    watch: (listener) => {
      // The same function may listen twice.
      const own = (): void => { listener(); };
      listeners.add(own);
      if (timer === undefined) {
        seen = readVersion();
        timer = setInterval(poll, POLL_MS).unref();
      }
      return () => {
        listeners.delete(own);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    changed,
    close: () => {
      listeners.clear();
      clearInterval(timer);
    },
  };
}
