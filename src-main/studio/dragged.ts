/**
 * The folder of the files that other programs get: `<library>/dragged/<name>.wav`. Programs keep
 * using a file where they got it, so one that was taken is never changed, renamed or removed here.
 *
 * A file has to stand before anybody can take it, and most are never taken. So one that is new is
 * offered: an empty `.<name>.offered` stands beside it until somebody takes it. What is still
 * offered when the program ends goes, and so does what a crash left a day ago. Of two who remove the
 * mark, one succeeds: that decides between taking and removing, also between processes.
 */

import { readdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { readWav } from '../audio/wav-read.ts';
import { writeNewFile } from '../base/new-file.ts';
import { writeFailure } from '../base/write-file.ts';
import { DRAGGED_FOLDER } from '../library/dragged-folder.ts';
import { ensureFolder } from './output.ts';

export interface DraggedSound {
  /** Of the file, with its extension; a number is added where another sound has it. */
  fileName: string;
  samples: Float32Array;
  sampleRate: number;
  /** The whole file: 32-bit float. */
  wav: () => Uint8Array;
}

export interface Dragged {
  /** The file of a sound: one that stands already where it holds that very sound. @throws DISK_FULL, OUTPUT_UNWRITABLE */
  stand(sound: DraggedSound): Promise<string>;
  /** From now on the files are somebody's. */
  take(paths: readonly string[]): void;
  /** Removes what nobody took. */
  close(): void;
}

const MARK = '.offered';
/** Files that are offered at once; the oldest go first. 50 MiB with a quarter of a MiB each. */
const MOST_OFFERED = 200;
/** What was offered this long ago is offered by nobody any more. */
const STALE_MS = 24 * 3600 * 1000;

const markOf = (path: string): string => join(dirname(path), `.${basename(path)}${MARK}`);

/** @param library Folder of the library. Nothing is made before there is something to stand in it. */
export function createDragged(library: () => string, now: () => number = Date.now): Dragged {
  /** Paths that this process offers, oldest first. */
  const offered = new Set<string>();
  const swept = new Set<string>();

  const stand = async ({ fileName, samples, sampleRate, wav }: DraggedSound): Promise<string> => {
    const folder = join(library(), DRAGGED_FOLDER);
    await ensureFolder(folder);
    if (!swept.has(folder)) sweep(folder, now() - STALE_MS);
    swept.add(folder);
    const extension = extname(fileName);
    const stem = basename(fileName, extension);
    for (let n = 1; ; n++) {
      const path = join(folder, `${stem}${n === 1 ? '' : `-${String(n)}`}${extension}`);
      const there = await standsAt(path, samples, sampleRate);
      if (there === 'same') return path;
      if (there === 'other') continue;
      const ours = mark(path);
      if (await writeNewFile(path, wav())) {
        offered.add(path);
        return path;
      }
      // Another process was faster. Whether its file is somebody's already, its own mark tells.
      if (ours) rmSync(markOf(path), { force: true });
      if ((await standsAt(path, samples, sampleRate)) === 'same') return path;
    }
  };

  return {
    stand: async (sound) => {
      const path = await stand(sound);
      // Asked for again: it is as good as new.
      if (offered.delete(path)) offered.add(path);
      for (const oldest of [...offered].slice(0, -MOST_OFFERED)) {
        offered.delete(oldest);
        withdraw(oldest);
      }
      return path;
    },
    take: (paths) => {
      for (const path of paths) {
        offered.delete(path);
        rmSync(markOf(path), { force: true });
      }
    },
    close: () => {
      offered.forEach(withdraw);
      offered.clear();
    },
  };
}

/** Why something that stands there cannot be read. */
const IN_THE_WAY = ['EISDIR', 'EACCES', 'EPERM', 'EBUSY'];

async function standsAt(path: string, samples: Float32Array, sampleRate: number): Promise<'same' | 'other' | 'nothing'> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (thrown) {
    const { code = '' } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'nothing';
    if (IN_THE_WAY.includes(code)) return 'other';
    throw writeFailure(path, thrown);
  }
  try {
    const held = readWav(bytes, path);
    return held.sampleRate === sampleRate && held.channels.length === 1 && sameBits(held.channels[0], samples) ? 'same' : 'other';
  } catch {
    // No sound: somebody else's.
    return 'other';
  }
}

function sameBits(a: Float32Array, b: Float32Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));
}

/** @returns false where it is marked already. */
function mark(path: string): boolean {
  try {
    writeFileSync(markOf(path), '', { flag: 'wx' });
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw writeFailure(path, thrown);
  }
}

/** Removes a file unless it was taken. What cannot be removed stays: it is in nobody's way. */
function withdraw(path: string): void {
  try {
    unlinkSync(markOf(path));
    rmSync(path, { force: true });
  } catch {
    // Taken.
  }
}

function sweep(folder: string, before: number): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(MARK) || statSync(join(folder, name)).mtimeMs > before) continue;
    withdraw(join(folder, name.slice(1, -MARK.length)));
  }
}
