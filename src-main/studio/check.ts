/** The use-case `check`: what is wrong with the sounds of a folder before a model learns from them. No file is changed. */

import { join } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { CheckedItem, Finding } from '../../src-preload/contract/faults.ts';
import type { Examined, Place } from '../audio/doctor/examine.ts';
import { listAudioFiles } from '../base/audio-files.ts';
import { runBatch } from './batch.ts';
import { callOptions, type Context, type Handlers, type StudioDeps } from './ports.ts';
import { createWorkers } from './workers.ts';

type Deps = Pick<StudioDeps, 'startEngine'>;

/** The handler of `training.check`. @throws FOLDER_UNREADABLE, FOLDER_EMPTY, CANCELLED */
export function createCheck(deps: Deps): Handlers['training']['check'] {
  return async ({ dir }, context) => {
    const found = await listAudioFiles(dir);
    if (found.length === 0) throw new KicklabError('FOLDER_EMPTY', { dir });
    return { items: await checkSounds(found.map((path) => ({ file: join(dir, path), hit: null })), deps, context) };
  };
}

/**
 * Examines sounds one by one in processes of their own, then against each other.
 * @returns an item for each, in their order; `context.onDone` is told how far it is
 * @throws CANCELLED
 */
export async function checkSounds(places: readonly Place[], { startEngine }: Deps, context: Context): Promise<CheckedItem[]> {
  const workers = createWorkers(startEngine);
  const examined = new Map<Place, Examined>();
  try {
    await runBatch(places, ({ file }) => file, async (place) => {
      examined.set(place, await workers.use((engine) => engine.call('examine', place, callOptions(context))));
      return { file: place.file };
    }, { ...context, onItem: (_, done, total) => { context.onDone?.(done, total); } });
  } finally {
    await workers.close();
  }
  const firstOf = new Map<string, Place>();
  return places.map((place) => {
    const { digest = null, findings = [] } = examined.get(place) ?? {};
    const first = digest === null ? undefined : firstOf.get(digest);
    if (digest !== null && first === undefined) firstOf.set(digest, place);
    return itemOf(place, first === undefined ? findings : [duplicateOf(first), ...findings]);
  });
}

function duplicateOf({ file }: Place): Finding {
  return { code: 'duplicate', detail: `the same samples as ${file}`, at: null, like: file, fix: 'leave_out' };
}

function itemOf({ file }: Place, findings: Finding[]): CheckedItem {
  return { file, faults: findings.map(({ code }) => code), findings };
}
