/** The long jobs of the library: one at a time, watched, and what they are is not known here. */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { LibraryJob, LibraryWork } from '../../src-preload/contract/library-files.ts';
import type { Source } from './events.ts';
import { createTelling } from './telling.ts';

export interface LibraryJobs {
  /** Does a job, whose `tell` takes how far it is. @throws LIBRARY_WORKING, what `work` throws */
  run<T>(job: LibraryJob, work: (tell: (done: number, total: number) => void) => Promise<T>): Promise<T>;
  /** Tells how the job stands: at its beginning, its end, and some times a second between. */
  watch: Source<'libraryWork'>;
}

/** As often as an eye follows a number. */
const TELL_MS = 100;

export function createLibraryJobs(): LibraryJobs {
  let running: LibraryWork | null = null;
  let toldAt = 0;
  const telling = createTelling<LibraryWork>();
  const tellAll = (work: LibraryWork): void => {
    toldAt = performance.now();
    telling.tell(work);
  };
  return {
    run: async (job, work) => {
      if (running !== null) throw new KicklabError('LIBRARY_WORKING', { job: running.job });
      running = { job, running: true, done: 0, total: 0 };
      tellAll(running);
      try {
        return await work((done, total) => {
          running = { job, running: true, done, total };
          if (performance.now() - toldAt >= TELL_MS) tellAll(running);
        });
      } finally {
        const last: LibraryWork = { ...running, running: false };
        running = null;
        tellAll(last);
      }
    },
    watch: telling.watch,
  };
}
