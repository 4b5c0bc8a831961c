/**
 * The whole library as one zip file, and back: the database as it stood at one moment, the files
 * of its kicks, and a manifest with the digest of each. Imported files are referred to in the
 * library and so in its backup; they are not in it.
 */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { openArchive, type Archive } from '../base/archive-read.ts';
import { writeArchive, type ArchiveEntry } from '../base/archive-write.ts';
import { writeFailure } from '../base/write-file.ts';
import { whileAlone } from './alone.ts';
import { digestOf } from '../base/file-digest.ts';
import { checkLibrary, type JobOptions } from './checking.ts';
import { openDatabase } from './database.ts';
import { DRAGGED_FOLDER } from './dragged-folder.ts';
import { coded, libraryFailure } from './errors.ts';
import { flushFolder } from './sounds.ts';

const FORMAT = 1;
const MANIFEST = 'manifest.json';
const DATABASE = 'library.db';
/** A manifest has about 120 bytes a kick. */
const MAX_MANIFEST_BYTES = 1 << 28;
const MAX_FILES = 2_000_000;
/** What may stand in a backup beside the two above. */
const SOUND = /^kicks\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.wav$/;

const manifestSchema = z.strictObject({
  format: z.int(),
  createdAt: z.string(),
  kicks: z.int(),
  imported: z.int(),
  /** Kicks whose file was not there. */
  missing: z.array(z.string()),
  /** SHA-256 in hex by path. */
  files: z.record(z.string(), z.string()),
});
type Manifest = z.infer<typeof manifestSchema>;

export interface BackedUp {
  kicks: number;
  /** How many of them are files of the user's, which are not in the backup. */
  imported: number;
  /** Kicks whose file was not there. */
  missing: number;
}

/**
 * Writes the library in `dir` to `file`, which is whole or as it was before. Others may use the
 * library meanwhile; what they change after the beginning is not in the backup.
 * @throws CANCELLED, DISK_FULL, OUTPUT_UNWRITABLE, LIBRARY_BUSY, LIBRARY_UNUSABLE
 */
