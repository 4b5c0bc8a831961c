/**
 * Looking a library over, and mending it: the database, its indices, and every file. Nothing is
 * deleted: what belongs to no kick any more is moved to a folder beside the others, `set-aside`.
 */

import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { LibraryFault, LibraryHealth } from '../../src-preload/contract/library-health.ts';
import { digestOf } from '../base/file-digest.ts';
import { whileAlone } from './alone.ts';
import { openDatabase } from './database.ts';
import { libraryFailure } from './errors.ts';
import { indexFault } from './index-check.ts';
import { openIndices } from './indices.ts';
import { salvage } from './salvage.ts';
import { openSounds, type Sounds } from './sounds.ts';

/** Of what takes its time. */
export interface JobOptions {
  /** Milliseconds since 1970. */
  now: number;
  signal?: AbortSignal | undefined;
  tell: (done: number, total: number) => void;
}

export interface CheckOptions extends JobOptions {
  repair: boolean;
}

interface FileRow {
  number: number;
  id: string;
  name: string;
  sha256: string;
  path: string | null;
  file_bytes: number | null;
  file_changed_at: number | null;
  missing_at: number | null;
}

/**
 * Looks over the library in `dir`. This process must not have it open where it is to be repaired.
 * @throws LIBRARY_BUSY, LIBRARY_TOO_NEW, LIBRARY_UNUSABLE (where the folder cannot be used at all), CANCELLED
 */
export async function checkLibrary(dir: string, options: CheckOptions): Promise<LibraryHealth> {
  const items: LibraryFault[] = [];
  const aside = createAside(dir, options.now);
  const sounds = openSounds(dir);
  const damage = await databaseFault(dir);
  if (damage !== null) {
    const kicks = options.repair ? await mendDatabase(dir, aside) : null;
    items.push({
      kind: 'database', file: join(dir, 'library.db'), id: null, mended: kicks !== null,
      message: kicks === null ? `${damage}; a repair reads what can be read of it` : `${damage}; ${String(kicks)} sounds could be read of it`,
    });
    if (kicks === null) return { items, kicks: 0, missing: 0, setAside: null };
  }
  const database = await openDatabase(dir).catch((thrown: unknown) => { throw libraryFailure(dir, thrown); });
  try {
    items.push(...checkIndices(dir, database, options.repair));
    const files = await checkFiles(database, sounds, aside, options);
    items.push(...files.items, ...checkStrays(database, sounds, aside, options.repair));
    return { items, kicks: files.kicks, missing: files.missing, setAside: aside.used() };
  } finally {
    database.close();
  }
}

/** A folder for what is moved out of the way; made when it is needed. */
function createAside(dir: string, now: number) {
  const folder = join(dir, 'set-aside', new Date(now).toISOString().replaceAll(':', '-'));
  let used = false;
  const path = (file: string): string => {
    used = true;
    mkdirSync(folder, { recursive: true });
    return join(folder, basename(file));
  };
  return {
    folder,
    move: (file: string) => { renameSync(file, path(file)); },
    copy: (file: string) => { copyFileSync(file, path(file)); },
    used: () => (used ? folder : null),
  };
}
type Aside = ReturnType<typeof createAside>;

/** What is wrong with the database itself. @throws LIBRARY_BUSY, LIBRARY_TOO_NEW, NODE_TOO_OLD: those are no damage */
async function databaseFault(dir: string): Promise<string | null> {
  let database: Database | undefined;
  try {
    database = await openDatabase(dir);
    const found = database.prepare<[], string>('PRAGMA integrity_check(3)').pluck().all();
    return found.length === 1 && found[0] === 'ok' ? null : `library.db is damaged (${found.join('; ')})`;
  } catch (thrown) {
    const failure = libraryFailure(dir, thrown);
    if (failure.code !== 'LIBRARY_UNUSABLE') throw failure;
    return failure.message;
  } finally {
    database?.close();
  }
}

/** Sets a copy of the database aside and puts a whole one in its place. @returns how many kicks are in it */
async function mendDatabase(dir: string, aside: Aside): Promise<number> {
  const mend = async (): Promise<number> => {
    for (const name of ['library.db', 'library.db-wal', 'library.db-shm']) if (existsSync(join(dir, name))) aside.copy(join(dir, name));
    const scratch = join(aside.folder, 'mended');
    mkdirSync(scratch);
    return salvage(aside.folder, dir, scratch);
  };
  try {
    return await whileAlone(dir, mend);
  } catch (thrown) {
    // What cannot even be opened, nobody holds.
    if (thrown instanceof KicklabError && thrown.code === 'LIBRARY_UNUSABLE') return mend();
    throw thrown;
  }
}

