/** Sound files on their way from the disk to the page, which has no access to it. */

import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { EventPayload } from '../../src-preload/contract/events.ts';
import { MAX_SOUND_MEGABYTES } from '../../src-preload/contract/limits.ts';

/** @throws FILE_NOT_FOUND, FILE_NOT_READABLE, AUDIO_TOO_LARGE */
export async function readSound(file: string): Promise<EventPayload<'soundOpened'>> {
  try {
    const stats = await stat(file);
    if (!stats.isFile()) throw new KicklabError('FILE_NOT_READABLE', { file, reason: 'it is not a file' });
    const megabytes = stats.size / 2 ** 20;
    if (megabytes > MAX_SOUND_MEGABYTES) throw new KicklabError('AUDIO_TOO_LARGE', { file, megabytes, maxMegabytes: MAX_SOUND_MEGABYTES });
    // A plain Uint8Array: a Buffer would reach the page as one of a pool.
    return { name: basename(file), bytes: Uint8Array.from(await readFile(file)) };
  } catch (thrown) {
    if (thrown instanceof KicklabError) throw thrown;
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new KicklabError('FILE_NOT_FOUND', { file }, { cause: thrown });
    throw new KicklabError('FILE_NOT_READABLE', { file, reason: code === 'EACCES' ? 'permission denied' : message }, { cause: thrown });
  }
}
