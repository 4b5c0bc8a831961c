/**
 * What was done, a line of JSON each, so that whoever is killed at any moment goes on after the last
 * whole line. It knows nothing of what the lines say.
 */

import { appendFile, readFile, truncate } from 'node:fs/promises';
import { writeFailure } from '../base/write-file.ts';

export interface Journal<T> {
  /** What earlier runs wrote down, in their order. */
  readonly past: readonly T[];
  /** @throws DISK_FULL, OUTPUT_UNWRITABLE */
  add(line: T): Promise<void>;
}

/** Opens or begins a journal; a last line that was cut off is taken away. @throws DISK_FULL, OUTPUT_UNWRITABLE */
export async function openJournal<T>(file: string): Promise<Journal<T>> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  const whole = bytes.lastIndexOf('\n') + 1;
  try {
    if (whole < bytes.length) await truncate(file, whole);
  } catch (thrown) {
    throw writeFailure(file, thrown);
  }
  const past = bytes.subarray(0, whole).toString('utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T);
  // One line after the other: two that are written at once could lie in each other.
  let last: Promise<void> = Promise.resolve();
  return {
    past,
    add: (line) => {
      last = last.then(() => appendFile(file, `${JSON.stringify(line)}\n`)).catch((thrown: unknown) => { throw writeFailure(file, thrown); });
      return last;
    },
  };
}
