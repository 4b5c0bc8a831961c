/**
 * The kick VAE: a convolutional beta-VAE over (log-mel, pitch, voicing) whose convolutions only
 * correct a linear skip that starts as PCA. Network code only: no data, no runtime, no schedule.
 *
 * Encoder: conv 1-b-2b-4b-8b (kernel 4, stride 2, pad 1, BN, ReLU) -> linear to mu and a bounded
 * log-variance; mu also gets the whitened PCA projection of the joint vector. The decoder mirrors
 * it and adds the inverse projection. Because whitening leaves the variance of mu near 1, draws
 * from N(0, I) land where the decoder was trained.
 */

import { collectParams, type Params, type ParamLayout } from '../graph/params.ts';
import type { Graph, Tensor } from '../graph/graph.ts';
import * as op from '../graph/ops.ts';
import { batchNorm, filled, he, linear } from './layers.ts';

export interface VaeShape {
  readonly mels: number;
  readonly frames: number;
  /** Points of the pitch and voicing tracks. */
  readonly points: number;
  readonly latent: number;
  /** Channels of the first convolution. */
  readonly base: number;
  /** Pitch is held in [low, high] octaves. */
  readonly pitchLow: number;
  readonly pitchHigh: number;
  /** Categories whose conditional prior is learnt; 0 is a VAE without a condition. */
  readonly categories: number;
}

export interface KickTensors {
  /** [B, mels, frames] in [0, 1]. */
  mel: Tensor;
  /** [B, points], octaves. */
  pitch: Tensor;
  /** [B, points] in [0, 1]. */
  voicing: Tensor;
}

/** A linear map of the joint vector, as `latent/pca` fits it: the initial value of the skip. */
export interface SkipInit {
  /** [dims] */
  mean: Float32Array;
  /** [latent][dims], orthonormal rows. */
  components: Float32Array;
  /** [latent] standard deviation along each component. */
  sd: Float32Array;
}

/**
 * Weight of the pitch and voicing tracks against the mel in the joint vector. Two per octave lets
 * pitch claim about a quarter of the variance, so that PCA cannot spend every component on timbre.
 */
export const PITCH_WEIGHT = 2;
export const VOICING_WEIGHT = 1;

const STAGES = 4;
/** The skip starts at an optimum already: it may drift, not run (design.md 3). */
const SKIP_LR = 0.006;
const LOGVAR_START = -3;
const LOGVAR_REACH = 4;

/** Length of the joint vector. */
export function jointSize(shape: VaeShape): number {
  return shape.mels * shape.frames + 2 * shape.points;
}

const heSd = (fanIn: number): number => Math.sqrt(2 / fanIn);

/** [B, joint] in the units that PCA sees. */
function joint(kick: KickTensors, shape: VaeShape): Tensor {
  const batch = kick.pitch.shape[0];
  return op.concat(
    [
      op.reshape(kick.mel, [batch, shape.mels * shape.frames]),
      op.mul(kick.pitch, PITCH_WEIGHT),
      op.mul(kick.voicing, VOICING_WEIGHT),
    ],
    1,
  );
}

/**
 * Encodes a batch. Returns mu and log-variance, both [B, latent]; the log-variance lies within
 * 4 of -3, so that neither a collapsed nor an exploding dimension can produce an infinite KL.
 */
export function encode(
  p: Params,
  kick: KickTensors,
  shape: VaeShape,
  training: boolean,
): { mu: Tensor; logvar: Tensor } {
  const batch = kick.pitch.shape[0];
  let x = op.reshape(kick.mel, [batch, 1, shape.mels, shape.frames]);
  let channels = 1;
  for (let stage = 0; stage < STAGES; stage++) {
    const out = shape.base << stage;
    const weight = p.get({
      name: `encoder.conv${String(stage)}.weight`,
      shape: [out, channels, 4, 4],
      init: he(channels * 16, out * channels * 16),
    });
    x = op.relu(
      batchNorm(p, `encoder.bn${String(stage)}`, op.conv(x, weight, { stride: 2, pads: 1 }), out, training),
    );
    channels = out;
  }
  const flat = channels * (shape.mels >> STAGES) * (shape.frames >> STAGES);
  const tracks = op.concat([kick.pitch, kick.voicing], 1);
  const trackHidden = op.relu(linear(p, 'encoder.tracks', tracks, 2 * shape.points, 64, 0.5 * heSd(2 * shape.points)));
  const hidden = op.concat([op.reshape(x, [batch, flat]), trackHidden], 1);
  const residual = linear(p, 'encoder.mu', hidden, flat + 64, shape.latent, 0.05 * heSd(flat + 64));
  const spread = linear(p, 'encoder.logvar', hidden, flat + 64, shape.latent, 0.05 * heSd(flat + 64));
  const dims = jointSize(shape);
  const project = p.get({
    name: 'encoder.skip.weight',
    shape: [dims, shape.latent],
    init: he(dims, dims * shape.latent, 0.1),
    lrScale: SKIP_LR,
  });
  const offset = p.get({
    name: 'encoder.skip.bias',
    shape: [shape.latent],
    init: filled(shape.latent, 0),
    lrScale: SKIP_LR,
  });
  const skip = op.add(op.matmul(joint(kick, shape), project), offset);
  const bounded = op.mul(op.tanh(op.div(spread, LOGVAR_REACH)), LOGVAR_REACH);
  return { mu: op.add(skip, residual), logvar: op.add(bounded, LOGVAR_START) };
}

