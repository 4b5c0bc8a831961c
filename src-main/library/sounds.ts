/**
 * The files in `kicks/`: one `<id>.wav` a row. While it is not yet certain that a row goes with a
 * file, an empty `<id>.pending` stands beside it; the rows decide then, see `settle`. So a sweep
 * takes away what a crash left and never a file that merely has no row, such as those beside a
 * database that was put back from a backup. What is in a file is not known here.
 */

import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PENDING = '.pending';

export interface Sounds {
  folder: string;
  path(id: string): string;
  /** Writes a file through to the disk, pending until it is settled. */
  write(id: string, bytes: Uint8Array): void;
  read(id: string): Buffer;
  /** Makes a file pending whose row is about to go. */
  doubt(id: string): void;
  pending(): string[];
  /** Ends the doubt about a file: it stays when it `belongs` to a row, else it goes. */
  settle(id: string, belongs: boolean): void;
}

/** Makes `dir`/kicks where it is not there. */
export function openSounds(dir: string): Sounds {
  const folder = join(dir, 'kicks');
  if (mkdirSync(folder, { recursive: true }) !== undefined) flushFolder(dir);
  const path = (id: string): string => join(folder, `${id}.wav`);
  const mark = (id: string): string => join(folder, id + PENDING);
  const doubt = (id: string): void => { closeSync(openSync(mark(id), 'w')); };
  return {
    folder,
    path,
    write: (id, bytes) => {
      doubt(id);
      const file = openSync(path(id), 'wx');
      try {
        writeFileSync(file, bytes);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      flushFolder(folder);
    },
    read: (id) => readFileSync(path(id)),
    doubt,
    pending: () => readdirSync(folder).filter((name) => name.endsWith(PENDING)).map((name) => name.slice(0, -PENDING.length)),
    settle: (id, belongs) => {
      if (!belongs) rmSync(path(id), { force: true });
      rmSync(mark(id), { force: true });
    },
  };
}

/** Names in a folder reach the disk with the folder; Windows opens none and keeps them itself. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
