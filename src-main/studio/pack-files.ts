/** The files of a pack that is whole, by name: in their folder or in the archive. */

import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { packManifest, type PackManifest, type PackSettings } from '../../src-preload/contract/pack-fields.ts';
import type { PackResult } from '../../src-preload/contract/packs.ts';
import { openArchive } from '../base/archive-read.ts';
import { SHEET_KICKS } from '../packs/sheet.ts';
import { fileNameOf } from './output.ts';

export const MANIFEST = 'manifest.json';
export const LICENCE = 'LICENSE.txt';

/** `contact-sheet.png`, and from the second on with a number. */
export function sheetName(page: number): string {
  return page === 1 ? 'contact-sheet.png' : `contact-sheet-${String(page)}.png`;
}

export function sheetCount(kicks: number): number {
  return Math.ceil(kicks / SHEET_KICKS);
}

/** Where the archive of a pack stands. */
export function archivePath(out: string, name: string): string {
  return join(out, fileNameOf(name, '.zip'));
}

/** The folder within the archive. */
export function archiveFolder(name: string): string {
  return fileNameOf(name, '');
}

/** More than any pack holds: our own archives are read with it. */
const LIMITS = { entries: 20_000, bytes: 2 ** 36 };
const MOST_BYTES = 2 ** 28;

/** @throws PACK_NONE where it is not there any more */
export async function readPackFile(out: string, { name, zip }: Pick<PackSettings, 'name' | 'zip'>, file: string): Promise<Uint8Array> {
  if (!zip) {
    return readFile(join(out, file)).catch((thrown: unknown) => { throw new KicklabError('PACK_NONE', { what: file }, { cause: thrown }); });
  }
  const path = archivePath(out, name);
  await access(path).catch((thrown: unknown) => { throw new KicklabError('PACK_NONE', { what: path }, { cause: thrown }); });
  const archive = await openArchive(path, LIMITS);
  try {
    return await archive.read(`${archiveFolder(name)}/${file}`, MOST_BYTES);
  } finally {
    archive.close();
  }
}

/** What is told of a pack that is whole. @throws PACK_NONE */
export async function resultOf(out: string, settings: PackSettings, asked: number): Promise<PackResult> {
  const text = Buffer.from(await readPackFile(out, settings, MANIFEST)).toString('utf8');
  const { kicks }: PackManifest = packManifest.parse(JSON.parse(text));
  return {
    out,
    archive: settings.zip ? archivePath(out, settings.name) : null,
    asked,
    kicks: kicks.map(({ number, file, category, note, descriptor, loudnessLufs, truePeakDb, limited }) => ({ number, file, category, note, descriptor, loudnessLufs, truePeakDb, limited })),
    sheets: sheetCount(kicks.length),
  };
}
