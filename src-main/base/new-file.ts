/** Whole files under names that nobody has yet: what stands already is never replaced. */

import { randomUUID } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFailure } from './write-file.ts';

/**
 * Writes `data` through to the disk beside `file` under a hidden name, and gives it its name where
 * that is free; makes missing folders. A reader sees no part of it, a crash leaves none under the name.
 * @returns false where something of that name stands already. @throws DISK_FULL, OUTPUT_UNWRITABLE
 */
export async function writeNewFile(file: string, data: Uint8Array): Promise<boolean> {
  const temporary = join(dirname(file), `.${randomUUID()}.tmp`);
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return await nameIt(temporary, file);
  } catch (thrown) {
    throw writeFailure(file, thrown);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

async function nameIt(temporary: string, file: string): Promise<boolean> {
  try {
    await link(temporary, file);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
  }
  // A disk without links (FAT, some network shares): the name is reserved by an empty file.
  try {
    await (await open(file, 'wx')).close();
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
  await rename(temporary, file);
  return true;
}
