/** What is told to whoever watches at the moment. A watcher must not throw. */

export interface Telling<P> {
  tell(payload: P): void;
  /** Tells each payload from now on, until the function it returns is called. */
  watch: (watcher: (payload: P) => void) => () => void;
}

export function createTelling<P>(): Telling<P> {
  const watchers = new Set<(payload: P) => void>();
  return {
    tell: (payload) => {
      for (const watcher of watchers) watcher(payload);
    },
    watch: (watcher) => {
      watchers.add(watcher);
      return () => { watchers.delete(watcher); };
    },
  };
}
