/** What takes its time with data sets: one thing at a time for each, watched. What it is, is not known here. */

import type { DatasetPhase, DatasetWork } from '../../src-preload/contract/datasets.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Source } from './events.ts';
import { createTelling } from './telling.ts';

export interface DatasetJobs {
  /** Does `work`, whose `tell` takes how far it is. @throws DATASET_WORKING, what `work` throws */
  run<T>(id: string, first: DatasetPhase, work: (tell: (phase: DatasetPhase, done: number, total: number) => void) => Promise<T>): Promise<T>;
  /** Tells how it stands: as each phase begins, at the end, and some times a second between. */
  watch: Source<'datasetWork'>;
}

/** As often as an eye follows a number. */
const TELL_MS = 100;

export function createDatasetWork(): DatasetJobs {
  const running = new Map<string, DatasetWork>();
  const telling = createTelling<DatasetWork>();
  return {
    run: async (id, first, work) => {
      if (running.has(id)) throw new KicklabError('DATASET_WORKING', { id });
      let toldAt = 0;
      const become = (next: DatasetWork): void => {
        const another = running.get(id)?.phase !== next.phase;
        running.set(id, next);
        if (!another && performance.now() - toldAt < TELL_MS) return;
        toldAt = performance.now();
        telling.tell(next);
      };
      become({ id, phase: first, running: true, done: 0, total: 0 });
      try {
        return await work((phase, done, total) => { become({ id, phase, running: true, done, total }); });
      } finally {
        const last = running.get(id);
        running.delete(id);
        if (last !== undefined) telling.tell({ ...last, running: false });
      }
    },
    watch: telling.watch,
  };
}
