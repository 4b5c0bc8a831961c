/**
 * Fits a bundle's axes and prior: encodes the training data, decodes latents from there and from
 * the prior to sound, measures them. Slow part of the end of a training; no weights change.
 */

import { describe } from '../../audio/descriptors.ts';
import { createRandom, type Random } from '../../base/random.ts';
import { fitAxes, transformDescriptors, type Axes } from '../../latent/axes.ts';
import { fitPrior, samplePrior, type Prior } from '../../latent/prior.ts';
import { steeringOf } from '../../latent/sliders.ts';
import type { Surface } from '../../latent/surface.ts';
import { SLIDERS, type SliderValues } from '../../../src-preload/contract/sliders.ts';
import { PUSHED, ROUNDS } from '../../../src-preload/contract/training-presets.ts';
import type { Bundle } from '../bundle.ts';
import { renderLatent } from '../render.ts';
import type { Networks } from '../sessions.ts';
import { epochOrder, type KickSet } from './kick-set.ts';
import { priorWeights } from './prior-weights.ts';
import { startLatents } from './start-kicks.ts';
import { fitSurface } from './surface-fit.ts';

/** Latents the prior is fitted on. */
const ENCODED = 2000;
/** Chance on top of either end of a slider, as a share of its travel. */
const END_SHARE = 0.15;

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
 * @param measured how many of the model's own kicks are made and measured
 * @param start the model that the training began with, if its kicks are to widen the prior
 * @param onProgress called with 0..1
 */
export async function fitLatentSpace(
  networks: Networks,
  set: KickSet,
  indices: readonly number[],
  { seed, threads, measured: own, start }: { seed: number; threads: number; measured: number; start: Bundle | null },
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<{ axes: Axes; prior: Prior }> {
  const chosen = epochOrder(set, indices, 1, seed, 0).slice(0, ENCODED);
  const encoded: number[][] = [];
  for (const i of chosen) {
    signal.throwIfAborted();
    encoded.push([...(await networks.encode(featuresAt(set, i)))]);
  }
  const started = start === null ? [] : await startLatents(start, networks, { seed, threads }, signal);
  const prior = fitPrior([...encoded, ...started], seed, priorWeights(chosen.map((i) => set.family[i]), started.length));
  const random = createRandom(seed, 'axes');
  const pushed = Math.round(PUSHED * own);
  const total = own + ROUNDS * pushed;
  const latents: number[][] = [];
  const descriptors: number[][] = [];
  const measure = async (latent: number[]): Promise<void> => {
    signal.throwIfAborted();
    const samples = await renderLatent(networks, latent, set.spec);
    descriptors.push(transformDescriptors(describe(samples, set.spec.sampleRate)));
    latents.push(latent);
    if (latents.length % 20 === 0) onProgress(latents.length / total);
  };
  // Half from the data, half from the prior: sliders start from both.
  const base = (k: number): number[] => (k % 2 === 0 ? encoded[random.int(encoded.length)] : samplePrior(prior, random));

  for (let k = 0; k < own; k++) await measure(base(k));
  const axes = fitAxes(latents, descriptors);
  const fit = (): Promise<Surface> => fitSurface(axes, { latents, descriptors, own }, { seed, threads, signal });
  let surface = await fit();
  for (let round = 0; round < ROUNDS; round++) {
    const steering = steeringOf({ ...axes, surface });
    for (let k = 0; k < pushed; k++) await measure(steering.apply(base(k), somePositions(random)));
    surface = await fit();
  }
  return { axes: { ...axes, surface }, prior };
}

/** One slider anywhere, its ends more often than by chance; at every fourth kick a second one too. */
function somePositions(random: Random): SliderValues {
  const one = SLIDERS[random.int(SLIDERS.length)];
  const other = SLIDERS[random.int(SLIDERS.length)];
  const position = Math.min(1, Math.max(0, random.between(-END_SHARE, 1 + END_SHARE)));
  return { ...(random.int(4) === 0 ? { [other]: random.uniform() } : {}), [one]: position };
}
