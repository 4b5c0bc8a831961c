/**
 * The user's sounds as training data: every usable one prepared and varied, the rest named with the
 * reason. What is prepared once is kept for all runs (`prepared.ts`); the whole set stands beside the
 * checkpoints too, so that a resumed run is the same run whatever became of the files.
 */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { digestOf } from '../../base/file-digest.ts';
import { createRandom } from '../../base/random.ts';
import { augment } from '../../audio/augment.ts';
import { decodeFile } from '../../audio/decode.ts';
import { readPlace } from '../../audio/doctor/examine.ts';
import { applyFixes } from '../../audio/doctor/fixes.ts';
import { extractFeatures } from '../../audio/features.ts';
import { prepare } from '../../audio/prepare.ts';
import type { RawAudio } from '../../audio/raw-audio.ts';
import type { AudioSpec } from '../../audio/spec.ts';
import type { Augmentation } from '../../../src-preload/contract/augmentation.ts';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { LEAST_SOUNDS } from '../../../src-preload/contract/training-sizes.ts';
import { fixCode } from '../../../src-preload/contract/faults.ts';
import type { TrainingSound, TrainResult } from '../protocol.ts';
import { exists, readArrays, writeArrays } from './arrays-file.ts';
import { balancedWeights } from './balance.ts';
import { createKickSet, kickSetFromFile, kickSetToFile, type KickSet } from './kick-set.ts';
import { openPrepared, type PreparedSound } from './prepared.ts';

/** A kick of the set, as it is: its variations are other items. */
export interface SetKick {
  name: string;
  /** What it was made of. */
  of: TrainingSound;
  /** Its item in the set. */
  at: number;
}

export interface FolderSet {
  set: KickSet;
  /** Those in use, in the set's order. */
  kicks: SetKick[];
  /** sha256 over the sounds and how they were prepared. */
  digest: string;
  /** Kicks in use. */
  used: number;
  rejected: TrainResult['rejected'];
}

export interface PreparationOptions {
  /** What the sounds are of, for errors: a folder, or the name of a data set. */
  source: string;
  seed: number;
  /** Variations of each sound, itself among them. */
  copies: number;
  amounts: Augmentation;
  /** Whether the set has the sounds too, for the vocoder. */
  keepAudio: boolean;
  /** The file that the set is kept in. */
  cache: string;
  /** Whether the set of an earlier run counts whatever became of the files, where it is of the same sounds. */
  resume: boolean;
  /** The folder of sounds that all runs share. */
  prepared: string;
}

/** Part of the digest: raise it when what is in the set, or its file, changes. */
const LAYOUT = 3;

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

const soundList = z.array(z.strictObject({
  file: z.string(),
  name: z.string(),
  hit: z.strictObject({ from: z.number(), to: z.number() }).nullable(),
  label: z.string().nullable(),
  fixes: z.array(fixCode),
})) satisfies z.ZodType<TrainingSound[]>;

/** The sounds of a list that the studio wrote. @throws FILE_NOT_READABLE */
export async function readSounds(file: string): Promise<TrainingSound[]> {
  try {
    return soundList.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    throw new KicklabError('FILE_NOT_READABLE', { file, reason: 'it is no list of sounds' }, { cause: thrown });
  }
}

/** The samples of a sound, its fixes done. @throws what `decodeFile` throws */
async function read({ file, hit, fixes }: TrainingSound): Promise<RawAudio> {
  // Only a recording that was cut may be long.
  return applyFixes(hit === null ? await decodeFile(file) : await readPlace({ file, hit }), fixes);
}

/**
 * The sound of a kick of the set as it was prepared, [spec.length]: a set without audio does not hold it.
 * @throws AUDIO_* where its file has gone or is another
 */
export async function soundOf({ of }: SetKick, spec: AudioSpec): Promise<Float32Array> {
  return prepare(await read(of), spec).samples;
}

interface Cached extends FolderSet {
  /** What it was asked with, apart from what is in the files. */
  asked: string;
}

/** The set that an earlier run left; null where it is missing, damaged or of another kind. */
async function readCache(path: string, wantAudio: boolean): Promise<Cached | null> {
  if (!(await exists(path))) return null;
  const file = await readArrays(path).catch(() => null);
  if (file === null) return null;
  const { digest, asked, kicks, rejected } = file.header as Pick<Cached, 'digest' | 'asked' | 'kicks' | 'rejected'>;
  const set = kickSetFromFile(file, digest, path);
  if (set === null || (wantAudio && set.audio === null)) return null;
  return { set, kicks, digest, asked, used: kicks.length, rejected };
}

