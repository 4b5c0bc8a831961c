/** Importing files of the user's: how far it is, and what came of it. */

import type { StoreApi } from 'zustand/vanilla';
import type { Listen } from '../../../src-preload/contract/events.ts';
import type { Api, Output } from '../../../src-preload/contract/verbs.ts';
import type { Notices } from '../../app/notices.ts';
import { grouped } from '../../session/figures.ts';
import { createWork, type WorkState } from './work.ts';

export interface Imports extends StoreApi<WorkState> {
  /** @param paths Files and folders of this machine. */
  start(paths: readonly string[]): Promise<void>;
  /** Stops after the file under way; what came in stays. */
  cancel(): void;
}

/** @param show Shows what was imported. */
export function createImports({ api, on, notices, show }: { api: Pick<Api, 'library'>; on: Listen; notices: Notices; show: () => void }): Imports {
  const { run, ...work } = createWork(on, 'import');
  return {
    ...work,
    start: async (paths) => {
      const ended = await run((options) => api.library.import({ paths: [...paths] }, options));
      if (ended === null) return;
      const { result, stopped } = ended;
      if (result.ok) notices.tell({ text: outcome(result.value), action: { label: 'Show', run: () => { notices.dismiss(); show(); } } });
      else if (stopped) notices.tell({ text: 'The import was stopped; what came in stays' });
      else notices.fail(result.error);
    },
  };
}

/** What came of an import, in a sentence. */
export function outcome({ items, unchanged }: Output<'library', 'import'>): string {
  const failed = items.filter((item) => 'error' in item);
  const parts = [`Imported ${sounds(items.length - failed.length)}`];
  if (unchanged > 0) parts.push(`${grouped(unchanged)} known already`);
  const [first] = failed;
  if (failed.length === 1) parts.push(`not ${first.file}: ${first.error.message}`);
  else if (failed.length > 1) parts.push(`not ${sounds(failed.length)}, such as ${first.file}: ${first.error.message}`);
  return parts.join('; ');
}

const sounds = (count: number): string => `${grouped(count)} ${count === 1 ? 'sound' : 'sounds'}`;
