/** From what was asked of a training to what the engine is told: everything that depends on this machine and on the folder. */

import { availableParallelism } from 'node:os';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import type { Parsed } from '../../../src-preload/contract/verbs.ts';
import { listAudioFiles } from '../../base/audio-files.ts';
import { factoryModel, isBundle, resolveModel } from '../models.ts';
import { fileNameOf } from '../output.ts';
import type { ModelRoots } from '../ports.ts';
import type { RunRecord } from './run-file.ts';

/** Below this many files, weights that know kicks already beat fresh ones. */
const SMALL_FOLDER = 500;

/** What both a run and an estimate are asked with. */
type Asked = Pick<Parsed<'training', 'start'>, 'dir' | 'threads' | 'latentSize' | 'from'>;

/** What is learnt from, and where it starts. */
export interface Ground {
  dir: string;
  source: string;
  kicks: number;
  threads: number;
  from: string | null;
  vocoderFrom: string;
}

/** @throws FOLDER_*, MODEL_NOT_FOUND */
export async function groundOf(asked: Asked, roots: ModelRoots): Promise<Ground> {
  const dir = resolve(asked.dir);
  const kicks = (await listAudioFiles(dir)).length;
  if (kicks === 0) throw new KicklabError('FOLDER_EMPTY', { dir });
  const from = await startOf(asked, kicks, roots);
  return { dir, source: dir, kicks, threads: asked.threads ?? availableParallelism(), from, vocoderFrom: from ?? factoryModel(roots) };
}

/** The frozen part of a run. @throws as `groundOf` */
export async function requestOf(
  asked: Parsed<'training', 'start'>,
  roots: ModelRoots,
): Promise<Pick<RunRecord, 'request' | 'source' | 'kicks' | 'ownOut'>> {
  const { source, kicks, ...ground } = await groundOf(asked, roots);
  const out = asked.out === undefined ? freshFolder(roots.user, asked.name ?? basename(ground.dir)) : resolve(asked.out);
  const { seed, beta, batch, latentSize, vocoder } = asked;
  return {
    request: { ...ground, out, name: asked.name ?? basename(out), seed, beta, batch, latentSize, vocoder },
    source, kicks, ownOut: asked.out === undefined,
  };
}

async function startOf({ from, latentSize }: Asked, kicks: number, roots: ModelRoots): Promise<string | null> {
  if (from === 'none') return null;
  if (from !== undefined) return resolveModel(from, roots);
  const factory = factoryModel(roots);
  return kicks < SMALL_FOLDER && (await isBundle(factory, latentSize)) ? factory : null;
}

/** A folder of this name that does not exist yet, numbered where it has to be. */
function freshFolder(root: string, name: string): string {
  const stem = fileNameOf(name, '');
  for (let n = 1; ; n++) {
    const folder = join(root, n === 1 ? stem : `${stem} ${String(n)}`);
    if (!existsSync(folder)) return folder;
  }
}
