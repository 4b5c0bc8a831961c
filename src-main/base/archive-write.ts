/**
 * Zip archives as they are written: entry after entry as they are asked for, so that an archive
 * of any size takes the memory of one entry. The same entries give the same bytes. What is in
 * them is not known here.
 */

import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { ZipFile } from 'yazl';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { foldPath, pathProblem } from './archive-path.ts';
import { replaceFile } from './write-file.ts';

export interface ArchiveEntry {
  /** Relative, `/` between its parts. */
  path: string;
  /** The bytes, or the file that holds them: that is read when its turn comes. */
  content: Uint8Array | { file: string };
  /** Whether it is made smaller: worth its time for text and tables, little for float samples. */
  compress: boolean;
}

/** Asked for one at a time; whoever wants to tell progress does so as the next one is asked for. */
export type ArchiveEntries = Iterable<ArchiveEntry> | AsyncIterable<ArchiveEntry>;

/** The first day that the format knows, on every entry: what is in an archive alone decides its bytes. */
const NO_DATE = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };

/**
 * An archive as a stream. It fails with what the entries or their files throw.
 * @throws RangeError in the stream for a path that may not stand in an archive, or stands in it twice.
 */
export function archiveStream(entries: ArchiveEntries): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream;
  if (!(out instanceof PassThrough)) throw new TypeError('yazl writes into another kind of stream than it did');
  const gone = new AbortController();
  out.once('close', () => { gone.abort(); });
  zip.on('error', (failure: Error) => out.destroy(failure));
  addAll(zip, out, entries, gone.signal).then(
    () => { zip.end(); },
    (thrown: unknown) => { out.destroy(thrown as Error); },
  );
  return out;
}

/**
 * Writes an archive beside `file` under a hidden name, flushes it and renames it into place.
 * @throws CANCELLED, DISK_FULL, OUTPUT_UNWRITABLE, FILE_NOT_READABLE, what the entries throw; nothing is left behind then
 */
export async function writeArchive(file: string, entries: ArchiveEntries, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<void> {
  await replaceFile(file, async (temporary) => {
    try {
      await pipeline(archiveStream(entries), createWriteStream(temporary, { flush: true }), signal === undefined ? {} : { signal });
    } catch (thrown) {
      if (signal?.aborted === true) throw new KicklabError('CANCELLED', { what: 'archive' }, { cause: thrown });
      throw thrown;
    }
  });
}

/** @param gone Aborts when nobody reads the archive any more. */
async function addAll(zip: ZipFile, out: PassThrough, entries: ArchiveEntries, gone: AbortSignal): Promise<void> {
  const taken = new Set<string>();
  for await (const { path, content, compress } of entries) {
    const problem = taken.has(foldPath(path)) ? 'another has its path' : pathProblem(path);
    if (problem !== null) throw new RangeError(`${path} in an archive: ${problem}`);
    taken.add(foldPath(path));
    if (content instanceof Uint8Array && !compress) {
      // Its checksum stands before it, so that readers that cannot seek take it too.
      zip.addBuffer(Buffer.from(content.buffer, content.byteOffset, content.byteLength), path, { ...NO_DATE, compress });
      // yazl takes the next one up no sooner.
      await setImmediate();
    } else {
      const source = content instanceof Uint8Array ? Readable.from([content]) : createReadStream(content.file);
      source.once('error', (failure: Error) => out.destroy(unreadable(content, failure)));
      // Its last stage leaves the stream once all of it was passed on.
      const passed = once(out, 'unpipe', { signal: gone });
      zip.addReadStream(source, path, { ...NO_DATE, compress });
      await passed;
    }
    if (out.writableNeedDrain) await once(out, 'drain', { signal: gone });
    gone.throwIfAborted();
  }
}

function unreadable(content: ArchiveEntry['content'], failure: Error): Error {
  return 'file' in content ? new KicklabError('FILE_NOT_READABLE', { file: content.file, reason: failure.message }, { cause: failure }) : failure;
}
