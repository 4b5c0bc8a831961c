/**
 * Files that are sent by who cannot tell where they lie, such as a page in a browser. They come part
 * by part into a hidden folder for each upload, and out of it whole or not at all: a data set takes
 * the folder as it is, and one that nobody takes is deleted after a day.
 */

import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { MAX_SENT_ARCHIVE_MEGABYTES, MAX_SOUND_MEGABYTES } from '../../src-preload/contract/limits.ts';
import { isArchiveName, isHiddenPath, mayHoldSounds } from '../../src-preload/contract/sound-files.ts';
import { isDeviceName, pathProblem } from '../base/archive-path.ts';
import { createTurns } from '../base/turns.ts';
import { writeFailure } from '../base/write-file.ts';

/** A part of a file. */
export interface SentPart {
  upload: string;
  /** Below what was chosen, which is its first part; `/` between its parts. */
  path: string;
  /** Of the whole file, bytes. */
  size: number;
  /** When the file was last changed, milliseconds since 1970: of copies the doctor keeps the oldest. */
  modifiedAt: number;
  /** Bytes that were sent of it before; 0 begins it, anew where it was begun before. */
  offset: number;
  bytes: Uint8Array;
}

export interface Uploads {
  /**
   * Takes the next part of a file, one file at a time. @returns how many bytes there are of it now
   * @throws SENT_FILE_REFUSED, DISK_FULL, OUTPUT_UNWRITABLE, naming the file as it was sent
   */
  take(part: SentPart): Promise<number>;
  /** Moves all that was sent whole to the folder `into`, which is not there yet. @throws UPLOAD_UNKNOWN, DISK_FULL, OUTPUT_UNWRITABLE */
  claim(upload: string, into: string): Promise<void>;
  /** Deletes what was sent. */
  discard(upload: string): Promise<void>;
}

/** How the folders of uploads begin; nobody lists hidden ones. */
const FOLDER = '.sent-';
/** The file that is being sent. None can be called so: hidden ones are refused. */
const PART = '.part';
/** Nobody goes on with it after this, ms. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** @param dir Folder of all data sets; made with the first upload. */
export function openUploads(dir: string, now: () => number): Uploads {
  const inTurn = createTurns();
  /** The file that each upload is at. */
  const begun = new Map<string, { path: string; received: number }>();
  const folderOf = (upload: string): string => join(dir, FOLDER + upload);

  const clear = async (): Promise<void> => {
    for (const name of (await readdir(dir).catch(() => [])).filter((each) => each.startsWith(FOLDER))) {
      const { mtimeMs } = await stat(join(dir, name)).catch(() => ({ mtimeMs: Infinity }));
      if (now() - mtimeMs > KEPT_MS) await rm(join(dir, name), { recursive: true, force: true });
    }
  };

  return {
    take: (part) => inTurn(part.upload, async () => {
      const { upload, path, size, offset, bytes } = part;
      refuseHostile(part);
      const folder = folderOf(upload);
      if (offset === 0) {
        if (!begun.has(upload)) await clear();
        begun.set(upload, { path, received: 0 });
      }
      const file = begun.get(upload);
      if (file?.path !== path || file.received !== offset) throw new KicklabError('SENT_FILE_REFUSED', { file: path, reason: 'its parts came out of order' });
      try {
        await mkdir(folder, { recursive: true });
        await append(join(folder, PART), part);
        file.received += bytes.length;
        if (file.received === size) await settle(folder, part);
        return file.received;
      } catch (thrown) {
        throw thrown instanceof KicklabError ? thrown : writeFailure(path, thrown);
      }
    }),
    claim: (upload, into) => inTurn(upload, async () => {
      begun.delete(upload);
      const folder = folderOf(upload);
      try {
        await rm(join(folder, PART), { force: true });
        await mkdir(dirname(into), { recursive: true });
        await rename(folder, into);
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') throw new KicklabError('UPLOAD_UNKNOWN', { id: upload }, { cause: thrown });
        throw writeFailure(into, thrown);
      }
    }),
    discard: (upload) => inTurn(upload, async () => {
      begun.delete(upload);
      await rm(folderOf(upload), { recursive: true, force: true });
    }),
  };
}

/** @throws SENT_FILE_REFUSED */
function refuseHostile({ path, size, offset, bytes }: SentPart): void {
  const most = isArchiveName(path) ? MAX_SENT_ARCHIVE_MEGABYTES : MAX_SOUND_MEGABYTES;
  const reason = pathProblem(path)
    ?? (isHiddenPath(path) ? 'it is hidden' : null)
    ?? (path.split('/').some(isDeviceName) ? 'a name in its path is one that Windows keeps for devices' : null)
    ?? (mayHoldSounds(path) ? null : 'it is neither a sound nor a zip archive')
    ?? (size > most * 2 ** 20 ? `it is larger than ${String(most)} MB` : null)
    ?? (offset + bytes.length > size ? 'more of it came than it has' : null);
  if (reason !== null) throw new KicklabError('SENT_FILE_REFUSED', { file: path, reason });
}

/** Writes a part behind those before it; the last one flushes the file. */
async function append(file: string, { offset, bytes, size }: SentPart): Promise<void> {
  const handle = await open(file, offset === 0 ? 'w' : 'a');
  try {
    await handle.writeFile(bytes);
    if (offset + bytes.length === size) await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a file that is whole its place. @throws SENT_FILE_REFUSED where another has it, on a disk that takes two paths for one too */
async function settle(folder: string, { path, modifiedAt }: SentPart): Promise<void> {
  const target = join(folder, path);
  if (await stat(target).then(() => true, () => false)) throw new KicklabError('SENT_FILE_REFUSED', { file: path, reason: 'another has its path' });
  const seconds = modifiedAt / 1000;
  await utimes(join(folder, PART), seconds, seconds);
  await mkdir(dirname(target), { recursive: true });
  await rename(join(folder, PART), target);
}
