/**
 * The library as this process holds it: opened with the first who asks, and given up for as long
 * as its folder is exchanged as a whole; whoever asks meanwhile waits.
 */

import { finishRestore } from '../library/backup.ts';
import { openLibrary, type Library } from '../library/library.ts';
import type { Source } from './events.ts';

export interface LibraryHolder {
  /** Its folder. */
  dir: () => string;
  open: () => Promise<Library>;
  /** Does `work` on the folder while nobody here has the library open; what `move` is given is the folder from then on. */
  whileClosed: <T>(work: (dir: string, move: (to: string) => void) => Promise<T>) => Promise<T>;
  /** Tells changes once the library is open; before that nobody here has seen anything of it. */
  watch: Source<'libraryChanged'>;
  close: () => Promise<void>;
}

export function createLibraryHolder(first: string): LibraryHolder {
  let dir = first;
  let opened: Promise<Library> | null = null;
  let free: Promise<unknown> = Promise.resolve();
  let watcher: (() => void) | null = null;
  let unwatch: (() => void) | null = null;
  const attach = (library: Library): void => {
    unwatch?.();
    unwatch = watcher === null ? null : library.watch(watcher);
  };
  const openNow = async (): Promise<Library> => {
    await free;
    await finishRestore(dir);
    const library = await openLibrary(dir);
    attach(library);
    return library;
  };
  const close = async (): Promise<void> => {
    const closing = opened;
    opened = null;
    (await closing?.catch(() => null))?.close();
  };
  return {
    dir: () => dir,
    open: () => {
      opened ??= openNow().catch((thrown: unknown) => {
        // What was wrong may be mended meanwhile.
        opened = null;
        throw thrown;
      });
      return opened;
    },
    whileClosed: async (work) => {
      const done = Promise.withResolvers<undefined>();
      const closed = close();
      free = done.promise;
      try {
        await closed;
        await finishRestore(dir);
        return await work(dir, (to) => { dir = to; });
      } finally {
        done.resolve(undefined);
        watcher?.();
      }
    },
    watch: (tell) => {
      watcher = () => { tell({}); };
      void opened?.then(attach, () => undefined);
      return () => {
        watcher = null;
        unwatch?.();
        unwatch = null;
      };
    },
    close,
  };
}
