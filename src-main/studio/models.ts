/**
 * Which bundle a caller means, and what is installed. Whether a bundle is sound is the engine's
 * to say when it loads; this reads no more than the head of its manifest.
 */

import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { instrument } from '../../src-preload/contract/instruments.ts';
import type { InstalledModel } from '../../src-preload/contract/models.ts';
import { readFormer } from '../lab/former.ts';
import type { ModelRoots } from './ports.ts';

const FACTORY = 'factory';

export type FoundModel = Pick<InstalledModel, 'id' | 'formerIds' | 'name' | 'dir' | 'factory' | 'instrument'>;

/** The model that stands for `undefined`. */
export function factoryModel(roots: ModelRoots): string {
  return join(roots.app, FACTORY);
}

const seen = new Set<string>();
/** Where models of an id stood when they were looked for. */
const places = new WeakMap<ModelRoots, Map<string, string>>();

/** Whether a shipped folder is there; one that was is not looked for again, for the engine says so where it has gone. */
async function isThere(folder: string): Promise<boolean> {
  if (seen.has(folder)) return true;
  const found = await isFolder(folder);
  if (found) seen.add(folder);
  return found;
}

/**
 * The folder of a bundle, named by folder, by id (or its first 8 characters or more) or by name.
 * A name that reads as a path (`./mine`, `/tmp/mine`) is only ever a folder.
 * @throws MODEL_NOT_FOUND
 */
export async function resolveModel(model: string | undefined, roots: ModelRoots): Promise<string> {
  const wanted = model ?? roots.preferred ?? (await settledModel(roots)) ?? FACTORY;
  // The way of every slider move: looked for once, and no listing.
  if (wanted === FACTORY && (await isThere(factoryModel(roots)))) return factoryModel(roots);
  const place = places.get(roots)?.get(wanted);
  if (place !== undefined && (await readManifest(place))?.id === wanted) return place;
  const isPath = isAbsolute(wanted) || wanted.startsWith('.') || wanted.includes('/') || wanted.includes(sep);
  const installed = isPath ? [] : await listModels(roots);
  const match = modelOfId(installed, wanted)
    ?? installed.find((m) => m.name === wanted || m.dir.endsWith(sep + wanted) || (wanted.length >= 8 && m.id.startsWith(wanted)));
  if (match?.id === wanted) places.set(roots, (places.get(roots) ?? new Map<string, string>()).set(wanted, match.dir));
  if (match !== undefined) return match.dir;
  if (await isFolder(wanted)) return resolve(wanted);
  throw new KicklabError('MODEL_NOT_FOUND', {
    model: wanted,
    looked: isPath ? [resolve(wanted)] : [roots.app, roots.user, resolve(wanted)],
    known: installed.map((m) => m.name),
  });
}

/** The folder of the model that is settled, wherever it stands now; null where none is, or it is gone: the factory model stands in. */
async function settledModel(roots: ModelRoots): Promise<string | null> {
  const settled = roots.settled?.() ?? null;
  if (settled === null) return null;
  const there = await readManifest(settled.dir);
  if (there?.id === settled.id) return settled.dir;
  const elsewhere = (await listModels(roots)).find(({ id }) => id === settled.id);
  if (elsewhere !== undefined) return elsewhere.dir;
  // Trained further in its own folder, it is the same model to whoever chose it.
  return there === null ? null : settled.dir;
}

/**
 * Every folder with a readable manifest under the two roots, the shipped ones first; and those that
 * were told or settled, wherever they stand.
 */
export async function listModels(roots: ModelRoots): Promise<FoundModel[]> {
  const dirs: string[] = [];
  for (const root of [roots.app, roots.user]) dirs.push(...(await entriesOf(root)).sort().map((entry) => join(root, entry)));
  for (const dir of [roots.preferred, roots.told, roots.settled?.()?.dir]) {
    if (dir !== undefined && !dirs.includes(resolve(dir))) dirs.push(resolve(dir));
  }
  const found: FoundModel[] = [];
  for (const dir of dirs) {
    const manifest = await readManifest(dir);
    if (manifest === null) continue;
    const { id, name, instrument } = manifest;
    const factory = dirname(dir) === resolve(roots.app);
    // What another says of a model of its own is not believed: kicks of any model could be said to be its.
    const formerIds = factory ? (await readFormer(dir, id)).map((former) => former.id) : [];
    found.push({ id, formerIds, name, dir, instrument, factory });
  }
  return found;
}

/** The one of this id, else the one that took its place and sounds the same. */
export function modelOfId(models: readonly FoundModel[], id: string): FoundModel | undefined {
  return models.find((model) => model.id === id) ?? models.find(({ formerIds }) => formerIds.includes(id));
}

/** What the bundle of this id is called now: by its own id, or by that of the one in its place. */
export function presentId(models: readonly FoundModel[], id: string): string {
  return modelOfId(models, id)?.id ?? id;
}

/** Whether a bundle of this latent size seems to stand in `dir`. */
export async function isBundle(dir: string, latentSize: number): Promise<boolean> {
  return (await readManifest(dir))?.latentSize === latentSize;
}

const manifestHead = z.object({
  id: z.string(),
  name: z.string(),
  latentSize: z.number(),
  instrument: instrument.default('kick'),
  training: z.exactOptional(z.object({ datasetDigest: z.string(), licences: z.array(z.string()) })),
});

/** What the bundle in `dir` says of itself; null where its manifest cannot be read. */
export async function readManifest(dir: string): Promise<z.infer<typeof manifestHead> | null> {
  try {
    return manifestHead.parse(JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')));
  } catch {
    // No bundle, or a broken one: naming its folder makes the engine say what is wrong.
    return null;
  }
}

async function entriesOf(root: string): Promise<string[]> {
  try {
    return await readdir(root);
  } catch {
    // The user's folder need not exist.
    return [];
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