/**
 * Decodes [B, latent]. In training the bounds leak (slope 0.01), so that a cell outside them
 * still has a gradient to come back along; the exported decoder clips.
 */
export function decode(p: Params, latent: Tensor, shape: VaeShape, training: boolean): KickTensors {
  const batch = latent.shape[0];
  const height = shape.mels >> STAGES;
  const width = shape.frames >> STAGES;
  let channels = shape.base << (STAGES - 1);
  const flat = channels * height * width;
  let x = op.reshape(linear(p, 'decoder.input', latent, shape.latent, flat, heSd(shape.latent)), [batch, channels, height, width]);
  x = op.relu(batchNorm(p, 'decoder.bn0', x, channels, training));
  for (let stage = 1; stage <= STAGES; stage++) {
    const last = stage === STAGES;
    const out = last ? 1 : channels >> 1;
    const weight = p.get({
      name: `decoder.conv${String(stage)}.weight`,
      shape: [channels, out, 4, 4],
      // Each output cell of a stride-2 kernel-4 transposed convolution sums a quarter of the taps.
      init: he(channels * 4, channels * out * 16, last ? 0.1 : 1),
    });
    x = op.convTranspose(x, weight, { stride: 2, pads: 1 });
    if (!last) x = op.relu(batchNorm(p, `decoder.bn${String(stage)}`, x, out, training));
    channels = out;
  }
  const trackHidden = op.relu(linear(p, 'decoder.tracks0', latent, shape.latent, 128, heSd(shape.latent)));
  const trackResidual = linear(p, 'decoder.tracks1', trackHidden, 128, 2 * shape.points, 0.1 * heSd(128));

  const dims = jointSize(shape);
  const cells = shape.mels * shape.frames;
  const unproject = p.get({
    name: 'decoder.skip.weight',
    shape: [shape.latent, dims],
    init: he(shape.latent, dims * shape.latent, 0.1),
    lrScale: SKIP_LR,
  });
  const mean = p.get({ name: 'decoder.skip.bias', shape: [dims], init: filled(dims, 0), lrScale: SKIP_LR });
  const skip = op.add(op.matmul(latent, unproject), mean);
  const bound = (t: Tensor, low: number, high: number): Tensor =>
    training ? op.leakyClamp(t, low, high, 0.01) : op.clip(t, low, high);
  const mel = op.add(
    op.reshape(op.slice(skip, 1, 0, cells), [batch, shape.mels, shape.frames]),
    op.reshape(x, [batch, shape.mels, shape.frames]),
  );
  const track = (index: number, weight: number): Tensor =>
    op.add(
      op.div(op.slice(skip, 1, cells + index * shape.points, cells + (index + 1) * shape.points), weight),
      op.slice(trackResidual, 1, index * shape.points, (index + 1) * shape.points),
    );
  return {
    mel: bound(mel, 0, 1),
    pitch: bound(track(0, PITCH_WEIGHT), shape.pitchLow, shape.pitchHigh),
    voicing: bound(track(1, VOICING_WEIGHT), 0, 1),
  };
}

/** Loss terms, each a scalar averaged over the batch, and their weighted sum. */
export interface VaeLoss {
  loss: Tensor;
  /** The loss without its KL term: what it costs that the kicks do not come back as they were. */
  reconstruction: Tensor;
  /** Spectral convergence of the normalised log-mel (Arik et al. 2019): |e|_2 / |x|_2 an item. */
  convergence: Tensor;
  /** Mean |e|, cells above .05 counted twice. */
  melL1: Tensor;
  /** Power-weighted |d ln f0|. */
  pitchL1: Tensor;
  /** Power-weighted |d voicing|. */
  voicingL1: Tensor;
  /** Kullback-Leibler divergence to N(wE, I), summed over the latent; without categories that is N(0, I) (Kingma & Welling 2014). */
  kl: Tensor;
  /** The same a dimension [latent], the batch's mean. */
  klByDimension: Tensor;
}

export interface VaeLossInputs {
  /** Standard normals [B, latent]; zeros to validate at mu. */
  noise: Tensor;
  /** Scalar. */
  beta: Tensor;
  /** [B, points], non-negative, each row summing to 1. */
  pitchWeight: Tensor;
  /** Shares w of the categories, [B, categories]: each row sums to 1, or is 0 where none is known. Where there are categories. */
  category?: Tensor;
}