function checkIndices(dir: string, database: Database, repair: boolean): LibraryFault[] {
  const indices = openIndices(database);
  const fault = indexFault(database);
  if (fault === null) return [];
  if (repair) indices.rebuild();
  return [{ kind: 'index', file: join(dir, 'library.db'), id: null, mended: repair, message: repair ? `${fault}; it was made anew` : `${fault}; a repair makes it anew` }];
}

async function checkFiles(database: Database, sounds: Sounds, aside: Aside, { repair, now, signal, tell }: CheckOptions): Promise<{ items: LibraryFault[]; kicks: number; missing: number }> {
  const rows = database.prepare<[], FileRow>('SELECT number, id, name, sha256, path, file_bytes, file_changed_at, missing_at FROM kicks ORDER BY number').all();
  const isThere = database.prepare('SELECT 1 FROM kicks WHERE number = ?');
  const mark = database.prepare('UPDATE kicks SET missing_at = ? WHERE number = ?');
  const items: LibraryFault[] = [];
  let missing = 0;
  for (const [done, row] of rows.entries()) {
    if (signal?.aborted === true) throw new KicklabError('CANCELLED', { what: 'check' });
    const file = row.path ?? sounds.path(row.id);
    const fault = row.path === null ? await madeFault(file, row) : await importedFault(file, row);
    tell(done + 1, rows.length);
    if (fault === null) {
      if (repair && row.missing_at !== null) mark.run(null, row.number);
      continue;
    }
    // Gone for good meanwhile, file and row.
    if (isThere.get(row.number) === undefined) continue;
    const isGone = fault.kind === 'fileMissing' || fault.kind === 'importedMissing';
    if (isGone && row.missing_at !== null) {
      missing += 1;
      continue;
    }
    if (repair && fault.kind === 'fileDamaged') aside.move(file);
    if (repair && fault.kind !== 'importedChanged') mark.run(now, row.number);
    items.push({ ...fault, file, id: row.id, message: `${row.name}: ${fault.message}`, mended: repair && fault.kind !== 'importedChanged' });
  }
  return { items, kicks: rows.length, missing };
}

type Fault = Pick<LibraryFault, 'kind' | 'message'>;

async function madeFault(file: string, { sha256 }: FileRow): Promise<Fault | null> {
  if (!existsSync(file)) return { kind: 'fileMissing', message: 'its file is gone; the sound stays, marked as missing: put the file back from a backup' };
  if ((await digestOf(file)) === sha256) return null;
  return { kind: 'fileDamaged', message: 'its file is not the one that was saved; it is set aside and the sound stays, marked as missing' };
}

async function importedFault(file: string, row: FileRow): Promise<Fault | null> {
  const stats = await stat(file).catch(() => null);
  if (stats === null) return { kind: 'importedMissing', message: 'its file is gone; the sound stays, marked as missing: import the folder that the file is in now' };
  if (stats.size === row.file_bytes && Math.floor(stats.mtimeMs) === row.file_changed_at) return null;
  return { kind: 'importedChanged', message: 'its file was changed since it was imported: import it again' };
}

/** Whatever lies in the folder of sounds and belongs to no kick. */
function checkStrays(database: Database, sounds: Sounds, aside: Aside, repair: boolean): LibraryFault[] {
  const strays = (): string[] => {
    const belongs = new Set(database.prepare<[], string>('SELECT id FROM kicks WHERE path IS NULL').pluck().all().map((id) => basename(sounds.path(id))));
    const pending = new Set(sounds.pending());
    return readdirSync(sounds.folder).filter((name) => !belongs.has(name) && !pending.has(name.replace(/\.[^.]*$/, '')));
  };
  // Who holds the write lock knows that nobody is in the middle of a save.
  const found = database.transaction(() => {
    const names = strays();
    if (repair) for (const name of names) aside.move(join(sounds.folder, name));
    return names;
  }).immediate();
  return found.map((name) => ({
    kind: 'fileStray', file: join(sounds.folder, name), id: null, mended: repair,
    message: repair ? 'belongs to no sound; it was set aside, where it can be imported' : 'belongs to no sound; a repair sets it aside',
  }));
}
