/**
 * Whole files, written so that a reader (or a crash) sees the old one or the new one and never
 * a part of either.
 */

import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';

export interface WriteOptions {
  /**
   * Whether the data must be on the disk before this resolves. A file that can be made again is
   * whole after a crash of the program either way, and after a crash of the machine it is made again.
   */
  flush?: boolean;
}

/**
 * Writes `data` beside `file` under a hidden name and renames it into place; makes missing folders.
 * @throws DISK_FULL, OUTPUT_UNWRITABLE. Nothing is left behind.
 */
export async function writeFileAtomic(file: string, data: string | Uint8Array, { flush = true }: WriteOptions = {}): Promise<void> {
  await replaceFile(file, async (temporary) => {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(data);
      if (flush) await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

/**
 * Has `write` make a file of a hidden name beside `file` and renames it into place; makes missing folders.
 * @throws DISK_FULL, OUTPUT_UNWRITABLE, what `write` throws with a code of ours. Nothing is left behind.
 */
export async function replaceFile(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    await mkdir(dirname(file), { recursive: true });
    await write(temporary);
    await rename(temporary, file);
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw thrown instanceof KicklabError ? thrown : writeFailure(file, thrown);
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'part of the path is a file',
  EEXIST: 'a file of that name is in the way',
  EISDIR: 'a folder of that name is in the way',
  ENAMETOOLONG: 'the name is too long',
};

/** The coded error for a failed write. */
export function writeFailure(file: string, cause: unknown): KicklabError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new KicklabError('DISK_FULL', { file }, { cause });
  return new KicklabError('OUTPUT_UNWRITABLE', { file, reason: REASONS[code] ?? String(cause) }, { cause });
}
