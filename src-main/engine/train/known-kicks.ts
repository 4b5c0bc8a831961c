/** `training-set.json` of a trained bundle: where the sounds it learnt from lie in it (lab/training-set.ts). */

import type { Features } from '../../audio/spec.ts';
import { writeTrainingSet, type TrainingKick } from '../../lab/training-set.ts';
import { DESCRIBED } from '../../../src-preload/contract/training-presets.ts';
import type { Model } from '../models.ts';
import { encodeFeatures, generate } from '../synthesis.ts';
import { featuresAt } from './axes-fit.ts';
import type { SetKick } from './folder.ts';
import type { KickSet } from './kick-set.ts';

/** A sound by name, as a place in the model, described by what the model makes of it: the nearest that a kick of this model can come. */
export async function knownKick(model: Model, name: string, features: Features, signal: AbortSignal): Promise<TrainingKick> {
  const latent = await encodeFeatures(model, features);
  const { descriptors } = await generate(model, { base: { latent }, sliders: {}, forFile: true }, signal);
  const { decayMs, centroidHz, subShare, clickDb, noteHz, lengthMs } = descriptors;
  return { name, latent, descriptors: { decayMs, centroidHz, subShare, clickDb, noteHz, lengthMs } };
}

/**
 * Describes the sounds of a set as they are, without their variations, and writes them beside the bundle.
 * @throws DISK_FULL, OUTPUT_UNWRITABLE
 */
export async function writeKnownKicks(
  model: Model,
  { set, kicks }: { set: KickSet; kicks: readonly SetKick[] },
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<TrainingKick[]> {
  const count = Math.min(DESCRIBED, kicks.length);
  const known: TrainingKick[] = [];
  for (let k = 0; k < count; k++) {
    signal.throwIfAborted();
    const { name, at } = kicks[Math.floor((k * kicks.length) / count)];
    known.push(await knownKick(model, name, featuresAt(set, at), signal));
    onProgress((k + 1) / count);
  }
  const { dir, manifest: { id } } = model.bundle;
  await writeTrainingSet(dir, id, known);
  return known;
}