const sha256Of = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** A sound, or the reason why it is none; `sha256` is of its file. */
type Read = { sound: TrainingSound; sha256: string } | FolderSet['rejected'][number];

/** Hashes every file once, and passes those over that cannot be read. */
async function readFiles(sounds: readonly TrainingSound[], signal: AbortSignal): Promise<Read[]> {
  const hashes = new Map<string, string>();
  const out: Read[] = [];
  for (const sound of sounds) {
    signal.throwIfAborted();
    try {
      const sha256 = hashes.get(sound.file) ?? await digestOf(sound.file);
      hashes.set(sound.file, sha256);
      out.push({ sound, sha256 });
    } catch (thrown) {
      const { code, message } = new KicklabError('FILE_NOT_READABLE', { file: sound.file, reason: (thrown as Error).message });
      out.push({ file: sound.name, code, message });
    }
  }
  return out;
}

/**
 * The set of these sounds. Each label is heard alike; the same sounds, seed and amounts give the same bytes.
 * @throws TRAIN_TOO_FEW, DISK_FULL, OUTPUT_UNWRITABLE
 */
export async function prepareSounds(
  sounds: readonly TrainingSound[],
  spec: AudioSpec,
  { source, seed, copies, amounts, keepAudio, cache, resume, prepared }: PreparationOptions,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<FolderSet> {
  const how = { LAYOUT, spec, seed, copies, amounts };
  const asked = sha256Of({ how, sounds });
  const cached = await readCache(cache, keepAudio);
  const known = ({ set, kicks, digest, used, rejected }: Cached): FolderSet => ({ set, kicks, digest, used, rejected });
  if (resume && cached?.asked === asked) return known(cached);
  const files = await readFiles(sounds, signal);
  const digest = sha256Of({ how, sounds: files.map((file) => ('sound' in file ? { ...file.sound, file: file.sha256 } : file)) });
  if (cached?.digest === digest) return known(cached);

  const store = openPrepared(prepared, spec);
  const usable: { sound: TrainingSound; origin: object; kick: PreparedSound }[] = [];
  const rejected: FolderSet['rejected'] = [];
  for (const [n, file] of files.entries()) {
    signal.throwIfAborted();
    if ('sound' in file) {
      const { sound, sha256 } = file;
      const origin = { sha256, hit: sound.hit, fixes: [...sound.fixes].sort() };
      try {
        usable.push({ sound, origin, kick: await store.take(origin, true, async () => prepare(await read(sound), spec)) });
      } catch (error) {
        if (!(error instanceof KicklabError) || error.code === 'DISK_FULL' || error.code === 'OUTPUT_UNWRITABLE') throw error;
        const { code, message } = error as KicklabError;
        rejected.push({ file: sound.name, code, message });
      }
    } else rejected.push(file);
    onProgress(n, files.length * 2);
  }
  if (usable.length < LEAST_SOUNDS) {
    throw new KicklabError('TRAIN_TOO_FEW', { dir: source, usable: usable.length, least: LEAST_SOUNDS, rejected: rejected.length });
  }
  const family = families(usable.map(({ sound }) => sound.name));
  const weights = balancedWeights(usable.map(({ sound }) => sound.label));
  const builder = createKickSet(spec, usable.length * copies, keepAudio);
  for (const [n, { sound, origin, kick }] of usable.entries()) {
    const about = { weight: weights[n], family: family[n], label: sound.label };
    const add = ({ features, samples }: PreparedSound): void => { builder.add({ features, audio: samples, ...about }); };
    add(kick);
    for (let copy = 1; copy < copies; copy++) {
      signal.throwIfAborted();
      // What the variation is drawn from is part of what it is found by.
      const stream = [seed, 'augment', sound.name, copy] as const;
      add(await store.take({ ...origin, stream, amounts }, keepAudio, () => {
        const samples = augment(kick.samples ?? new Float32Array(spec.length), spec, createRandom(...stream), amounts);
        return Promise.resolve({ features: extractFeatures(samples, spec), samples });
      }));
    }
    onProgress(usable.length + n, usable.length * 2);
  }
  await store.tidy();
  const set = builder.finish();
  const kicks = usable.map(({ sound }, n) => ({ name: sound.name, of: sound, at: n * copies }));
  const stored = kickSetToFile(set, digest);
  await writeArrays(cache, { ...stored, header: { ...stored.header, asked, kicks, rejected } });
  return { set, kicks, digest, used: kicks.length, rejected };
}
