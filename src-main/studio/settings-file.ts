/**
 * What is settled, in one small JSON file of the data folder that every door and the command line
 * read. It is read anew each time, so that what another process settled counts too. A damaged file is
 * set aside with a line that says so; each entry of it that can still be read is kept.
 */

import { readFileSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { FIRST_SETTINGS, programSettings, type ProgramSettings } from '../../src-preload/contract/settings.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import type { SettledModel } from './ports.ts';

/** What the file holds. */
export interface KeptSettings extends ProgramSettings {
  /** Folder of the library where it is not the usual one. */
  library: string | null;
  /** The model of requests that name none, where it is not the factory model. */
  model: SettledModel | null;
}

export interface SettingsFile {
  readonly file: string;
  /** What is settled, and what is usual where nothing is. */
  read(): KeptSettings;
  /** Writes are done one after the other. @throws DISK_FULL, OUTPUT_UNWRITABLE */
  keep(part: Partial<KeptSettings>): Promise<void>;
  /** What was wrong with the file since the start, and what became of it. */
  trouble(): string | null;
  /** Calls `listener` after each change made here, until the function it returns is called. */
  watch(listener: () => void): () => void;
}

const FIRST: KeptSettings = { ...FIRST_SETTINGS, library: null, model: null };
const ENTRIES = { ...programSettings.shape, library: z.string().min(1).nullable(), model: z.object({ id: z.string().min(1), dir: z.string().min(1) }).nullable() };
const NAMES = Object.keys(FIRST) as (keyof KeptSettings)[];

/** @param tell Is given a line for a person to read when the file is damaged. */
export function openSettings(file: string, tell: (line: string) => void): SettingsFile {
  let trouble: string | null = null;
  let written = Promise.resolve();
  const listeners = new Set<() => void>();

  const report = (line: string): void => {
    trouble = line;
    tell(line);
  };
  const setAside = (reason: string): void => {
    const aside = `${file}.damaged`;
    try {
      renameSync(file, aside);
      report(`${file}: ${reason}; it was set aside as ${basename(aside)}`);
    } catch {
      report(`${file}: ${reason}`);
    }
  };

  /** The file's entries, those of a newer version among them; none where there is no file. */
  const readEntries = (): Record<string, unknown> => {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (thrown) {
      const { code, message } = thrown as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && trouble === null) report(`${file}: cannot be read (${message}), and what is usual holds`);
      return {};
    }
    const entries = parseObject(text);
    if (entries === null) {
      setAside('is damaged, and what is usual holds');
      return {};
    }
    const wrong: readonly string[] = NAMES.filter((name) => name in entries && !ENTRIES[name].safeParse(entries[name]).success);
    if (wrong.length === 0) return entries;
    const rest = Object.fromEntries(Object.entries(entries).filter(([name]) => !wrong.includes(name)));
    setAside(`what it says of ${wrong.join(' and ')} is not understood, and what is usual holds there`);
    // Where it cannot be written it is set aside again at the next start.
    write(() => rest).catch(() => undefined);
    return rest;
  };

  const write = (entries: () => Record<string, unknown>): Promise<void> => {
    const next = written.then(() => writeFileAtomic(file, `${JSON.stringify(entries(), null, 2)}\n`));
    written = next.catch(() => undefined);
    return next;
  };

  return {
    file,
    read: () => {
      const entries = readEntries();
      const known = NAMES.filter((name) => name in entries).map((name) => [name, entries[name]]);
      return { ...FIRST, ...(Object.fromEntries(known) as Partial<KeptSettings>) };
    },
    keep: async (part) => {
      await write(() => ({ ...readEntries(), ...part }));
      for (const listener of [...listeners]) listener();
    },
    trouble: () => trouble,
    watch: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
