/**
 * Which model answers requests that name none: what this start was told, else what is settled, else
 * the factory model. A switch counts at once and at every later start, whatever this start was told.
 */

import type { EventPayload } from '../../src-preload/contract/events.ts';
import { factoryModel } from './models.ts';
import type { ModelRoots, StudioDeps } from './ports.ts';
import { createTelling, type Telling } from './telling.ts';

export interface CurrentModel {
  /** Where models stand, and which is meant by none; asked anew each time. */
  readonly roots: ModelRoots;
  /** Settles the bundle in `dir` as the one. @throws DISK_FULL, OUTPUT_UNWRITABLE */
  use(dir: string, bundle: EventPayload<'modelChanged'>): Promise<void>;
  watch: Telling<EventPayload<'modelChanged'>>['watch'];
}

export function createCurrentModel({ modelRoots: { app, user, preferred }, settings }: Pick<StudioDeps, 'modelRoots' | 'settings'>): CurrentModel {
  const telling = createTelling<EventPayload<'modelChanged'>>();
  let told = preferred;
  const roots: ModelRoots = {
    app,
    user,
    told: preferred,
    get preferred() { return told; },
    settled: () => settings.read().model,
  };
  return {
    roots,
    use: async (dir, bundle) => {
      // The factory model of a later version is another bundle, and takes this one's place.
      await settings.keep({ model: dir === factoryModel(roots) ? null : { id: bundle.id, dir } });
      told = undefined;
      telling.tell(bundle);
    },
    watch: telling.watch,
  };
}
