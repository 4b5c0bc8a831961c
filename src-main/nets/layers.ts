/** Layers and start values that the networks share. Parameters are named by the caller. */

import type { Params, ParamSpec } from '../graph/params.ts';
import type { Tensor } from '../graph/graph.ts';
import * as op from '../graph/ops.ts';
import type { Random } from '../base/random.ts';

type Init = ParamSpec['init'];

/** Every element `value`. */
export const filled = (size: number, value: number): Init => () => new Float32Array(size).fill(value);

/** N(0, sd^2). */
export const gaussian = (size: number, sd: number): Init => (random: Random) =>
  random.fillNormal(new Float32Array(size)).map((x) => x * sd);

/** He et al. 2015, for layers before a ReLU: N(0, 2 / fan-in), times `gain`. */
export const he = (fanIn: number, size: number, gain = 1): Init => gaussian(size, gain * Math.sqrt(2 / fanIn));

/** x [..., from] -> [..., to], with weights drawn at `sd` and a zero bias. */
export function linear(p: Params, name: string, x: Tensor, from: number, to: number, sd: number): Tensor {
  const weight = p.get({ name: `${name}.weight`, shape: [from, to], init: gaussian(from * to, sd) });
  const bias = p.get({ name: `${name}.bias`, shape: [to], init: filled(to, 0) });
  return op.add(op.matmul(x, weight), bias);
}

/** Normalises [B, channels, H, W] a channel; in training by the batch, whose statistics the state follows. */
export function batchNorm(p: Params, name: string, x: Tensor, channels: number, training: boolean): Tensor {
  const scale = p.get({ name: `${name}.scale`, shape: [channels], init: filled(channels, 1) });
  const bias = p.get({ name: `${name}.bias`, shape: [channels], init: filled(channels, 0) });
  const mean = p.get({ name: `${name}.mean`, shape: [channels], init: filled(channels, 0), state: true });
  const variance = p.get({ name: `${name}.variance`, shape: [channels], init: filled(channels, 1), state: true });
  const normed = op.batchNorm(x, scale, bias, mean, variance, { training });
  if (training) {
    p.update(`${name}.mean`, normed.mean);
    p.update(`${name}.variance`, normed.variance);
  }
  return normed.y;
}

/** Normalises the last axis of x [..., width]. */
export function layerNorm(p: Params, name: string, x: Tensor, width: number): Tensor {
  const scale = p.get({ name: `${name}.scale`, shape: [width], init: filled(width, 1) });
  const bias = p.get({ name: `${name}.bias`, shape: [width], init: filled(width, 0) });
  return op.layerNorm(x, scale, bias);
}
