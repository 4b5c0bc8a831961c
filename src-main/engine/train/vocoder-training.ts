/** The vocoder as a task for the training loop: features in, the sound they came from as the target. */

import { createRandom } from '../../base/random.ts';
import { pitchPoints } from '../../audio/spec.ts';
import type { Graph } from '../../graph/graph.ts';
import { initParams, type Params } from '../../graph/params.ts';
import { NOISE_BINS, vocode, vocoderInputs, vocoderLayout, type VocoderShape } from '../../nets/vocoder.ts';
import { vocoderLoss, type VocoderLoss } from '../../nets/vocoder-loss.ts';
import { gather, type RunOptions, type Trained, type Weights } from './loop.ts';
import { trainOnLoss } from './loss-task.ts';
import type { Feeds } from './trainer.ts';

export interface VocoderOptions extends RunOptions {
  shape: VocoderShape;
  /** Weights to start from; null starts from the closed forms. */
  from: Weights | null;
  /** How far each kick's features tell its phase, 0..1; 1 where left out: they were measured on it. */
  trust?: readonly number[];
}

/** Noise is drawn from a pool at a random place: a million normals a step would cost more than the step saves. */
const NOISE_POOL = 1 << 22;
const CLIP = 5;
const WEIGHT_DECAY = 0.01;

function feedsOf(options: VocoderOptions, pool: Float32Array, indices: readonly number[], step: number): Feeds {
  const { set, shape, seed } = options;
  const points = pitchPoints(set.spec);
  if (set.audio === null) throw new Error('the vocoder trains on a set that kept its audio');
  const noise = new Float32Array(indices.length * shape.frames * 2 * NOISE_BINS);
  const start = createRandom(seed, 'noise', step).int(pool.length - noise.length);
  noise.set(pool.subarray(start, start + noise.length));
  return {
    mel: gather(set.mel, shape.mels * shape.frames, indices),
    pitch: gather(set.pitch, points, indices),
    voicing: gather(set.voicing, points, indices),
    noise,
    reference: gather(set.audio, shape.length, indices),
    trust: Float32Array.from(indices, (i) => options.trust?.[i] ?? 1),
  };
}

function declareLoss(g: Graph, p: Params, shape: VocoderShape, batch: number): VocoderLoss {
  const out = vocode(p, vocoderInputs(g, batch, shape), shape);
  const reference = g.input('reference', [batch, shape.length]);
  return vocoderLoss(out, reference, g.input('trust', [batch]), shape.sampleRate, shape.onset);
}

/** Trains; see `runTraining`. */
export async function trainVocoder(options: VocoderOptions): Promise<Trained> {
  const { shape, batch, seed } = options;
  const layout = vocoderLayout(shape);
  const pool = createRandom(seed, 'noise').fillNormal(new Float32Array(NOISE_POOL));
  return trainOnLoss(options, {
    phase: 'vocoder',
    layout,
    terms: (g, p) => ({ ...declareLoss(g, p, shape, batch) }),
    start: () => options.from ?? initParams(layout, seed),
    feeds: (indices, step) => feedsOf(options, pool, indices, step),
    judge: (indices, k) => feedsOf(options, pool, indices, -1 - k),
    extras: () => ({}),
    optimiser: { clip: CLIP, weightDecay: WEIGHT_DECAY },
  });
}
