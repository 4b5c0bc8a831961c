/**
 * The training data in memory: features of every kick (and, for the vocoder, its audio), which
 * family each belongs to, and the seeded order in which an epoch visits them. Where the kicks
 * come from is not its business.
 */

import { createRandom } from '../../base/random.ts';
import { pitchGridSamples, pitchPoints, type AudioSpec, type Features } from '../../audio/spec.ts';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import type { ArraysFile } from './arrays-file.ts';

export interface KickSet {
  readonly spec: AudioSpec;
  readonly count: number;
  /** [count][mels * frames] */
  readonly mel: Float32Array;
  /** [count][points], octaves. */
  readonly pitch: Float32Array;
  readonly voicing: Float32Array;
  /** [count][length] or null when only features were kept. */
  readonly audio: Float32Array | null;
  /** How often an epoch visits each, relative to the others. */
  readonly weight: Float32Array;
  /** Near-copies share a family; validation holds whole families back. */
  readonly family: string[];
  /** The category that each was told to be of; null where none was told. */
  readonly label: (string | null)[];
}

export interface KickItem {
  features: Features;
  /** null where the set keeps none. */
  audio: Float32Array | null;
  weight: number;
  family: string;
  /** None when left out. */
  label?: string | null;
}

/** Collects items into preallocated storage for `capacity` kicks. */
export function createKickSet(
  spec: AudioSpec,
  capacity: number,
  keepAudio: boolean,
): { add(item: KickItem): void; finish(): KickSet } {
  const cells = spec.mels * spec.frames;
  const points = pitchPoints(spec);
  const mel = new Float32Array(capacity * cells);
  const pitch = new Float32Array(capacity * points);
  const voicing = new Float32Array(capacity * points);
  const audio = keepAudio ? new Float32Array(capacity * spec.length) : null;
  const weight = new Float32Array(capacity);
  const family: string[] = [];
  const label: (string | null)[] = [];
  return {
    add: (item) => {
      const i = family.length;
      mel.set(item.features.mel, i * cells);
      pitch.set(item.features.pitch, i * points);
      voicing.set(item.features.voicing, i * points);
      if (item.audio !== null) audio?.set(item.audio, i * spec.length);
      weight[i] = item.weight;
      family.push(item.family);
      label.push(item.label ?? null);
    },
    finish: () => {
      const count = family.length;
      return {
        spec,
        count,
        mel: mel.subarray(0, count * cells),
        pitch: pitch.subarray(0, count * points),
        voicing: voicing.subarray(0, count * points),
        audio: audio?.subarray(0, count * spec.length) ?? null,
        weight: weight.subarray(0, count),
        family,
        label,
      };
    },
  };
}

/** Several sets of one spec as one; audio is kept where all have it. */
export function joinKickSets(sets: readonly KickSet[]): KickSet {
  const join = (parts: readonly Float32Array[]): Float32Array => {
    const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  };
  const audio = sets.map((set) => set.audio);
  return {
    spec: sets[0].spec,
    count: sets.reduce((sum, set) => sum + set.count, 0),
    mel: join(sets.map((set) => set.mel)),
    pitch: join(sets.map((set) => set.pitch)),
    voicing: join(sets.map((set) => set.voicing)),
    audio: audio.every((part) => part !== null) ? join(audio) : null,
    weight: join(sets.map((set) => set.weight)),
    family: sets.flatMap((set) => set.family),
    label: sets.flatMap((set) => set.label),
  };
}

/** For `writeArrays`. `digest` says what the set was made from, so that a stale cache is noticed. */
export function kickSetToFile(set: KickSet, digest: string): ArraysFile {
  const arrays = new Map([
    ['mel', set.mel],
    ['pitch', set.pitch],
    ['voicing', set.voicing],
    ['weight', set.weight],
  ]);
  if (set.audio !== null) arrays.set('audio', set.audio);
  return { header: { kind: 'kick-set', digest, spec: set.spec, family: set.family, label: set.label }, arrays };
}

