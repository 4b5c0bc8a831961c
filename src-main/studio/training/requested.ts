/** From what was asked of a training to what the engine is told: everything that depends on this machine and on the sounds. */

import { availableParallelism } from 'node:os';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Parsed } from '../../../src-preload/contract/verbs.ts';
import type { SoundsToLearn } from '../../datasets/sounds.ts';
import { factoryModel, isBundle, resolveModel } from '../models.ts';
import { fileNameOf } from '../output.ts';
import type { ModelRoots } from '../ports.ts';
import type { RunRecord } from './run-file.ts';

/** Below this many files, weights that know kicks already beat fresh ones. */
const SMALL_FOLDER = 500;

/** What both a run and an estimate are asked with. */
type Asked = Pick<Parsed<'training', 'start'>, 'dir' | 'dataset' | 'threads' | 'latentSize' | 'from'>;

/** What is learnt from, and where it starts. */
export interface Ground {
  learnt: SoundsToLearn;
  kicks: number;
  threads: number;
  from: string | null;
  vocoderFrom: string;
}

/** What a run is to learn from. @throws FOLDER_*, DATASET_* */
export type FindSounds = (asked: { dir: string } | { dataset: string }) => Promise<SoundsToLearn>;

/** @throws FOLDER_*, DATASET_*, MODEL_NOT_FOUND */
export async function groundOf(asked: Asked, { roots, soundsToLearn }: { roots: ModelRoots; soundsToLearn: FindSounds }): Promise<Ground> {
  // The contract lets one of them through, and no more.
  const { dir, dataset = '' } = asked;
  const learnt = await soundsToLearn(dir === undefined ? { dataset } : { dir });
  const kicks = learnt.sounds.length;
  const from = await startOf(asked, kicks, roots);
  return { learnt, kicks, threads: asked.threads ?? availableParallelism(), from, vocoderFrom: from ?? factoryModel(roots) };
}

/**
 * The frozen part of a run but for where its files stand, and the sounds for its list.
 * @throws as `groundOf`
 */
export async function requestOf(
  asked: Parsed<'training', 'start'>,
  deps: Parameters<typeof groundOf>[1],
): Promise<Pick<RunRecord, 'source' | 'kicks' | 'ownOut'> & { request: Omit<RunRecord['request'], 'sounds' | 'prepared'>; sounds: SoundsToLearn['sounds'] }> {
  const { learnt: { source, name, sounds, licence, instrument }, kicks, ...ground } = await groundOf(asked, deps);
  const out = asked.out === undefined ? freshFolder(deps.roots.user, asked.name ?? name) : resolve(asked.out);
  const { seed, beta, batch, latentSize, vocoder, augmentation } = asked;
  return {
    request: {
      ...ground, dir: source, out, name: asked.name ?? basename(out), seed, beta, batch, latentSize, vocoder,
      augmentation, licence: licence ?? asked.licence ?? null,
      instrument: asked.dataset === undefined ? asked.instrument ?? instrument : instrument,
    },
    source: asked.dir === undefined ? name : source, kicks, ownOut: asked.out === undefined, sounds,
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
