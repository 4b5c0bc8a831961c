/** The use-case `check`: what is wrong with the sounds of a folder before a model learns from them. No file is changed. */

import { basename, join } from 'node:path';
import type { CheckedItem, Finding } from '../../src-preload/contract/faults.ts';
import type { Instrument } from '../../src-preload/contract/instruments.ts';
import type { Examined, Place } from '../audio/doctor/examine.ts';
import { someAudioFiles } from '../base/audio-files.ts';
import { instrumentOf } from '../datasets/labels.ts';
import { runBatch } from './batch.ts';
import { findCopies } from './check-copies.ts';
import { callOptions, type Context, type Handlers, type StudioDeps } from './ports.ts';
import { createWorkers } from './workers.ts';

type Deps = Pick<StudioDeps, 'startEngine'>;

/** The handler of `training.check`. @throws FOLDER_UNREADABLE, FOLDER_EMPTY, CANCELLED */
export function createCheck(deps: Deps): Handlers['training']['check'] {
  return async ({ dir, instrument }, context) => {
    const found = await someAudioFiles(dir);
    const wanted = instrument ?? instrumentOf(found.map((path) => join(basename(dir), path)));
    return { items: await checkSounds(found.map((path) => ({ file: join(dir, path), hit: null })), wanted, deps, context) };
  };
}

/** What was found in sounds before. */
export interface Remembered {
  get(place: Place): Examined | undefined;
  set(place: Place, found: Examined): void;
}

/**
 * Examines sounds one by one in processes of their own, then against each other.
 * @param wanted What the sounds are to be.
 * @param remembered What is in it is not examined again, and what is found comes into it.
 * @returns an item for each, in their order; `context.onDone` is told how far it is
 * @throws CANCELLED
 */
export async function checkSounds(places: readonly Place[], wanted: Instrument, { startEngine }: Deps, context: Context, remembered: Remembered = new Map()): Promise<CheckedItem[]> {
  const workers = createWorkers(startEngine);
  const examined = new Map<Place, Examined>();
  const told = { ...context, onItem: (_: unknown, done: number, total: number): void => { context.onDone?.(done, total); } };
  try {
    await runBatch(places, ({ file }) => file, async (place) => {
      const found = remembered.get(place) ?? await workers.use((engine) => engine.call('examine', { place, wanted }, callOptions(context)));
      remembered.set(place, found);
      examined.set(place, found);
      return { file: place.file };
    }, told);
    const copies = await findCopies(places.flatMap((place) => {
      const { digest = null, print = null, findings = [] } = examined.get(place) ?? {};
      return digest === null ? [] : [{ place, digest, print, faults: findings.length }];
    }), (one, others) => workers.use((engine) => engine.call('resemble', { one, others }, callOptions(context))), context);
    return places.map((place) => itemOf(place, [...(copies.get(place) ?? []), ...(examined.get(place)?.findings ?? [])]));
  } finally {
    await workers.close();
  }
}

/** A fault that was found in two ways is told once. */
function itemOf({ file }: Place, found: readonly Finding[]): CheckedItem {
  const findings = found.filter(({ code }, i) => found.findIndex((other) => other.code === code) === i);
  return { file, faults: findings.map(({ code }) => code), findings };
}
