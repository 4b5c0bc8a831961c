/**
 * A user's folder as training data: every usable kick prepared and varied, the rest named with
 * the reason. Cached beside the checkpoints, so that a resumed run does not prepare again.
 */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listAudioFiles } from '../../base/audio-files.ts';
import { createRandom } from '../../base/random.ts';
import { augment } from '../../audio/augment.ts';
import { decodeFile } from '../../audio/decode.ts';
import { extractFeatures } from '../../audio/features.ts';
import { prepare, type Prepared } from '../../audio/prepare.ts';
import type { AudioSpec } from '../../audio/spec.ts';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import type { TrainResult } from '../protocol.ts';
import { exists, readArrays, writeArrays } from './arrays-file.ts';
import { createKickSet, kickSetFromFile, kickSetToFile, type KickSet } from './kick-set.ts';

/** A kick of the set, as it is: its variations are other items. */
export interface SetKick {
  /** As the folder shows it. */
  name: string;
  /** Its item in the set. */
  at: number;
}

export interface FolderSet {
  set: KickSet;
  /** Those in use, in the set's order. */
  kicks: SetKick[];
  /** sha256 over the files and how they were prepared. */
  digest: string;
  /** Kicks in use. */
  used: number;
  rejected: TrainResult['rejected'];
}

/** With fewer, 32 latent numbers describe the files rather than the sound. */
const LEAST_FILES = 20;
/** Part of the digest: raise it when preparation changes. */
const PREPARATION = 2;

/**
 * What near-copies have in common: the path without numbers, velocities and extension, so that
 * `Kick 01.wav` and `Kick 02.wav` never stand on both sides of the validation split.
 */
export function familyOf(path: string): string {
  return path
    .toLowerCase()
    .replace(/\.[^./]+$/, '')
    .replace(/\b(vel|velocity|rr|take|hit|v)?[\s_-]*\d+\b/g, '')
    .replace(/\d+/g, '')
    .replace(/[\s_-]+/g, ' ')
    .trim();
}

/** Which family each path belongs to; where the names tell too little apart, each file is its own. */
export function families(paths: readonly string[]): string[] {
  const named = paths.map(familyOf);
  return new Set(named).size >= 5 ? named : [...paths];
}

async function digestOf(dir: string, files: readonly string[], how: { seed: number; copies: number }, spec: AudioSpec): Promise<string> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify({ PREPARATION, ...how, spec }));
  for (const file of files) {
    hash.update(`\0${file}\0`);
    hash.update(await readFile(join(dir, file)));
  }
  return hash.digest('hex');
}

/** The set that an earlier run left; a missing, damaged or outdated one is made again. */
async function readCache(path: string, digest: string, wantAudio: boolean): Promise<FolderSet | null> {
  if (!(await exists(path))) return null;
  const file = await readArrays(path).catch(() => null);
  const set = file === null ? null : kickSetFromFile(file, digest, path);
  if (file === null || set === null || (wantAudio && set.audio === null)) return null;
  const rejected = file.header['rejected'] as TrainResult['rejected'];
  return { set, kicks: file.header['kicks'] as SetKick[], digest, used: Number(file.header['used']), rejected };
}

/**
 * The sound of a kick of the set as it was prepared, [spec.length]: a set without audio does not hold it.
 * @throws AUDIO_* where its file has gone or is another
 */
export async function soundOf(dir: string, { name }: SetKick, spec: AudioSpec): Promise<Float32Array> {
  return prepare(await decodeFile(join(dir, name)), spec).samples;
}

/**
 * @param copies variations of each kick, itself among them
 * @param cache file the prepared set is kept in
 * @param keepAudio also keep the sounds, for the vocoder
 * @throws FOLDER_UNREADABLE, TRAIN_TOO_FEW
 */
export async function prepareFolder(
  dir: string,
  spec: AudioSpec,
  options: { seed: number; copies: number; keepAudio: boolean; cache: string },
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<FolderSet> {
  const files = await listAudioFiles(dir);
  const digest = await digestOf(dir, files, { seed: options.seed, copies: options.copies }, spec);
  const known = await readCache(options.cache, digest, options.keepAudio);
  if (known !== null) return known;
  const prepared: { file: string; kick: Prepared }[] = [];
  const rejected: TrainResult['rejected'] = [];
  for (const [n, file] of files.entries()) {
    signal.throwIfAborted();
    try {
      prepared.push({ file, kick: prepare(await decodeFile(join(dir, file)), spec) });
    } catch (error) {
      if (!(error instanceof KicklabError)) throw error;
      const { code, message } = error as KicklabError;
      rejected.push({ file, code, message });
    }
    onProgress(n, files.length * 2);
  }
  if (prepared.length < LEAST_FILES) {
    throw new KicklabError('TRAIN_TOO_FEW', { dir, usable: prepared.length, least: LEAST_FILES, rejected: rejected.length });
  }
  const kicks: SetKick[] = [];
  const { copies } = options;
  const family = families(prepared.map(({ file }) => file));
  const builder = createKickSet(spec, prepared.length * copies, options.keepAudio);
  for (const [n, { file, kick }] of prepared.entries()) {
    kicks.push({ name: file, at: n * copies });
    builder.add({ features: kick.features, audio: kick.samples, weight: 1, family: family[n] });
    for (let copy = 1; copy < copies; copy++) {
      signal.throwIfAborted();
      const samples = augment(kick.samples, spec, createRandom(options.seed, 'augment', file, copy));
      builder.add({ features: extractFeatures(samples, spec), audio: samples, weight: 1, family: family[n] });
    }
    onProgress(prepared.length + n, prepared.length * 2);
  }
  const set = builder.finish();
  const stored = kickSetToFile(set, digest);
  await writeArrays(options.cache, { ...stored, header: { ...stored.header, used: prepared.length, kicks, rejected } });
  return { set, kicks, digest, used: prepared.length, rejected };
}
