/**
 * Fits a bundle's axes and prior: encodes the training data, decodes latents from there and from
 * the prior to sound, measures them. Slow part of the end of a training; no weights change.
 */

import { describe } from '../../audio/descriptors.ts';
import { createRandom } from '../../base/random.ts';
import { fitAxes, transformDescriptors, type Axes } from '../../latent/axes.ts';
import { fitPrior, samplePrior, type Prior } from '../../latent/prior.ts';
import { renderLatent } from '../render.ts';
import type { Networks } from '../sessions.ts';
import { epochOrder, type KickSet } from './kick-set.ts';

/** Latents the prior is fitted on, and kicks that are made and measured for the sliders. */
const ENCODED = 2000;
const MEASURED = 1200;

/** Features of kick `i` of a set. */
export function featuresAt(set: KickSet, i: number): { mel: Float32Array; pitch: Float32Array; voicing: Float32Array } {
  const cells = set.spec.mels * set.spec.frames;
  const points = set.pitch.length / set.count;
  return {
    mel: set.mel.slice(i * cells, (i + 1) * cells),
    pitch: set.pitch.slice(i * points, (i + 1) * points),
    voicing: set.voicing.slice(i * points, (i + 1) * points),
  };
}

/**
 * @param indices the training part
 * @param onProgress called with 0..1
 */
export async function fitLatentSpace(
  networks: Networks,
  set: KickSet,
  indices: readonly number[],
  seed: number,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<{ axes: Axes; prior: Prior }> {
  const chosen = epochOrder(set, indices, 1, seed, 0).slice(0, ENCODED);
  const encoded: number[][] = [];
  for (const i of chosen) {
    signal.throwIfAborted();
    encoded.push([...(await networks.encode(featuresAt(set, i)))]);
  }
  const prior = fitPrior(encoded);
  const random = createRandom(seed, 'axes');
  const latents: number[][] = [];
  const descriptors: number[][] = [];
  for (let k = 0; k < MEASURED; k++) {
    signal.throwIfAborted();
    // Half from the data, half from the prior: sliders start from both.
    const latent = k % 2 === 0 ? encoded[random.int(encoded.length)] : samplePrior(prior, random);
    const samples = await renderLatent(networks, latent, set.spec);
    latents.push(latent);
    descriptors.push(transformDescriptors(describe(samples, set.spec.sampleRate)));
    if (k % 20 === 0) onProgress(k / MEASURED);
  }
  return { axes: fitAxes(latents, descriptors), prior };
}
