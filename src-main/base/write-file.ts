/**
 * Whole files, written so that a reader (or a crash) sees the old one or the new one and never
 * a part of either.
 */

import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { KicklabError } from '../../src-preload/contract/errors.ts';

/**
 * Writes `data` beside `file`, flushes it and renames it into place; makes missing folders.
 * @throws DISK_FULL, OUTPUT_UNWRITABLE. Nothing is left behind.
 */
export async function writeFileAtomic(file: string, data: string | Uint8Array): Promise<void> {
  const temporary = `${file}.${String(process.pid)}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeFailure(file, error);
  }
}

/** The coded error for a failed write. */
export function writeFailure(file: string, cause: unknown): KicklabError {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new KicklabError('DISK_FULL', { file }, { cause });
  return new KicklabError('OUTPUT_UNWRITABLE', { file, reason: code ?? message }, { cause });
}
