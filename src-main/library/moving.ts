/**
 * The library to another folder: copied, compared, switched over, and only then removed where it
 * was. A crash at any moment leaves one whole library, and what is settled names it. The files that
 * other programs use stay where these know them to be.
 */

import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { writeFailure } from '../base/write-file.ts';
import { whileAlone } from './alone.ts';
import { digestOf } from '../base/file-digest.ts';
import type { JobOptions } from './checking.ts';
import { DRAGGED_FOLDER } from './dragged-folder.ts';
import { flushFolder } from './sounds.ts';

/**
 * Moves the library in `dir` to `to`, an empty folder or one that is not there. This process must
 * not have it open.
 * @param switchOver Settles that `to` is the place; it rejects, or it is so after a crash of the machine too.
 * @returns how many files it has
 * @throws LIBRARY_PLACE, LIBRARY_BUSY, LIBRARY_UNUSABLE, DISK_FULL, OUTPUT_UNWRITABLE, CANCELLED, what `switchOver` throws; then it is where it was
 */
export async function moveLibrary(dir: string, to: string, switchOver: () => Promise<void>, options: Omit<JobOptions, 'now'>): Promise<number> {
  await checkPlace(dir, to);
  const staging = `${to}.moving`;
  // What a crash left of an earlier attempt.
  await rm(staging, { recursive: true, force: true });
  try {
    const files = await whileAlone(dir, async () => {
      const copied = await copyAll(dir, staging, options);
      if (existsSync(to)) await rmdir(to);
      await rename(staging, to);
      flushFolder(dirname(to));
      try {
        await switchOver();
      } catch (thrown) {
        await rm(to, { recursive: true, force: true });
        throw thrown;
      }
      return copied;
    });
    // From here on it is in its new place; what cannot be removed of the old one is a copy too many.
    await removeMoved(dir).catch(() => undefined);
    return files;
  } catch (thrown) {
    await rm(staging, { recursive: true, force: true });
    throw thrown instanceof KicklabError ? thrown : writeFailure(to, thrown);
  }
}

async function checkPlace(dir: string, to: string): Promise<void> {
  const refused = (reason: string): KicklabError => new KicklabError('LIBRARY_PLACE', { dir: to, reason });
  if (to === dir) throw refused('it is there already');
  if (isBelow(to, dir)) throw refused('it is within the library itself');
  if (isBelow(dir, to)) throw refused('the library is within it');
  const stats = await stat(to).catch(() => null);
  if (stats === null) return;
  if (!stats.isDirectory()) throw refused('it is a file');
  if (readdirSync(to).length > 0) throw refused('it is not empty');
}

function isBelow(path: string, dir: string): boolean {
  return !relative(dir, path).startsWith('..') && path.startsWith(dir.endsWith(sep) ? dir : dir + sep);
}

/** Everything but the files that other programs use. */
async function removeMoved(dir: string): Promise<void> {
  const names = readdirSync(dir);
  for (const name of names) if (name !== DRAGGED_FOLDER) await rm(join(dir, name), { recursive: true, force: true });
  if (!names.includes(DRAGGED_FOLDER)) await rmdir(dir);
}

/** Copies every plain file that moves, flushed, and compares what was written with what was read. @returns how many */
async function copyAll(from: string, to: string, { signal, tell }: Omit<JobOptions, 'now'>): Promise<number> {
  await mkdir(to, { recursive: true });
  const all = existsSync(from) ? readdirSync(from, { recursive: true, withFileTypes: true }) : [];
  const entries = all.filter(({ parentPath, name }) => relative(from, join(parentPath, name)).split(sep)[0] !== DRAGGED_FOLDER);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => relative(from, join(entry.parentPath, entry.name)));
  for (const entry of entries) if (entry.isDirectory()) await mkdir(join(to, relative(from, join(entry.parentPath, entry.name))), { recursive: true });
  for (const [done, path] of files.entries()) {
    if (signal?.aborted === true) throw new KicklabError('CANCELLED', { what: 'move' });
    await copyFile(join(from, path), join(to, path));
    await flushFile(join(to, path));
    if ((await digestOf(join(to, path))) !== (await digestOf(join(from, path)))) throw new KicklabError('OUTPUT_UNWRITABLE', { file: join(to, path), reason: 'the disk did not keep what was written' });
    tell(done + 1, files.length);
  }
  for (const entry of entries) if (entry.isDirectory()) flushFolder(join(to, relative(from, join(entry.parentPath, entry.name))));
  flushFolder(to);
  return files.length;
}

async function flushFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
