/** Batch and layer normalisation, with their derivatives from saved statistics. */

import { add, div, mul, neg, reduceMean, reduceSum, reshape, sub } from './arithmetic.ts';
import { sqrt, square } from './elementwise.ts';
import { elements, normalAxis, sameShape, show } from './graph.ts';
import type { OpKind, Tensor } from './graph.ts';
import { matmul } from './matmul.ts';
import { floatOf, intOf } from './rule.ts';
import type { OpRule } from './rule.ts';
import { slice } from './shape.ts';

export interface BatchNormOptions {
  epsilon?: number;
  /** Share of the batch in the updated running statistics (PyTorch's convention; ONNX's is 1 - this). */
  momentum?: number;
  training: boolean;
}

/** [C] as [1, C, 1, ...], to broadcast along axis 1. */
const byChannel = (t: Tensor, rank: number): Tensor =>
  reshape(t, [1, t.shape[0], ...Array<number>(rank - 2).fill(1)]);

const allButChannel = (x: Tensor): number[] => x.shape.flatMap((_, i) => (i === 1 ? [] : [i]));

/** Values a row must have for a product of rows to beat a product of elements and its sum. */
const LONG_ROW = 1024;

/** sum over all but the channel of a * b, [C]. */
function channelDot(a: Tensor, b: Tensor): Tensor {
  const [batch, channels, ...size] = a.shape;
  const n = elements(size);
  if (a.graph.profile === 'webgpu' || n < LONG_ROW) return reduceSum(mul(a, b), allButChannel(a));
  const rows = [batch * channels, 1, n];
  // A Transpose that moves no data: with it ONNX Runtime fuses the product to one of rows by rows.
  const columns = b.graph.emit('Transpose', [reshape(b, rows)], [rows[0], n, 1], { attributes: { perm: { ints: [0, 2, 1] } } });
  return reduceSum(reshape(matmul(reshape(a, rows), columns), [batch, channels]), [0]);
}

/** The ONNX operator; in training its further outputs are the batch's mean and biased variance. */
function emitBatchNorm(inputs: readonly Tensor[], epsilon: number, training: boolean): Tensor[] {
  const [x, scale] = inputs;
  const stats = training ? [scale.shape, scale.shape] : [];
  return x.graph.emitMany('BatchNormalization', inputs, [x.shape, ...stats], {
    // ONNX: running = running * momentum + batch * (1 - momentum); 0 gives the batch's own statistics.
    attributes: { epsilon: { float: epsilon }, momentum: { float: 0 }, training_mode: { int: training ? 1 : 0 } },
  });
}

/**
 * Batch normalisation (Ioffe & Szegedy 2015) of x [B, C, ...]; scale, bias, mean, variance [C].
 * Training: y is normalised by the batch's mean and biased variance; `mean` and `variance` are the
 * running ones moved by `momentum` towards the batch's mean and *unbiased* variance, as PyTorch
 * does (ONNX alone would store the biased one). Otherwise y is normalised by the running ones, which
 * come back unchanged. No derivative flows through the statistics that are returned.
 */
export function batchNorm(
  x: Tensor,
  scale: Tensor,
  bias: Tensor,
  mean: Tensor,
  variance: Tensor,
  { epsilon = 1e-5, momentum = 0.1, training }: BatchNormOptions,
): { y: Tensor; mean: Tensor; variance: Tensor } {
  for (const t of [scale, bias, mean, variance]) {
    if (!sameShape(t.shape, [x.shape[1]])) throw new RangeError(`batchNorm: ${show(t.shape)} for ${show(x.shape)}`);
  }
  if (!training) return { y: emitBatchNorm([x, scale, bias, mean, variance], epsilon, false)[0], mean, variance };
  const count = elements(x.shape) / x.shape[1];
  if (count < 2) throw new RangeError(`batchNorm: ${show(x.shape)} has one value a channel`);
  const [y, batchMean, batchVariance] =
    x.graph.profile === 'webgpu'
      ? composedBatchNorm(x, scale, bias, epsilon)
      : emitTraining(x, scale, bias, epsilon);
  return {
    y,
    mean: add(mul(mean, 1 - momentum), mul(batchMean, momentum)),
    variance: add(mul(variance, 1 - momentum), mul(batchVariance, (momentum * count) / (count - 1))),
  };
}

/**
 * The training kernel with y, the batch's mean and its biased variance. ONNX Runtime writes the
 * last two over the buffers it was given for the running statistics, even over constants and
 * values that others still read. So it gets scratch made from x: with momentum 0 what it holds does
 * not matter, and were it ever shared by two normalisations of one x, both would write the same.
 */
