/**
 * What the desktop program remembers from one start to the next, in one small file. It is a
 * convenience: a file that is damaged or cannot be written is passed over.
 */

import { readFileSync } from 'node:fs';
import { writeFileAtomic } from '../base/write-file.ts';
import type { WindowState } from './window-state.ts';

export interface Remembered {
  window: WindowState;
  /** Folder of the last download. */
  downloads: string;
  /** Folder of the sound that was opened last. */
  sounds: string;
}

export interface Memory {
  /** Read from the file as it stands; whoever uses it checks it. */
  recall(key: keyof Remembered): unknown;
  /** Writes are done one after the other. */
  remember(part: Partial<Remembered>): void;
  /** Resolves when everything so far is written. */
  flush(): Promise<void>;
}

export function openMemory(file: string): Memory {
  const known: Record<string, unknown> = read(file);
  let written = Promise.resolve();
  return {
    recall: (key) => known[key],
    remember: (part) => {
      Object.assign(known, part);
      const text = JSON.stringify(known, null, 2);
      written = written.then(() => writeFileAtomic(file, text)).catch(() => undefined);
    },
    flush: () => written,
  };
}

function read(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
