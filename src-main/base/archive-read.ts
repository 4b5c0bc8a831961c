/**
 * Zip archives that may come from anywhere: the whole table of contents is judged before a byte
 * is unpacked. Paths that leave their folder, links, encrypted and overlapping entries, and more
 * or larger files than were asked for are refused. What is in the files is not known here.
 */

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { foldPath, pathProblem } from './archive-path.ts';
import { writeFailure } from './write-file.ts';

/** The most that an archive may hold. */
export interface ArchiveLimits {
  entries: number;
  /** All of it, unpacked. */
  bytes: number;
}

export interface ArchiveFile {
  /** Good on every platform, and in no folder but its own. */
  path: string;
  /** Bytes, unpacked. */
  size: number;
}

export interface Archive {
  files: readonly ArchiveFile[];
  /** A file whole in memory. @throws ARCHIVE_UNREADABLE, ARCHIVE_REFUSED where it is not there or over `most` bytes */
  read(path: string, most: number): Promise<Buffer>;
  /**
   * Writes a file to its path below `dir` and flushes it; none may be there yet.
   * @returns the SHA-256 of what was written, in hex
   * @throws ARCHIVE_UNREADABLE, ARCHIVE_REFUSED, DISK_FULL, OUTPUT_UNWRITABLE
   */
  unpack(path: string, dir: string): Promise<string>;
  close(): void;
}

/** Deflate makes at most a thousandth of anything; what people keep, seldom a hundredth. */
const MAX_RATIO = 200;
/** Less than this harms nobody, however small it was packed. */
const RATIO_FROM_BYTES = 1 << 20;

const STORED = 0;
const DEFLATED = 8;
/** Bytes of a header ahead of each file, without its name (APPNOTE.TXT 4.3.7). */
const LOCAL_HEADER_BYTES = 30;
/** Kinds of a file in the upper half of the attributes, as stat has them. */
const KIND_MASK = 0o170000;
const PLAIN_FILE = 0o100000;
const FOLDER = 0o040000;

/**
 * Opens an archive and judges all that it says of its files.
 * @throws ARCHIVE_UNREADABLE; ARCHIVE_REFUSED naming the first entry that is not taken
 */
export async function openArchive(file: string, limits: ArchiveLimits): Promise<Archive> {
  const unreadable = (thrown: unknown): KicklabError =>
    new KicklabError('ARCHIVE_UNREADABLE', { file, reason: thrown instanceof Error ? thrown.message : String(thrown) }, { cause: thrown });
  const zip = await openPromise(file, { autoClose: false, decodeStrings: true, strictFileNames: true }).catch((thrown: unknown) => { throw unreadable(thrown); });
  try {
    const entries = await judged(zip, file, limits).catch((thrown: unknown) => { throw thrown instanceof KicklabError ? thrown : unreadable(thrown); });
    return archiveOf(zip, file, entries, unreadable);
  } catch (thrown) {
    zip.close();
    throw thrown;
  }
}

function archiveOf(zip: ZipFile, file: string, entries: ReadonlyMap<string, Entry>, unreadable: (thrown: unknown) => KicklabError): Archive {
  const known = (path: string): Entry => {
    const entry = entries.get(path);
    if (entry === undefined) throw new KicklabError('ARCHIVE_UNREADABLE', { file, reason: `${path} is missing` });
    return entry;
  };
  /** Unpacked bytes as they come; their number and checksum are held against what was announced. */
  const bytesOf = async function* (entry: Entry): AsyncGenerator<Buffer> {
    let sum = 0;
    try {
      const stream: Readable = await zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        sum = crc32(chunk, sum);
        yield chunk;
      }
    } catch (thrown) {
      throw unreadable(thrown);
    }
    if (sum !== entry.crc32) throw new KicklabError('ARCHIVE_UNREADABLE', { file, reason: `${entry.fileName} is damaged` });
  };
  return {
    files: [...entries.values()].map((entry) => ({ path: entry.fileName, size: entry.uncompressedSize })),
    read: async (path, most) => {
      const entry = known(path);
      if (entry.uncompressedSize > most) throw new KicklabError('ARCHIVE_REFUSED', { file, entry: path, reason: 'it is too large' });
      return buffer(bytesOf(entry));
    },
    unpack: async (path, dir) => {
      const entry = known(path);
      const target = join(dir, path);
      const digest = createHash('sha256');
      try {
        await mkdir(dirname(target), { recursive: true });
        await pipeline(bytesOf(entry), async function* (chunks) {
          for await (const chunk of chunks) {
            digest.update(chunk);
            yield chunk;
          }
        }, createWriteStream(target, { flags: 'wx', flush: true }));
        return digest.digest('hex');
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') await rm(target, { force: true });
        throw thrown instanceof KicklabError ? thrown : writeFailure(target, thrown);
      }
    },
    close: () => { zip.close(); },
  };
}

/** The plain files of an archive by path. @throws ARCHIVE_REFUSED, and what yauzl throws */
async function judged(zip: ZipFile, file: string, limits: ArchiveLimits): Promise<Map<string, Entry>> {
  const refused = (entry: string, reason: string): KicklabError => new KicklabError('ARCHIVE_REFUSED', { file, entry, reason });
  const entries = new Map<string, Entry>();
  const folded = new Set<string>();
  const spans: { from: number; to: number; name: string }[] = [];
  let bytes = 0;
  if (zip.entryCount > limits.entries) throw refused('all', `there are ${String(zip.entryCount)} files, more than the ${String(limits.entries)} that are taken`);
  for await (const entry of zip.eachEntry()) {
    const { fileName: name } = entry;
    const isFolder = name.endsWith('/');
    const problem = pathProblem(isFolder ? name.slice(0, -1) : name) ?? kindProblem(entry, isFolder);
    if (problem !== null) throw refused(name, problem);
    if (folded.has(foldPath(name))) throw refused(name, 'another has its path');
    folded.add(foldPath(name));
    bytes += entry.uncompressedSize;
    if (bytes > limits.bytes) throw refused(name, `with it there are over ${String(limits.bytes)} bytes`);
    const from = entry.relativeOffsetOfLocalHeader;
    spans.push({ from, to: from + LOCAL_HEADER_BYTES + entry.fileNameLength + entry.compressedSize, name });
    if (!isFolder) entries.set(name, entry);
  }
  spans.sort((a, b) => a.from - b.from);
  spans.forEach(({ to, name }, i) => {
    // Fifield 2019, "A better zip bomb": one stretch of bytes as the content of many files.
    if (to > (i + 1 < spans.length ? spans[i + 1].from : zip.fileSize)) throw refused(name, 'it overlaps with another');
  });
  return entries;
}

function kindProblem(entry: Entry, isFolder: boolean): string | null {
  const kind = (entry.externalFileAttributes >>> 16) & KIND_MASK;
  if (kind !== 0 && kind !== (isFolder ? FOLDER : PLAIN_FILE)) return 'it is no plain file';
  if (entry.isEncrypted()) return 'it is encrypted';
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) return 'it is packed in a way that is not known';
  if (entry.uncompressedSize > RATIO_FROM_BYTES && entry.uncompressedSize > MAX_RATIO * entry.compressedSize) return 'it is far larger than it was packed';
  return null;
}
