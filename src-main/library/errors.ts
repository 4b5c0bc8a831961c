/** What a failure of SQLite or of the file system means to whoever uses the library. */

import { KicklabError } from '../../src-preload/contract/errors.ts';

/** By the beginning of SQLite's code; the rest of it (`SQLITE_IOERR_WRITE`) is told as it is. */
const DATABASE_REASONS: readonly [string, string][] = [
  ['SQLITE_NOTADB', 'library.db is no database'],
  ['SQLITE_CORRUPT', 'library.db is damaged'],
  ['SQLITE_CANTOPEN', 'library.db cannot be opened or made'],
  ['SQLITE_READONLY', 'library.db is read-only'],
];

const FILE_REASONS: Partial<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'part of the path is a file',
  EEXIST: 'a file of that name is in the way',
};

/**
 * Runs `work` on the library in `dir`.
 * @throws LIBRARY_BUSY, DISK_FULL, LIBRARY_UNUSABLE, or what `work` throws with a code of ours.
 */
export function coded<T>(dir: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw libraryFailure(dir, thrown);
  }
}

/** The coded error for what was thrown. */
export function libraryFailure(dir: string, thrown: unknown): KicklabError {
  if (thrown instanceof KicklabError) return thrown as KicklabError;
  const cause = { cause: thrown };
  const { code = '', message } = thrown as NodeJS.ErrnoException;
  if (code.startsWith('SQLITE_BUSY')) return new KicklabError('LIBRARY_BUSY', { dir }, cause);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return new KicklabError('DISK_FULL', { file: dir }, cause);
  const known = DATABASE_REASONS.find(([start]) => code.startsWith(start));
  const reason = known === undefined ? (FILE_REASONS[code] ?? message) : `${known[1]} (${message})`;
  return new KicklabError('LIBRARY_UNUSABLE', { dir, reason }, cause);
}
