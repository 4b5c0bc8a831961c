/**
 * A model as one file: a zip archive of its bundle and of what may stand beside it. Whoever sent it,
 * nothing of it is taken that the manifest does not tell, and nothing stands among the user's models
 * before all of it was checked.
 */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { openArchive, type Archive } from '../base/archive-read.ts';
import { archiveStream, writeArchive, type ArchiveEntry } from '../base/archive-write.ts';
import { writeFailure } from '../base/write-file.ts';
import { folderName, freeFolder } from './model-folder.ts';

export const MODEL_EXTENSION = '.kickmodel';

const MANIFEST = 'manifest.json';
/** What may stand beside a bundle: where its recordings lie, and how good it was found. */
const BESIDE = ['training-set.json', 'quality.json'];
/** A bundle has 7 files. */
const MOST_FILES = 32;
/** Ten times the largest network that can be trained here. */
const MOST_BYTES = 2 ** 30;
const MOST_MANIFEST_BYTES = 1 << 20;
/** Hidden, so that nobody takes what is unpacked there for a model. */
const INCOMING = '.incoming';

const told = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  files: z.record(z.string(), z.object({ sha256: z.string() })),
});
type Told = z.infer<typeof told>;

/** What a model is called as a file. */
export const modelFileName = (name: string): string => `${folderName(name)}${MODEL_EXTENSION}`;

/** Writes the bundle in `dir` to `file`. @throws BUNDLE_CORRUPT, DISK_FULL, OUTPUT_UNWRITABLE, CANCELLED */
export async function writeModelFile(dir: string, file: string, signal?: AbortSignal): Promise<void> {
  await writeArchive(file, await entriesOf(dir), { signal });
}

/** The same in memory. */
export async function modelFileBytes(dir: string): Promise<Uint8Array> {
  return Buffer.concat(await archiveStream(await entriesOf(dir)).toArray() as Uint8Array[]);
}

async function entriesOf(dir: string): Promise<ArchiveEntry[]> {
  const manifest = await readFile(join(dir, MANIFEST), 'utf8').then(JSON.parse, () => null) as unknown;
  const checked = told.safeParse(manifest);
  if (!checked.success) throw new KicklabError('BUNDLE_CORRUPT', { dir, file: MANIFEST, reason: 'cannot be read' });
  const names = [MANIFEST, ...Object.keys(checked.data.files).sort(), ...BESIDE.filter((name) => existsSync(join(dir, name)))];
  return names.map((path) => ({ path, content: { file: join(dir, path) }, compress: true }));
}

/** A file of a model that was opened, of which nothing is unpacked yet. */
export interface ModelFile extends Pick<Told, 'id' | 'name'> {
  /**
   * Unpacks it to where nobody looks for models, has `check` look at it, and moves it among those below `root`.
   * @returns its folder
   * @throws MODEL_FILE_UNUSABLE, ARCHIVE_UNREADABLE, DISK_FULL, OUTPUT_UNWRITABLE, what `check` throws. Nothing is left behind.
   */
  install(root: string, check: (dir: string) => Promise<void>): Promise<string>;
  close(): void;
}

/** @throws ARCHIVE_UNREADABLE, ARCHIVE_REFUSED, MODEL_FILE_UNUSABLE */
export async function openModelFile(file: string): Promise<ModelFile> {
  const archive = await openArchive(file, { entries: MOST_FILES, bytes: MOST_BYTES });
  try {
    const manifest = await readManifest(archive, file);
    return {
      id: manifest.id,
      name: manifest.name,
      install: (root, check) => install(archive, file, manifest, root, check),
      close: () => { archive.close(); },
    };
  } catch (thrown) {
    archive.close();
    throw thrown;
  }
}

async function readManifest(archive: Archive, file: string): Promise<Told> {
  if (!archive.files.some(({ path }) => path === MANIFEST)) throw new KicklabError('MODEL_FILE_UNUSABLE', { file, reason: `there is no ${MANIFEST} in it` });
  const text = (await archive.read(MANIFEST, MOST_MANIFEST_BYTES)).toString();
  let manifest: Told;
  try {
    manifest = told.parse(JSON.parse(text));
  } catch (thrown) {
    throw new KicklabError('MODEL_FILE_UNUSABLE', { file, reason: 'its manifest cannot be read' }, { cause: thrown });
  }
  const named = Object.keys(manifest.files);
  const extra = archive.files.find(({ path }) => path !== MANIFEST && !named.includes(path) && !BESIDE.includes(path));
  if (extra !== undefined) throw new KicklabError('ARCHIVE_REFUSED', { file, entry: extra.path, reason: 'it is no part of a model' });
  const missing = named.find((name) => !archive.files.some(({ path }) => path === name));
  if (missing !== undefined) throw new KicklabError('MODEL_FILE_UNUSABLE', { file, reason: `${missing} is missing in it` });
  return manifest;
}

async function install(archive: Archive, file: string, manifest: Told, root: string, check: (dir: string) => Promise<void>): Promise<string> {
  const unpacked = join(root, INCOMING, randomUUID());
  try {
    await mkdir(unpacked, { recursive: true }).catch((thrown: unknown) => { throw writeFailure(unpacked, thrown); });
    for (const { path } of archive.files) {
      const digest = await archive.unpack(path, unpacked);
      if (Object.hasOwn(manifest.files, path) && digest !== manifest.files[path].sha256) {
        throw new KicklabError('MODEL_FILE_UNUSABLE', { file, reason: `${path} is not what the manifest says (sha256 differs)` });
      }
    }
    await check(unpacked);
    const dir = await freeFolder(root, folderName(manifest.name));
    await rename(unpacked, dir).catch((thrown: unknown) => { throw writeFailure(dir, thrown); });
    return dir;
  } catch (thrown) {
    // What is said is said of the file that was given, not of where it was unpacked.
    if (thrown instanceof KicklabError && thrown.message.includes(unpacked)) {
      throw new KicklabError('MODEL_FILE_UNUSABLE', { file, reason: thrown.message.replace(unpacked, basename(file)) }, { cause: thrown });
    }
    throw thrown;
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}
