/** Where what was made is written: folders and names. It does not know what is in the files. */

import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { isDeviceName } from '../base/archive-path.ts';
import { writeFailure } from '../base/write-file.ts';

/** Makes `dir` and everything above it. @throws OUTPUT_UNWRITABLE, DISK_FULL */
export async function ensureFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
    await access(dir, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw writeFailure(dir, thrown);
  }
}

/**
 * Output paths for a list of inputs: the input's base name with `extension`, in `out`. Where two
 * inputs share a base name (case ignored, as some disks do) the later ones get `-2`, `-3`, ...,
 * never a name that another input owns.
 */
export function outputPaths(inputs: readonly string[], out: string, extension: string): string[] {
  const stems = inputs.map((file) => basename(file, extname(file)));
  const owned = new Set(stems.map(fold));
  const taken = new Set<string>();
  return stems.map((stem) => {
    let name = stem;
    for (let n = 2; taken.has(fold(name)) || (name !== stem && owned.has(fold(name))); n++) name = `${stem}-${String(n)}`;
    taken.add(fold(name));
    return join(out, name + extension);
  });
}

/**
 * A path in `out` for `name`, which may be in `taken` already; then `-2`, `-3`, ... stands before
 * the extension. The name that was chosen joins `taken`.
 */
export function freePath(out: string, name: string, taken: Set<string>): string {
  const extension = extname(name);
  const stem = basename(name, extension);
  let free = name;
  for (let n = 2; taken.has(fold(free)); n++) free = `${stem}-${String(n)}${extension}`;
  taken.add(fold(free));
  return join(out, free);
}

/** Linux and others take 255 bytes; some of them are for a number and the extension. */
const MAX_STEM_BYTES = 200;

/** A file name that every platform takes, as near to `name` as can be. */
export function fileNameOf(name: string, extension: string): string {
  const plain = name.replace(/[\p{Cc}<>:"/\\|?*]/gu, '-').replace(/^\./, '_');
  let stem = '';
  for (const { segment } of new Intl.Segmenter().segment(plain)) {
    if (Buffer.byteLength(stem + segment) > MAX_STEM_BYTES) break;
    stem += segment;
  }
  stem = stem.replace(/[. ]+$/, '');
  return (stem === '' || isDeviceName(stem) ? `${stem}_` : stem) + extension;
}

/** @throws OUTPUT_IS_INPUT where `output` is one of the inputs. */
export function refuseOverwriting(inputs: readonly string[], output: string): void {
  const target = resolve(output);
  if (inputs.some((file) => resolve(file) === target)) throw new KicklabError('OUTPUT_IS_INPUT', { file: output });
}

/** `0001.wav`, `0002.wav`, ...; wider once there are more than 9999. */
export function numberedPath(out: string, number: number, count: number): string {
  return join(out, `${String(number).padStart(Math.max(4, String(count).length), '0')}.wav`);
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
