/**
 * The use-case of importing: sound files and folders of them, measured in engine processes of
 * their own and taken into the library some at a time, so that a crash or a cancel loses none of
 * those before. No file is moved or changed.
 */

import { stat } from 'node:fs/promises';
import { basename, extname, join, relative, resolve } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { FailedItem } from '../../src-preload/contract/fields.ts';
import type { ImportedItem } from '../../src-preload/contract/library-files.ts';
import { categoryOf } from '../audio/category.ts';
import { listAudioFiles } from '../base/audio-files.ts';
import type { Engine } from '../engine/client.ts';
import type { KnownFile, MeasuredFile } from '../library/importing.ts';
import type { Library } from '../library/library.ts';
import { thumbnailOf } from '../library/thumbnail.ts';
import { runBatch } from './batch.ts';
import { callOptions, type Context, type Handlers, type StudioDeps } from './ports.ts';
import { createWorkers } from './workers.ts';

/** A transaction flushes the disk: some files share one, and what is shown grows in steps that can be followed. */
const BATCH = 32;
const BATCH_MS = 1000;
/** The most characters of a name. */
const NAME_LENGTH = 120;

export type Imported = Awaited<ReturnType<Handlers['library']['import']>>;

interface Wanted {
  /** Absolute. */
  path: string;
  /** Named itself, and not by its folder. */
  alone: boolean;
}

/**
 * Takes files in. Of those in the trash only the ones that are named themselves come back.
 * @param startWorker Gives an engine process, which is closed here.
 * @throws FOLDER_UNREADABLE, LIBRARY_OWN_FILES, CANCELLED; what was taken in before stays
 */
export async function importPaths(
  library: Library,
  paths: readonly string[],
  { libraryDir, startWorker, tell }: { libraryDir: string; startWorker: StudioDeps['startEngine']; tell: (done: number, total: number) => void },
  context: Context,
): Promise<Imported> {
  const { wanted, folders } = await filesOf(paths, libraryDir);
  const workers = createWorkers(startWorker);
  const keeper = createKeeper(library);
  let unchanged = 0;
  let outcome: (FailedItem | { file: string })[];
  try {
    outcome = await runBatch(wanted, ({ path }) => path, async ({ path, alone }) => {
      if (await isKnown(library, path, alone)) unchanged += 1;
      else keeper.add(await workers.use((engine) => measured(engine, path, context)));
      return { file: path };
    }, {
      ...context,
      onItem: (item, done, total) => {
        tell(done, total);
        context.onItem?.(item, done, total);
      },
    });
  } finally {
    await workers.close();
    keeper.flush();
  }
  const missing = folders.reduce((sum, folder) => sum + noteMissing(library, folder, new Set(wanted.map(({ path }) => path))), 0);
  const items = [...keeper.items, ...outcome.filter((item): item is FailedItem => 'error' in item)];
  // They were measured side by side and came in as they were done; told of in the order they were asked for.
  const order = new Map(wanted.map(({ path }, at) => [path, at]));
  return { items: items.sort((one, other) => placeOf(one, order) - placeOf(other, order)), unchanged, missing };
}

function placeOf({ file }: { file: string }, order: ReadonlyMap<string, number>): number {
  return order.get(file) ?? order.size;
}

/** Every file that is meant, once. */
async function filesOf(paths: readonly string[], libraryDir: string): Promise<{ wanted: Wanted[]; folders: string[] }> {
  const wanted = new Map<string, Wanted>();
  const folders: string[] = [];
  for (const path of paths.map((given) => resolve(given))) {
    if (isWithin(path, libraryDir) || isWithin(libraryDir, path)) throw new KicklabError('LIBRARY_OWN_FILES', { dir: path });
    const isFolder = await stat(path).then((stats) => stats.isDirectory(), () => false);
    if (!isFolder) {
      wanted.set(path, { path, alone: true });
      continue;
    }
    folders.push(path);
    for (const below of await listAudioFiles(path)) {
      const file = join(path, below);
      if (!wanted.has(file)) wanted.set(file, { path: file, alone: false });
    }
  }
  return { wanted: [...wanted.values()], folders };
}

function isWithin(path: string, dir: string): boolean {
  const way = relative(dir, path);
  return way === '' || !(way.startsWith('..') || resolve(way) === way);
}

/** Whether the library has the file as it is. One whose times alone changed is measured again: it is as quick to do as to compare. */
async function isKnown(library: Library, path: string, alone: boolean): Promise<boolean> {
  const known: KnownFile | undefined = library.knownFile(path);
  if (known === undefined) return false;
  if (known.removed) {
    if (!alone) return true;
    library.putBack([known.id]);
  }
  const stats = await stat(path).catch(() => null);
  if (stats?.size !== known.bytes || Math.floor(stats.mtimeMs) !== known.changedAt) return false;
  library.markMissing([known.id], false);
  return true;
}

async function measured(engine: Engine, path: string, context: Context): Promise<MeasuredFile> {
  const { bytes, changedAt, mono, descriptors, ...sound } = await engine.call('measure', { file: path }, callOptions(context));
  return {
    name: nameOf(path),
    category: categoryOf(descriptors),
    descriptors,
    thumbnail: thumbnailOf(mono),
    samples: mono.length,
    sampleRate: sound.sampleRate,
    sha256: sound.sha256,
    file: { path, bytes, changedAt },
  };
}

/** What a kick is called whose file is called so. */
export function nameOf(path: string): string {
  const name = basename(path, extname(path)).replace(/\p{Cc}/gu, ' ').trim().slice(0, NAME_LENGTH).trim();
  return name === '' ? basename(path) : name;
}

/** Marks the kicks of a folder whose files are gone. @returns how many are missing */
function noteMissing(library: Library, folder: string, there: ReadonlySet<string>): number {
  const gone = library.knownBelow(folder).filter(({ path, removed }) => !removed && !there.has(path));
  library.markMissing(gone.map(({ id }) => id), true);
  return gone.length;
}

/** Gathers measured files and takes them in together. */
function createKeeper(library: Library) {
  const items: ImportedItem[] = [];
  let pending: MeasuredFile[] = [];
  let since = performance.now();
  const flush = (): void => {
    if (pending.length > 0) items.push(...library.importFiles(pending));
    pending = [];
    since = performance.now();
  };
  return {
    items,
    add: (file: MeasuredFile) => {
      pending.push(file);
      if (pending.length >= BATCH || performance.now() - since > BATCH_MS) flush();
    },
    flush,
  };
}