export async function backupLibrary(dir: string, file: string, { now, signal, tell }: JobOptions): Promise<BackedUp> {
  const scratch = join(dirname(file), `.${basename(file)}.${String(process.pid)}.parts`);
  try {
    await mkdir(scratch, { recursive: true }).catch((thrown: unknown) => { throw writeFailure(file, thrown); });
    const rows = await snapshot(dir, scratch);
    const made = rows.filter(({ path }) => path === null);
    const manifest: Manifest = { format: FORMAT, createdAt: new Date(now).toISOString(), kicks: rows.length, imported: rows.length - made.length, missing: [], files: {} };
    await writeArchive(file, entriesOf(dir, scratch, made.map(({ id }) => id), manifest, tell), { signal });
    flushFolder(dirname(file));
    return { kicks: manifest.kicks, imported: manifest.imported, missing: manifest.missing.length };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The database as it stands now, as a file in `scratch`. @returns its kicks */
async function snapshot(dir: string, scratch: string): Promise<{ id: string; path: string | null }[]> {
  try {
    const database = await openDatabase(dir);
    try {
      await database.backup(join(scratch, DATABASE));
    } finally {
      database.close();
    }
    const copy = await openDatabase(scratch);
    try {
      // One file, without a log beside it.
      copy.pragma('journal_mode = DELETE');
      return copy.prepare<[], { id: string; path: string | null }>('SELECT id, path FROM kicks ORDER BY number').all();
    } finally {
      copy.close();
    }
  } catch (thrown) {
    throw libraryFailure(dir, thrown);
  }
}

/** The manifest comes last, when every digest is known; `manifest` grows meanwhile. */
async function* entriesOf(dir: string, scratch: string, ids: readonly string[], manifest: Manifest, tell: JobOptions['tell']): AsyncGenerator<ArchiveEntry> {
  manifest.files[DATABASE] = await digestOf(join(scratch, DATABASE));
  yield { path: DATABASE, content: { file: join(scratch, DATABASE) }, compress: true };
  for (const [done, id] of ids.entries()) {
    const path = `kicks/${id}.wav`;
    // Small enough for memory, and read once: the digest is that of what is written.
    const content = await readFile(join(dir, path)).catch((thrown: unknown) => {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new KicklabError('FILE_NOT_READABLE', { file: join(dir, path), reason: (thrown as Error).message }, { cause: thrown });
    });
    if (content === null) manifest.missing.push(id);
    else {
      manifest.files[path] = createHash('sha256').update(content).digest('hex');
      // Float samples hardly become smaller, and packing them takes ten times as long as writing them.
      yield { path, content, compress: false };
    }
    tell(done + 1, ids.length);
  }
  yield { path: MANIFEST, content: Buffer.from(JSON.stringify(manifest)), compress: true };
}

export interface Restored {
  kicks: number;
  imported: number;
  missing: number;
  /** Where the library is kept that was there before; null where it held nothing. */
  before: string | null;
}

const beside = (dir: string, what: string): string => `${dir}.${what}`;

/**
 * Puts the library of a backup in the place of the one in `dir`, which is kept beside it. Nothing of
 * it is touched before the new one is unpacked and looked over; a crash at any moment leaves one of
 * the two, whole (see `finishRestore`). This process must not have the library open.
 * @throws ARCHIVE_UNREADABLE, ARCHIVE_REFUSED, BACKUP_UNUSABLE, LIBRARY_BUSY, DISK_FULL, OUTPUT_UNWRITABLE, CANCELLED
 */
export async function restoreLibrary(file: string, dir: string, { now, signal, tell }: JobOptions): Promise<Restored> {
  const unpacked = beside(dir, 'restoring');
  const ready = beside(dir, 'restored');
  for (const left of [unpacked, ready]) await rm(left, { recursive: true, force: true });
  try {
    const manifest = await unpackBackup(file, unpacked, { now, signal, tell });
    await rename(unpacked, ready);
    const before = await exchange(dir, ready);
    return { kicks: manifest.kicks, imported: manifest.imported, missing: manifest.missing.length, before };
  } catch (thrown) {
    throw thrown instanceof KicklabError ? thrown : writeFailure(dir, thrown);
  } finally {
    for (const left of [unpacked, ready]) await rm(left, { recursive: true, force: true });
  }
}

/** Ends a restore that a crash cut off between taking the old library away and putting the new one there. */
export async function finishRestore(dir: string): Promise<void> {
  if (!existsSync(dir) && existsSync(beside(dir, 'restored'))) await rename(beside(dir, 'restored'), dir);
}

async function unpackBackup(file: string, to: string, { now, signal, tell }: JobOptions): Promise<Manifest> {
  await mkdir(to, { recursive: true });
  const { bavail, bsize } = await statfs(to);
  const archive = await openArchive(file, { entries: MAX_FILES, bytes: bavail * bsize });
  try {
    const manifest = await readManifest(archive, file);
    await mkdir(join(to, 'kicks'), { recursive: true });
    const paths = Object.keys(manifest.files);
    for (const [done, path] of paths.entries()) {
      if (signal?.aborted === true) throw new KicklabError('CANCELLED', { what: 'restore' });
      if ((await archive.unpack(path, to)) !== manifest.files[path]) throw new KicklabError('BACKUP_UNUSABLE', { file, reason: `${path} is not what the manifest says` });
      tell(done + 1, paths.length);
    }
    await lookOver(file, to, manifest, { now, signal });
    for (const folder of [join(to, 'kicks'), to]) flushFolder(folder);
    return manifest;
  } finally {
    archive.close();
  }
}

async function readManifest(archive: Archive, file: string): Promise<Manifest> {
  for (const { path } of archive.files) {
    if (path !== MANIFEST && path !== DATABASE && !SOUND.test(path)) throw new KicklabError('ARCHIVE_REFUSED', { file, entry: path, reason: 'it is no part of a backup' });
  }
  const text = (await archive.read(MANIFEST, MAX_MANIFEST_BYTES)).toString();
  let manifest: Manifest;
  try {
    manifest = manifestSchema.parse(JSON.parse(text));
  } catch (thrown) {
    throw new KicklabError('BACKUP_UNUSABLE', { file, reason: 'its manifest cannot be read' }, { cause: thrown });
  }
  if (manifest.format > FORMAT) throw new KicklabError('BACKUP_UNUSABLE', { file, reason: `it was written by a newer Kicklab (format ${String(manifest.format)})` });
  const named = new Set(Object.keys(manifest.files));
  if (!named.has(DATABASE)) throw new KicklabError('BACKUP_UNUSABLE', { file, reason: 'there is no database in it' });
  const extra = archive.files.find(({ path }) => path !== MANIFEST && !named.has(path));
  if (extra !== undefined) throw new KicklabError('ARCHIVE_REFUSED', { file, entry: extra.path, reason: 'the manifest does not know it' });
  return manifest;
}

/** A backup whose database is damaged, or would do what ours does not, is refused. @throws BACKUP_UNUSABLE, LIBRARY_TOO_NEW, CANCELLED */
async function lookOver(file: string, dir: string, { missing }: Manifest, { now, signal }: Omit<JobOptions, 'tell'>): Promise<void> {
  const database = await openDatabase(dir).catch((thrown: unknown) => { throw libraryFailure(dir, thrown); });
  const strange = coded(dir, () => database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')").pluck().get());
  database.close();
  if (strange !== undefined) throw new KicklabError('BACKUP_UNUSABLE', { file, reason: `its database has a ${strange} that is none of ours` });
  const { items } = await checkLibrary(dir, { repair: false, now, signal, tell: () => undefined });
  const known = new Set(missing);
  const fault = items.find(({ kind, id }) => ['database', 'fileDamaged', 'fileStray'].includes(kind) || (kind === 'fileMissing' && !known.has(id ?? '')));
  if (fault !== undefined) throw new KicklabError('BACKUP_UNUSABLE', { file, reason: fault.message });
}

/** Takes the library in `dir` away and puts the one in `ready` there. @returns where the old one is, unless it held nothing */
async function exchange(dir: string, ready: string): Promise<string | null> {
  if (!existsSync(dir)) {
    await rename(ready, dir);
    return null;
  }
  const isEmpty = await holdsNothing(dir);
  // Windows moves no folder in which something is open, so the lock ends just before.
  await whileAlone(dir, () => Promise.resolve()).catch((thrown: unknown) => {
    // One that is damaged, or newer, is replaced too.
    if (thrown instanceof KicklabError && thrown.code === 'LIBRARY_BUSY') throw thrown;
  });
  const before = freeBeside(dir, 'before');
  await rename(dir, before);
  try {
    await rename(ready, dir);
  } catch (thrown) {
    await rename(before, dir);
    throw thrown;
  }
  // Other programs use these where they are.
  if (existsSync(join(before, DRAGGED_FOLDER))) await rename(join(before, DRAGGED_FOLDER), join(dir, DRAGGED_FOLDER));
  flushFolder(dirname(dir));
  if (!isEmpty) return before;
  await rm(before, { recursive: true, force: true });
  return null;
}

/** `<dir>.<what>`, or `<dir>.<what>-2` and so on where that is taken. */
function freeBeside(dir: string, what: string): string {
  let path = beside(dir, what);
  for (let n = 2; existsSync(path); n++) path = beside(dir, `${what}-${String(n)}`);
  return path;
}

/** Whether nobody would miss the library in `dir`. */
async function holdsNothing(dir: string): Promise<boolean> {
  const database = await openDatabase(dir).catch(() => null);
  if (database === null) return false;
  try {
    return database.prepare('SELECT 1 FROM kicks').get() === undefined && readdirSync(join(dir, 'kicks')).length === 0;
  } catch {
    return false;
  } finally {
    database.close();
  }
}
