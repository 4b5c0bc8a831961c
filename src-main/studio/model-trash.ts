/**
 * Models that were removed: folders below a hidden one in the folder of the user's models, each
 * under the moment it was put there. What lies there for 30 days is deleted.
 */

import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { writeFailure } from '../base/write-file.ts';
import { freeFolder } from './model-folder.ts';
import { readManifest } from './models.ts';

const TRASH = '.trash';
/** As long as kicks of the library. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export interface RemovedModel {
  id: string;
  name: string;
  /** Where it lies now. */
  dir: string;
  removedAt: number;
}

/** Those in the trash below `root`, the latest first. What is too old is deleted on the way. */
export async function listRemoved(root: string, now: number): Promise<RemovedModel[]> {
  const removed: RemovedModel[] = [];
  for (const moment of await readdir(join(root, TRASH)).catch(() => [])) {
    const removedAt = Number(moment);
    if (!Number.isSafeInteger(removedAt)) continue;
    const place = join(root, TRASH, moment);
    if (now - removedAt > KEPT_MS) {
      await rm(place, { recursive: true, force: true });
      continue;
    }
    for (const folder of await readdir(place).catch(() => [])) {
      const manifest = await readManifest(join(place, folder));
      if (manifest !== null) removed.push({ id: manifest.id, name: manifest.name, dir: join(place, folder), removedAt });
    }
  }
  return removed.sort((a, b) => b.removedAt - a.removedAt || a.name.localeCompare(b.name));
}

/** Moves the model in `dir` into the trash below `root`. @throws OUTPUT_UNWRITABLE */
export async function moveToTrash(root: string, dir: string, now: number): Promise<void> {
  for (let moment = now; ; moment += 1) {
    const place = join(root, TRASH, String(moment));
    const target = join(place, basename(dir));
    try {
      await mkdir(join(root, TRASH), { recursive: true });
      await mkdir(place);
      await rename(dir, target);
      return;
    } catch (thrown) {
      // Two were removed at one moment.
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw writeFailure(dir, thrown);
    }
  }
}

/** Moves the latest model of this id back below `root`. @throws MODEL_NOT_REMOVED, OUTPUT_UNWRITABLE */
export async function takeFromTrash(root: string, id: string, now: number): Promise<RemovedModel> {
  const found = (await listRemoved(root, now)).find((model) => model.id === id);
  if (found === undefined) throw new KicklabError('MODEL_NOT_REMOVED', { id });
  const dir = await freeFolder(root, basename(found.dir));
  try {
    await rename(found.dir, dir);
    await rm(join(found.dir, '..'), { recursive: true, force: true });
  } catch (thrown) {
    throw writeFailure(dir, thrown);
  }
  return { ...found, dir };
}

/** @returns how many models were deleted */
export async function emptyTrash(root: string, now: number): Promise<number> {
  const all = await listRemoved(root, now);
  await rm(join(root, TRASH), { recursive: true, force: true });
  return all.length;
}
