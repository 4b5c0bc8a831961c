/**
 * Where a pack is built: a hidden folder within that of the pack, which says what was asked for and
 * what was done, and holds the kicks that were made. It goes once the pack is whole.
 */

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { PackSettings } from '../../src-preload/contract/pack-fields.ts';
import { writeFailure, writeFileAtomic } from '../base/write-file.ts';
import { openJournal, type Journal } from './journal.ts';

const WORKSHOP = '.kicklab-pack';
const SETTINGS = 'settings.json';
/** What systems lay into folders of their own accord. */
const LITTER = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

export interface Workshop<Made, Written> {
  /** Of kicks that were made, by their numbers. */
  made: Journal<Made>;
  /** Of files that were written. */
  written: Journal<Written>;
  /** For files of a pack that is to become an archive. */
  shelf: string;
  /** Keeps what is needed to write a kick later. @throws DISK_FULL, OUTPUT_UNWRITABLE */
  put(number: number, kick: object): Promise<void>;
  take(number: number): Promise<unknown>;
  remove(): Promise<void>;
}

/**
 * Opens the workshop in `out`, or begins one where the folder is empty.
 * @param asked What the pack is made of; another one may not go on here.
 * @throws PACK_FOLDER_TAKEN, OUTPUT_UNWRITABLE, DISK_FULL
 */
export async function openWorkshop<Made, Written>(out: string, asked: PackSettings & { bundles: readonly string[] }): Promise<Workshop<Made, Written>> {
  const dir = join(out, WORKSHOP);
  const [shelf, kicks] = [join(dir, 'pack'), join(dir, 'kicks')];
  const text = JSON.stringify(asked);
  const begun = await readFile(join(dir, SETTINGS), 'utf8').catch(() => null);
  if (begun === null) {
    const found = (await readdir(out)).filter((name) => name !== WORKSHOP && !LITTER.has(name));
    if (found.length > 0) throw new KicklabError('PACK_FOLDER_TAKEN', { out, reason: `there are files in it already, such as ${found[0]}` });
  } else if (begun !== text) {
    throw new KicklabError('PACK_FOLDER_TAKEN', { out, reason: 'another pack was begun in it' });
  }
  try {
    await mkdir(shelf, { recursive: true });
    await mkdir(kicks, { recursive: true });
    if (begun === null) await writeFileAtomic(join(dir, SETTINGS), text);
    for (const folder of [out, shelf]) await removeTemporary(folder);
  } catch (thrown) {
    throw thrown instanceof KicklabError ? thrown : writeFailure(dir, thrown);
  }
  const fileOf = (number: number): string => join(kicks, String(number));
  return {
    made: await openJournal<Made>(join(dir, 'made.jsonl')),
    written: await openJournal<Written>(join(dir, 'written.jsonl')),
    shelf,
    put: async (number, kick) => {
      // No rename: a kick counts once the journal names it.
      await writeFile(fileOf(number), serialize(kick)).catch((thrown: unknown) => { throw writeFailure(fileOf(number), thrown); });
    },
    take: async (number) => deserialize(await readFile(fileOf(number))) as unknown,
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

/** Half files of one who was killed, as writeFileAtomic names them. */
async function removeTemporary(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (/^\..+\.\d+\.tmp$/.test(name)) await rm(join(folder, name));
}