/** The inverse of `kickSetToFile`; null when the file was made from something else. */
export function kickSetFromFile(file: ArraysFile, digest: string, path: string): KickSet | null {
  if (file.header['kind'] !== 'kick-set' || file.header['digest'] !== digest) return null;
  const take = (name: string): Float32Array => {
    const data = file.arrays.get(name);
    if (data === undefined) throw new KicklabError('CHECKPOINT_CORRUPT', { file: path, reason: `${name} is missing` });
    return data;
  };
  const family = file.header['family'] as string[];
  return {
    spec: file.header['spec'] as AudioSpec,
    count: family.length,
    mel: take('mel'),
    pitch: take('pitch'),
    voicing: take('voicing'),
    audio: file.arrays.get('audio') ?? null,
    weight: take('weight'),
    family,
    // Files of earlier versions know of no labels.
    label: (file.header['label'] as (string | null)[] | undefined) ?? family.map(() => null),
  };
}

/**
 * Splits by family: at least `fraction` of the total weight, and at least one family of several,
 * goes to validation. Which families is a matter of the seed.
 */
export function splitFamilies(set: KickSet, fraction: number, seed: number): { train: number[]; validation: number[] } {
  const families = createRandom(seed, 'split').shuffle([...new Set(set.family)].sort());
  const weights = new Map<string, number>();
  set.family.forEach((name, i) => weights.set(name, (weights.get(name) ?? 0) + set.weight[i]));
  const total = [...weights.values()].reduce((a, b) => a + b, 0);
  const held = new Set<string>();
  let sum = 0;
  for (const name of families) {
    if (sum >= fraction * total || held.size >= families.length - 1) break;
    // A family that would take far more than asked (one drum kit of hundreds) stays in training.
    const share = weights.get(name) ?? 0;
    if (sum + share > 2 * fraction * total && families.length > 2) continue;
    held.add(name);
    sum += share;
  }
  const train: number[] = [];
  const validation: number[] = [];
  set.family.forEach((name, i) => (held.has(name) ? validation : train).push(i));
  return { train, validation };
}

/**
 * The order of one epoch: systematic resampling by weight (Kitagawa 1996), then a shuffle. With
 * equal weights each index comes exactly once. The last batch wraps round, so that the length is
 * a multiple of `batch` (padding would skew the batch statistics).
 */
export function epochOrder(
  set: KickSet,
  indices: readonly number[],
  batch: number,
  seed: number,
  epoch: number,
): number[] {
  const random = createRandom(seed, 'epoch', epoch);
  const total = indices.reduce((sum, i) => sum + set.weight[i], 0);
  const stride = total / indices.length;
  const order: number[] = [];
  let next = random.uniform() * stride;
  let passed = 0;
  // Shuffled, or a pattern in the data's order could fall into step with the stride.
  for (const i of random.shuffle([...indices])) {
    passed += set.weight[i];
    while (next < passed && order.length < indices.length) {
      order.push(i);
      next += stride;
    }
  }
  while (order.length < indices.length) order.push(indices[indices.length - 1]);
  random.shuffle(order);
  const whole = Math.ceil(order.length / batch) * batch;
  for (let k = 0; order.length < whole; k++) order.push(order[k]);
  return order;
}

/**
 * How much a pitch error matters at each point of the grid: sqrt(power) of the low band + .01,
 * by voicing, summing to 1. [points].
 */
export function pitchWeights(mel: Float32Array, voicing: Float32Array, spec: AudioSpec, out: Float32Array): void {
  const grid = pitchGridSamples(spec);
  // About the lowest kilohertz on Slaney's scale: where f0 and its first harmonics live.
  const rows = Math.min(spec.mels, 32);
  let sum = 0;
  for (let i = 0; i < grid.length; i++) {
    const frame = Math.min(spec.frames - 1, Math.round(grid[i] / spec.hop));
    let power = 0;
    for (let m = 0; m < rows; m++) {
      const value = mel[m * spec.frames + frame];
      if (value > 0) power += 10 ** ((-spec.floorDb * (value - 1)) / 10);
    }
    // Coarse points stand for more time than fine ones.
    const span = i < spec.pitchGrid.fineCount ? spec.pitchGrid.fineHop : spec.pitchGrid.coarseHop;
    out[i] = (Math.sqrt(power) + 0.01) * (voicing[i] + 0.05) * Math.sqrt(span);
    sum += out[i];
  }
  for (let i = 0; i < out.length; i++) out[i] /= sum;
}
