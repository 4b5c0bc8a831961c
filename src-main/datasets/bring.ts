/**
 * The sounds of folders, archives and files: found, and read once for the hash of their content.
 * Archives are unpacked into a folder of ours; nothing else is written, and nothing of the user's changed.
 */

import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { DatasetPhase } from '../../src-preload/contract/datasets.ts';
import { KicklabError, type ErrorCode } from '../../src-preload/contract/errors.ts';
import type { FailedItem } from '../../src-preload/contract/fields.ts';
import { isArchiveName, isHiddenPath, isSoundName, mayHoldSounds } from '../../src-preload/contract/sound-files.ts';
import { openArchive, type ArchiveLimits } from '../base/archive-read.ts';
import { listFiles } from '../base/audio-files.ts';
import { digestOf } from '../base/file-digest.ts';

export interface BringOptions {
  /** Folder that archives are unpacked into. */
  unpackInto: string;
  tell: (phase: DatasetPhase, done: number, total: number) => void;
  signal?: AbortSignal | undefined;
}

/** A sound that was found. */
export interface Found {
  /** Absolute. */
  file: string;
  /** What was brought, absolute; the name of what was sent. */
  source: string;
  /** The folder or archive that its categories are told within; null where nobody knows what folder it lay in. */
  bank: string | null;
  /** Path below the source, `/` between its parts; an archive within it counts as a folder. */
  shown: string;
  sha256: string;
}

export interface Brought {
  sounds: Found[];
  failed: FailedItem[];
}

/** What the rest would meet too. */
const ENDS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['CANCELLED', 'DISK_FULL', 'OUTPUT_UNWRITABLE']);
/** Far above any bank that is sold. */
const LIMITS: ArchiveLimits = { entries: 100_000, bytes: 32 * 2 ** 30 };

/**
 * Finds and reads all that `paths` mean, in their order, each file once.
 * @throws CANCELLED, DISK_FULL, OUTPUT_UNWRITABLE; where there is no sound at all DATASET_EMPTY, or what the first path failed with
 */
export async function bring(paths: readonly string[], options: BringOptions): Promise<Brought> {
  const failures: { file: string; failure: KicklabError }[] = [];
  const attempt = async (file: string, work: () => Promise<void>): Promise<void> => {
    if (options.signal?.aborted === true) throw new KicklabError('CANCELLED', { what: 'dataset' });
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof KicklabError)) throw thrown;
      const failure = thrown as KicklabError;
      if (ENDS.has(failure.code)) throw failure;
      failures.push({ file, failure });
    }
  };

  const files = new Map<string, Omit<Found, 'sha256'>>();
  const archives: { file: string; source: string; shown: string }[] = [];
  const take = (file: string, source: string, shown: string): void => {
    if (isArchiveName(file)) archives.push({ file, source, shown });
    else if (!files.has(file)) files.set(file, { file, source, bank: file === source ? dirname(file) : source, shown });
  };
  const sources = [...new Set(paths.map((path) => resolve(path)))];
  for (const source of sources) {
    await attempt(source, async () => {
      if (!(await isFolder(source))) take(source, source, basename(source));
      else for (const below of await listFiles(source, mayHoldSounds)) take(join(source, below), source, below);
    });
  }
  for (const [n, archive] of archives.entries()) {
    options.tell('unpack', n, archives.length);
    await attempt(archive.file, async () => {
      const dir = await unpacked(archive.file, options);
      // What was brought itself is the source; one within a folder is a folder of it.
      const below = archive.file === archive.source ? '' : `${withoutEnding(archive.shown)}/`;
      for (const path of await listFiles(dir, isSoundName)) take(join(dir, path), archive.source, below + path);
    });
  }
  const order = new Map(sources.map((source, at) => [source, at]));
  const wanted = [...files.values()].sort((one, other) =>
    (order.get(one.source) ?? 0) - (order.get(other.source) ?? 0) || (one.shown < other.shown ? -1 : 1));
  const sounds: Found[] = [];
  for (const [n, found] of wanted.entries()) {
    options.tell('read', n, wanted.length);
    await attempt(found.file, async () => { sounds.push({ ...found, sha256: await hashOf(found.file, options.signal) }); });
  }
  if (sounds.length === 0) throw failures.at(0)?.failure ?? new KicklabError('DATASET_EMPTY', { paths: sources });
  return { sounds, failed: failures.map(({ file, failure }) => ({ file, error: failure.toBody() })) };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

/** The folder that holds the sounds of an archive, named by its content: the same archive is unpacked once. */
async function unpacked(file: string, { unpackInto, signal }: BringOptions): Promise<string> {
  const dir = join(unpackInto, (await hashOf(file, signal)).slice(0, 32));
  if (await readdir(dir).then(() => true, () => false)) return dir;
  const half = `${dir}.part`;
  await rm(half, { recursive: true, force: true });
  const archive = await openArchive(file, LIMITS);
  try {
    for (const { path } of archive.files) {
      if (signal?.aborted === true) throw new KicklabError('CANCELLED', { what: 'dataset' });
      if (isSoundName(path) && !isHiddenPath(path)) await archive.unpack(path, half);
    }
    if (await readdir(half).then(() => false, () => true)) throw new KicklabError('DATASET_EMPTY', { paths: [file] });
    await rename(half, dir);
    return dir;
  } finally {
    archive.close();
    await rm(half, { recursive: true, force: true });
  }
}

/** What is in files now: SHA-256 by file, but for those that cannot be read. @throws CANCELLED */
export async function readAgain(files: readonly string[], { tell, signal }: Pick<BringOptions, 'tell' | 'signal'>): Promise<Map<string, string>> {
  const contents = new Map<string, string>();
  for (const [n, file] of files.entries()) {
    tell('read', n, files.length);
    const sha256 = await hashOf(file, signal).catch((thrown: unknown) => {
      if (thrown instanceof KicklabError && (thrown as KicklabError).code !== 'CANCELLED') return null;
      throw thrown;
    });
    if (sha256 !== null) contents.set(file, sha256);
  }
  return contents;
}

/** SHA-256 of a file, in hex. */
async function hashOf(file: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    return await digestOf(file, signal);
  } catch (thrown) {
    if (signal?.aborted === true) throw new KicklabError('CANCELLED', { what: 'dataset' }, { cause: thrown });
    throw unreadable(file, thrown);
  }
}

function unreadable(file: string, thrown: unknown): KicklabError {
  const { code, message } = thrown as NodeJS.ErrnoException;
  return code === 'ENOENT'
    ? new KicklabError('FILE_NOT_FOUND', { file }, { cause: thrown })
    : new KicklabError('FILE_NOT_READABLE', { file, reason: message }, { cause: thrown });
}

/** A path without the ending of its last name. */
export function withoutEnding(path: string): string {
  return path.slice(0, path.length - extname(path).length);
}

/** Folders of a path below its source, outermost first. */
export function foldersOf(shown: string): string[] {
  const dir = dirname(shown);
  return dir === '.' ? [] : dir.split('/');
}
