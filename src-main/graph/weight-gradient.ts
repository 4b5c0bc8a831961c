/**
 * The derivative of a convolution by its weights, in the forms that run fast: it is itself a
 * correlation of the input with the output's derivative, stride and dilation changing places.
 */

import { reshape } from './arithmetic.ts';
import { slice, transpose } from './shape.ts';
import type { Tensor } from './graph.ts';

/** How a convolution's window moves. */
export interface Window {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  /** [begin..., end...]. */
  readonly pads: readonly number[];
  readonly dilations: readonly number[];
  readonly groups: number;
}

/**
 * sum over batch and positions o of small[co, o] * large[ci, o * stride + k * dilation - pad],
 * as [Co, Ci/groups, kernel...]. For `Conv`, large is the input and small the output's derivative;
 * for `ConvTranspose` the other way round.
 */
export function weightGradient(large: Tensor, small: Tensor, win: Window): Tensor {
  return byConv(large, small, win);
}

/** One Conv whose batch axis is the input channel and whose kernel is the whole derivative. */
function byConv(large: Tensor, small: Tensor, win: Window): Tensor {
  const [batch, ci, ...size] = large.shape;
  const [, co, ...outSize] = small.shape;
  const { groups, kernel, stride, pads, dilations } = win;
  const axes = size.map((_, i) => i);
  const byGroup = reshape(large, [batch, groups, ci / groups, ...size]);
  const x = reshape(transpose(byGroup, [2, 1, 0, ...axes.map((i) => i + 3)]), [ci / groups, groups * batch, ...size]);
  const w = transpose(small, [1, 0, ...axes.map((i) => i + 2)]);
  const found = size.map(
    (d, i) => Math.floor((d + pads[i] + pads[i + size.length] - stride[i] * (outSize[i] - 1) - 1) / dilations[i]) + 1,
  );
  const y = x.graph.emit('Conv', [x, w], [ci / groups, co, ...found], {
    attributes: {
      kernel_shape: { ints: outSize },
      strides: { ints: dilations },
      pads: { ints: pads },
      dilations: { ints: stride },
      group: { int: groups },
    },
  });
  // Where the last windows did not reach the end of the input there are taps too many.
  const cropped = axes.reduce((t, i) => slice(t, i + 2, 0, kernel[i]), y);
  return transpose(cropped, [1, 0, ...axes.map((i) => i + 2)]);
}