const MEL_L1 = 6;
const PITCH = 5;
const VOICING = 0.5;

/** The embedding E of the categories, [categories, latent]; the last parameter of a VAE that has it. */
export const CATEGORY_WEIGHT = 'category.weight';
const categoryWeight = (p: Params, { categories, latent }: VaeShape): Tensor =>
  p.get({ name: CATEGORY_WEIGHT, shape: [categories, latent], init: filled(categories * latent, 0) });

/**
 * Builds the whole forward pass and the loss of design.md 3. With categories, what is regularised is
 * the character z' = mu - wE that a kick has beside its category, and the decoder is given z' + wE:
 * a conditional VAE with a learnt conditional prior N(wE, I) (Sohn, Lee & Yan 2015, "Learning
 * structured output representation using deep conditional generative models"). As z = z' + wE is
 * mu itself, only the divergence sees the condition, and what is exported takes latents as ever.
 */
export function vaeLoss(
  p: Params,
  kick: KickTensors,
  inputs: VaeLossInputs,
  shape: VaeShape,
  training: boolean,
): VaeLoss {
  const batch = kick.pitch.shape[0];
  const { mu, logvar } = encode(p, kick, shape, training);
  const latent = op.add(mu, op.mul(inputs.noise, op.exp(op.mul(logvar, 0.5))));
  const out = decode(p, latent, shape, training);

  const error = op.sub(out.mel, kick.mel);
  const norm = (t: Tensor): Tensor => op.sqrt(op.add(op.reduceSum(op.square(t), [1, 2]), 1e-6));
  const convergence = op.reduceMean(op.div(norm(error), norm(kick.mel)), [0]);
  const emphasis = op.where(op.greater(kick.mel, 0.05), error.graph.scalar(2), error.graph.scalar(1));
  const melL1 = op.reduceMean(op.mul(op.abs(error), emphasis), [0, 1, 2]);
  const weighted = (a: Tensor, b: Tensor): Tensor =>
    op.div(op.reduceSum(op.mul(op.abs(op.sub(a, b)), inputs.pitchWeight), [0, 1]), batch);
  const pitchL1 = op.mul(weighted(out.pitch, kick.pitch), Math.LN2);
  const voicingL1 = weighted(out.voicing, kick.voicing);
  const character = inputs.category === undefined ? mu : op.sub(mu, op.matmul(inputs.category, categoryWeight(p, shape)));
  const divergence = op.sub(op.add(op.square(character), op.exp(logvar)), op.add(logvar, 1));
  const kl = op.div(op.reduceSum(divergence, [0, 1]), 2 * batch);
  const klByDimension = op.div(op.reduceSum(divergence, [0]), 2 * batch);
  const terms: Tensor[] = [
    op.mul(melL1, MEL_L1),
    op.mul(pitchL1, PITCH),
    op.mul(voicingL1, VOICING),
  ];
  const reconstruction = terms.reduce((sum, term) => op.add(sum, term), convergence);
  const loss = op.add(reconstruction, op.mul(kl, inputs.beta));
  return { loss, reconstruction, convergence, melL1, pitchL1, voicingL1, kl, klByDimension };
}

/** Declares the batch inputs of a kick: `mel` [B, mels, frames], `pitch`, `voicing` [B, points]. */
export function kickInputs(g: Graph, batch: number, shape: VaeShape): KickTensors {
  return {
    mel: g.input('mel', [batch, shape.mels, shape.frames]),
    pitch: g.input('pitch', [batch, shape.points]),
    voicing: g.input('voicing', [batch, shape.points]),
  };
}

/** The VAE's parameters in a fixed order. */
export function vaeLayout(shape: VaeShape): ParamLayout {
  return collectParams((g, p) => {
    const kick = kickInputs(g, 1, shape);
    decode(p, encode(p, kick, shape, false).mu, shape, false);
    if (shape.categories > 0) categoryWeight(p, shape);
  });
}

/**
 * The skip's weights from a PCA of joint vectors: projection whitened by `sd`, and its inverse.
 * Keys are parameter names.
 */
export function skipValues(init: SkipInit, shape: VaeShape): Map<string, Float32Array> {
  const dims = jointSize(shape);
  const size = shape.latent;
  const project = new Float32Array(dims * size);
  const unproject = new Float32Array(size * dims);
  const offset = new Float32Array(size);
  for (let k = 0; k < size; k++) {
    let shift = 0;
    for (let d = 0; d < dims; d++) {
      const c = init.components[k * dims + d];
      project[d * size + k] = c / init.sd[k];
      unproject[k * dims + d] = c * init.sd[k];
      shift += init.mean[d] * c;
    }
    offset[k] = -shift / init.sd[k];
  }
  return new Map([
    ['encoder.skip.weight', project],
    ['encoder.skip.bias', offset],
    ['decoder.skip.weight', unproject],
    ['decoder.skip.bias', init.mean.slice()],
  ]);
}