function emitTraining(x: Tensor, scale: Tensor, bias: Tensor, epsilon: number): Tensor[] {
  const scratch = slice(reshape(x, [-1]), 0, 0, scale.shape[0]);
  return emitBatchNorm([x, scale, bias, scratch, neg(scratch)], epsilon, true);
}

/** WebGPU has no training kernel: from primitives, which bring their own derivatives. */
function composedBatchNorm(x: Tensor, scale: Tensor, bias: Tensor, epsilon: number): Tensor[] {
  const rank = x.shape.length;
  const mean = reduceMean(x, allButChannel(x), true);
  const centred = sub(x, mean);
  const variance = reduceMean(square(centred), allButChannel(x), true);
  const gain = div(byChannel(scale, rank), sqrt(add(variance, epsilon)));
  return [add(mul(centred, gain), byChannel(bias, rank)), reshape(mean, scale.shape), reshape(variance, scale.shape)];
}

/**
 * Layer normalisation (Ba et al. 2016) along one axis, scale and bias of that axis's length.
 * The last axis runs as ONNX's own operator.
 */
export function layerNorm(x: Tensor, scale: Tensor, bias: Tensor, axis = -1, epsilon = 1e-5): Tensor {
  const at = normalAxis(axis, x.shape.length);
  if (at === x.shape.length - 1) {
    const stats = [...x.shape.slice(0, -1), 1];
    return x.graph.emitMany('LayerNormalization', [x, scale, bias], [x.shape, stats, stats], {
      attributes: { axis: { int: -1 }, epsilon: { float: epsilon } },
    })[0];
  }
  const wide = [scale.shape[0], ...Array<number>(x.shape.length - 1 - at).fill(1)];
  const centred = sub(x, reduceMean(x, [at], true));
  const deviation = sqrt(add(reduceMean(square(centred), [at], true), epsilon));
  return add(mul(div(centred, deviation), reshape(scale, wide)), reshape(bias, wide));
}

export const normRules = {
  /**
   * With h = (x - mean) / s: dbias = sum dy, dscale = sum dy h, and in training
   * dx = scale/s (dy - dbias/n - h dscale/n), which is affine in dy and x for each channel.
   */
  BatchNormalization: ({ node, x: [x, scale, , givenMean, givenVariance], dy, wants }) => {
    const training = intOf(node.attributes, 'training_mode') === 1;
    const [mean, variance] = training ? node.outputs.slice(1) : [givenMean, givenVariance];
    const inverse = div(1, sqrt(add(variance, floatOf(node.attributes, 'epsilon'))));
    const axes = allButChannel(x);
    const rank = x.shape.length;
    const dbias = reduceSum(dy, axes);
    const dscale = mul(inverse, sub(channelDot(dy, x), mul(mean, dbias)));
    const gain = mul(scale, inverse);
    const dx = (): Tensor => {
      const direct = mul(dy, byChannel(gain, rank));
      if (!training) return direct;
      const n = elements(x.shape) / x.shape[1];
      const slope = mul(mul(gain, mul(inverse, dscale)), -1 / n);
      const offset = sub(mul(mul(gain, dbias), -1 / n), mul(slope, mean));
      // slope * x + offset in one pass: an inference BatchNormalization with mean 0 and variance 1.
      const zeros = x.graph.constant(new Float32Array(scale.shape[0]), scale.shape);
      const ones = x.graph.constant(new Float32Array(scale.shape[0]).fill(1), scale.shape);
      return add(direct, emitBatchNorm([x, slope, offset, zeros, ones], 0, false)[0]);
    };
    return [wants[0] ? dx() : undefined, wants[1] ? dscale : undefined, wants[2] ? dbias : undefined];
  },
  /** dx = inv (g - mean(g) - h mean(g h)), g = dy scale, h = (x - mean) inv, means along the axis. */
  LayerNormalization: ({ node, x: [x, scale], dy, wants }) => {
    const [, mean, inverse] = node.outputs;
    const h = mul(sub(x, mean), inverse);
    const lead = x.shape.slice(0, -1).map((_, i) => i);
    const dx = (): Tensor => {
      const g = mul(dy, scale);
      const along = reduceMean(mul(g, h), [-1], true);
      return mul(sub(sub(g, reduceMean(g, [-1], true)), mul(h, along)), inverse);
    };
    return [
      wants[0] ? dx() : undefined,
      wants[1] ? reduceSum(mul(dy, h), lead) : undefined,
      wants[2] ? reduceSum(dy, lead) : undefined,
    ];
  },
} satisfies Partial<Record<OpKind, OpRule>>;
