/**
 * Which bundle a caller means, and what is installed. Whether a bundle is sound is the engine's
 * to say when it loads; this reads no more than id and name.
 */

import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Output } from '../../src-preload/contract/verbs.ts';
import { callOptions, type Handlers, type ModelRoots, type StudioDeps } from './ports.ts';

const FACTORY = 'factory';

type Installed = Output<'models', 'list'>['models'][number];

export function createModels(deps: Pick<StudioDeps, 'engine' | 'modelRoots'>): Handlers['models'] {
  return {
    list: async () => ({ models: await listModels(deps.modelRoots) }),
    info: async (input, context) =>
      deps.engine.call('load', { model: await resolveModel(input.model, deps.modelRoots) }, callOptions(context)),
    card: async (input, context) =>
      deps.engine.call('card', { model: await resolveModel(input.model, deps.modelRoots) }, callOptions(context)),
  };
}

/** The model that stands for `undefined`. */
export function factoryModel(roots: ModelRoots): string {
  return join(roots.app, FACTORY);
}

const seen = new Set<string>();

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
  const wanted = model ?? roots.preferred ?? FACTORY;
  // The way of every slider move: looked for once, and no listing.
  if (wanted === FACTORY && (await isThere(factoryModel(roots)))) return factoryModel(roots);
  const isPath = isAbsolute(wanted) || wanted.startsWith('.') || wanted.includes('/') || wanted.includes(sep);
  const installed = isPath ? [] : await listModels(roots);
  const match = installed.filter(
    (m) => m.id === wanted || m.name === wanted || m.dir.endsWith(sep + wanted) || (wanted.length >= 8 && m.id.startsWith(wanted)),
  );
  if (match.length > 0) return match[0].dir;
  if (await isFolder(wanted)) return resolve(wanted);
  throw new KicklabError('MODEL_NOT_FOUND', {
    model: wanted,
    looked: isPath ? [resolve(wanted)] : [roots.app, roots.user, resolve(wanted)],
    known: installed.map((m) => m.name),
  });
}

/**
 * Every folder with a readable manifest under the two roots, the shipped ones first; and the
 * preferred one, wherever it stands.
 */
export async function listModels(roots: ModelRoots): Promise<Installed[]> {
  const dirs: string[] = [];
  for (const root of [roots.app, roots.user]) dirs.push(...(await entriesOf(root)).sort().map((entry) => join(root, entry)));
  if (roots.preferred !== undefined && !dirs.includes(resolve(roots.preferred))) dirs.push(resolve(roots.preferred));
  const found: Installed[] = [];
  for (const dir of dirs) {
    const manifest = await readManifest(dir);
    if (manifest !== null) found.push({ id: manifest.id, name: manifest.name, dir, factory: dirname(dir) === resolve(roots.app) });
  }
  return found;
}

/** Whether a bundle of this latent size seems to stand in `dir`. */
export async function isBundle(dir: string, latentSize: number): Promise<boolean> {
  return (await readManifest(dir))?.latentSize === latentSize;
}

const manifestHead = z.object({
  id: z.string(),
  name: z.string(),
  latentSize: z.number(),
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
