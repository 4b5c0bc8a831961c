/**
 * The derivative of a convolution by its weights, in the forms that run fast: it is itself a
 * correlation of the input with the output's derivative, stride and dilation changing places.
 */

import { reshape } from './arithmetic.ts';
import type { Tensor } from './graph.ts';
import { gemm } from './matmul.ts';
import { concat, padAxes, slice, transpose } from './shape.ts';

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
  const strided = win.stride.length === 2 && win.stride.every((s, i) => s > 1 && win.kernel[i] % s === 0);
  const plain = win.groups === 1 && win.dilations.every((d) => d === 1);
  // A GPU would starve on the Conv form: its output is tiny and its kernel huge.
  const deep = large.graph.profile === 'webgpu' || large.shape[1] >= DEEP_CHANNELS;
  return strided && plain && deep ? byProducts(large, small, win) : byConv(large, small, win);
}

/** From here on matrix products win on the CPU (batch 16, kernel 4, stride 2, one thread: 4 to 10 %). */
const DEEP_CHANNELS = 16;

/**
 * Two axes, kernel a multiple of the stride: the input is parted into its stride phases, in which
 * the taps are plain shifts, and each shift of each column phase is one matrix product over batch
 * and positions.
 */
function byProducts(large: Tensor, small: Tensor, { kernel, stride, pads }: Window): Tensor {
  const [batch, ci, ...size] = large.shape;
  const [, co, h, w] = small.shape;
  const [sy, sx] = stride;
  const [qy, qx] = [kernel[0] / sy, kernel[1] / sx];
  const [rows, columns] = [h + qy - 1, w + qx - 1];
  const reach = [sy * rows, sx * columns];
  const after = reach.map((n, i) => n - size[i] - pads[i]);
  const padded = padAxes(large, [[0, 0], [0, 0], [pads[0], Math.max(after[0], 0)], [pads[1], Math.max(after[1], 0)]]);
  const x = slice(slice(padded, 2, 0, reach[0]), 3, 0, reach[1]);
  // [sy * ci, batch, rows, columns] for each column phase.
  const phases = range(sx).map((phase) => {
    const column = reshape(slice(x, 3, phase, reach[1], sx), [batch, ci, rows, sy, columns]);
    return reshape(transpose(column, [3, 1, 0, 2, 4]), [sy * ci, batch, rows, columns]);
  });
  const derivative = reshape(transpose(small, [1, 0, 2, 3]), [co, batch * h * w]);
  const products = range(qy).flatMap((a) =>
    range(qx).flatMap((c) =>
      phases.map((phase) => {
        const shifted = slice(slice(phase, 2, a, a + h), 3, c, c + w);
        return gemm(derivative, reshape(shifted, [sy * ci, batch * h * w]), false, true);
      }),
    ),
  );
  const taps = reshape(concat(products, 1), [co, qy, qx, sx, sy, ci]);
  return reshape(transpose(taps, [0, 5, 1, 4, 2, 3]), [co, ci, ...kernel]);
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

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
