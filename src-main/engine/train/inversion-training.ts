/**
 * Teaches the encoder to find the latent that a sound was made from. A VAE only ever sees features
 * of recordings; what comes back from the vocoder is a little different, and the encoder would
 * misplace it. So it is tuned to give z for the rendered sound of z, and to leave the latents of
 * recordings where they are. Decoder and vocoder do not change.
 */

import { prepare } from '../../audio/prepare.ts';
import { pitchPoints } from '../../audio/spec.ts';
import { createRandom } from '../../base/random.ts';
import type { Graph, Tensor } from '../../graph/graph.ts';
import * as op from '../../graph/ops.ts';
import type { Params } from '../../graph/params.ts';
import { fitPrior, samplePrior } from '../../latent/prior.ts';
import { encode, kickInputs, vaeLayout, type VaeShape } from '../../nets/vae.ts';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { renderLatent } from '../render.ts';
import type { Networks } from '../sessions.ts';
import { featuresAt } from './axes-fit.ts';
import { createKickSet, epochOrder, type KickSet } from './kick-set.ts';
import { gather, type RunOptions, type Trained, type Weights } from './loop.ts';
import { trainOnLoss } from './loss-task.ts';
import type { Feeds } from './trainer.ts';

/** Kicks with the latent that the encoder should give for each, [count][latent]. */
export interface InversionSet {
  set: KickSet;
  targets: Float32Array;
}

/**
 * Half recordings with the latents they have, half rendered sounds with the latents they were made
 * from: those of recordings and draws from their prior in turn.
 * @param count of each half
 */
export async function makeInversionSet(
  networks: Networks,
  source: KickSet,
  indices: readonly number[],
  count: number,
  seed: number,
  onProgress: (done: number) => void,
): Promise<InversionSet> {
  const { spec } = source;
  const chosen = epochOrder(source, indices, 1, seed, 0).slice(0, count);
  const latents: number[][] = [];
  for (const i of chosen) latents.push([...(await networks.encode(featuresAt(source, i)))]);
  const prior = fitPrior(latents, seed);
  const random = createRandom(seed, 'inversion');
  const builder = createKickSet(spec, 2 * chosen.length, false);
  const targets: number[][] = [];
  const silent = new Float32Array(0);
  for (const [k, i] of chosen.entries()) {
    builder.add({ features: featuresAt(source, i), audio: silent, weight: 1, family: source.family[i] });
    targets.push(latents[k]);
    const latent = k % 2 === 0 ? latents[k] : samplePrior(prior, random);
    const made = await renderLatent(networks, latent, spec);
    try {
      const prepared = prepare({ file: 'rendered', sampleRate: spec.sampleRate, channels: [made] }, spec);
      builder.add({ features: prepared.features, audio: silent, weight: 1, family: source.family[i] });
      targets.push(latent);
    } catch (error) {
      // A draw that is silence has no place to be found again.
      if (!(error instanceof KicklabError)) throw error;
    }
    onProgress(k);
  }
  return { set: builder.finish(), targets: Float32Array.from(targets.flat()) };
}

export interface InversionOptions extends RunOptions {
  shape: VaeShape;
  targets: Float32Array;
  from: Weights;
}

function feedsOf({ set, shape, targets }: InversionOptions, indices: readonly number[]): Feeds {
  const points = pitchPoints(set.spec);
  return {
    mel: gather(set.mel, shape.mels * shape.frames, indices),
    pitch: gather(set.pitch, points, indices),
    voicing: gather(set.voicing, points, indices),
    target: gather(targets, shape.latent, indices),
  };
}

/** Squared distance from mu to the target, summed over the latent, batch mean. */
function distance(g: Graph, p: Params, shape: VaeShape, batch: number, training: boolean): Tensor {
  const { mu } = encode(p, kickInputs(g, batch, shape), shape, training);
  return op.div(op.reduceSum(op.square(op.sub(mu, g.input('target', [batch, shape.latent]))), [0, 1]), batch);
}

/** Trains; see `runTraining`. The weights are a whole VAE's, of which only the encoder moves. */
export async function trainInversion(options: InversionOptions): Promise<Trained> {
  const { shape, batch } = options;
  return trainOnLoss(options, {
    phase: 'inversion',
    layout: vaeLayout(shape),
    terms: (g, p, training) => ({ loss: distance(g, p, shape, batch, training) }),
    start: () => options.from,
    feeds: (indices) => feedsOf(options, indices),
    judge: (indices) => feedsOf(options, indices),
    extras: () => ({}),
  });
}
