/**
 * The shipped model's training data: procedural kicks and the train part of the real ones,
 * augmented. Two files, because the procedural part does not change when `prepare` does.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { evenly } from '../../src-preload/contract/augmentation.ts';
import { augment, blend } from '../../src-main/audio/augment.ts';
import { decodeFile } from '../../src-main/audio/decode.ts';
import { extractFeatures } from '../../src-main/audio/features.ts';
import { logMel } from '../../src-main/audio/mel.ts';
import { prepare } from '../../src-main/audio/prepare.ts';
import { proceduralKick } from '../../src-main/audio/procedural/index.ts';
import { KICK_SPEC } from '../../src-main/audio/spec.ts';
import { createRandom, type Random } from '../../src-main/base/random.ts';
import { writeArrays } from '../../src-main/engine/train/arrays-file.ts';
import { createKickSet, kickSetToFile } from '../../src-main/engine/train/kick-set.ts';

export interface FactoryData {
  /** Folder with `split.csv` and `kicks/`. */
  data: string;
  /** Work folder. */
  out: string;
  procedural: number;
  seed: number;
}

/** Share of what an epoch visits that comes from real kicks (design.md 3: about 45 %). */
const REAL_SHARE = 0.45;
/** Copies of a real kick of weight 1, the unaltered one included. */
const COPIES = 90;
/** Every how many copies one is a blend with a procedural kick (with other recordings, validation would leak). */
const BLEND_EVERY = 3;
/** How far an augmentation goes, between these: the autoencoder overfits the few recordings. */
const STRENGTH = [0.6, 1.6] as const;
/** Groups that validation can hold back of the procedural kicks. */
const PROCEDURAL_GROUPS = 20;

type Report = (line: string) => void;

const spec = KICK_SPEC;

interface SplitRow {
  file: string;
  family: string;
  weight: number;
}

/** Rows of the split's train part. */
export async function trainRows(data: string): Promise<SplitRow[]> {
  const [head, ...lines] = (await readFile(join(data, 'split.csv'), 'utf8')).trim().split('\n');
  if (head.trim() !== 'file,family,part,weight') throw new Error(`${data}/split.csv: unknown columns ${head}`);
  return lines
    .map((line) => line.trim().split(','))
    .filter(([, , part]) => part === 'train')
    .map(([file, family, , weight]) => ({ file, family, weight: Number(weight) }));
}

/** Writes `procedural.set`. */
export async function makeProcedural({ out, procedural, seed }: FactoryData, report: Report): Promise<void> {
  const set = createKickSet(spec, procedural, true);
  for (let i = 0; i < procedural; i++) {
    const { samples, features } = proceduralKick(seed, i, spec);
    const family = `procedural-${String(i % PROCEDURAL_GROUPS)}`;
    set.add({ features: { mel: logMel(samples, spec), ...features }, audio: samples, weight: 1, family });
    if (i % 500 === 0) report(`procedural ${String(i)} of ${String(procedural)}`);
  }
  await writeArrays(join(out, 'procedural.set'), kickSetToFile(set.finish(), `procedural ${String(seed)} ${String(procedural)}`));
}

/** Writes `real.set`. */
export async function makeReal({ data, out, procedural, seed }: FactoryData, report: Report): Promise<void> {
  const rows = await trainRows(data);
  const copiesOf = (row: SplitRow): number => Math.max(2, Math.round(COPIES * row.weight));
  const total = rows.reduce((sum, row) => sum + copiesOf(row), 0);
  const realWeight = (REAL_SHARE / (1 - REAL_SHARE)) * procedural;
  const totalRowWeight = rows.reduce((sum, row) => sum + row.weight, 0);
  const set = createKickSet(spec, total, true);
  for (const [n, row] of rows.entries()) {
    const prepared = prepare(await decodeFile(join(data, 'kicks', row.file)), spec);
    const copies = copiesOf(row);
    const weight = (realWeight * row.weight) / totalRowWeight / copies;
    set.add({ features: prepared.features, audio: prepared.samples, weight, family: row.family });
    for (let copy = 1; copy < copies; copy++) {
      const samples = variation(prepared.samples, createRandom(seed, 'augment', row.file, copy), copy, { procedural, seed });
      set.add({ features: extractFeatures(samples, spec), audio: samples, weight, family: row.family });
    }
    if (n % 10 === 0) report(`real ${String(n)} of ${String(rows.length)}`);
  }
  await writeArrays(join(out, 'real.set'), kickSetToFile(set.finish(), `real ${String(seed)} ${String(total)}`));
  report(`${String(total)} items from ${String(rows.length)} real kicks`);
}

/** Every third copy is first blended with a procedural kick that is not in the set. */
function variation(
  original: Float32Array,
  random: Random,
  copy: number,
  { procedural, seed }: Pick<FactoryData, 'procedural' | 'seed'>,
): Float32Array {
  let samples = original;
  if (copy % BLEND_EVERY === 0) {
    const other = proceduralKick(seed, procedural + random.int(1 << 20), spec).samples;
    samples = random.uniform() < 0.5 ? blend(samples, other, spec, random) : blend(other, samples, spec, random);
  }
  return augment(samples, spec, random, evenly(random.between(...STRENGTH)));
}
