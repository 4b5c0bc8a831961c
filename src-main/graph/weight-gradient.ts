/**
 * The derivative of a convolution by its weights, in the forms that run fast: it is itself a
 * correlation of the input with the output's derivative, stride and dilation changing places.
 */

import { full, reshape } from './arithmetic.ts';
import type { Tensor } from './graph.ts';
import { gemm } from './matmul.ts';
import { concat, padAxes, slice, spaceToDepth, transpose } from './shape.ts';

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

/** From here on the matrix product wins on the CPU (batch 16, kernel 4, stride 2, one thread). */
const DEEP_CHANNELS = 16;

/**
 * Two axes, kernel a multiple of the stride: the input is parted into its stride phases, in which
 * the taps are plain shifts of whole strides. With every image padded to the same rows and columns,
 * a shift is an offset in memory, so all taps are one product: the derivative, once for each shift,
 * by the phases, over batch and positions.
 */
function byProducts(large: Tensor, small: Tensor, { kernel, stride, pads }: Window): Tensor {
  const [batch, ci, ...size] = large.shape;
  const [, co, h, w] = small.shape;
  const [sy, sx] = stride;
  const [qy, qx] = [kernel[0] / sy, kernel[1] / sx];
  const [rows, columns] = [h + qy - 1, w + qx - 1];
  const reach = [sy * rows, sx * columns];
  const after = reach.map((n, i) => Math.max(n - size[i] - pads[i], 0));
  const padded = padAxes(transpose(large, [1, 0, 2, 3]), [[0, 0], [0, 0], [pads[0], after[0]], [pads[1], after[1]]]);
  // The batch takes the place of the channels: so no transpose has to gather single elements.
  const phases = spaceToDepth(slice(slice(padded, 2, 0, reach[0]), 3, 0, reach[1]), stride);
  const positions = batch * rows * columns;
  const spread = padAxes(transpose(small, [1, 0, 2, 3]), [[0, 0], [0, 0], [0, qy - 1], [0, qx - 1]]);
  const shifts = range(qy).flatMap((a) => range(qx).map((c) => a * columns + c));
  const shifted = reshape(copies(reshape(spread, [-1]), shifts), [shifts.length * co, positions]);
  const taps = gemm(shifted, reshape(phases, [ci * sy * sx, positions]), false, true);
  return reshape(transpose(reshape(taps, [qy, qx, co, ci, sy, sx]), [2, 3, 0, 4, 1, 5]), [co, ci, ...kernel]);
}

/**
 * Copies of the vector `x` one after the other, the i-th moved on by shifts[i], zeros in between.
 * Shifts rise from 0, and the end of `x` holds at least as many zeros as the last.
 */
function copies(x: Tensor, shifts: readonly number[]): Tensor {
  const last = shifts[shifts.length - 1];
  const body = slice(x, 0, 0, x.shape[0] - last);
  const gap = (i: number): Tensor => full(x.graph, [last + shifts[i] - shifts[i - 1]], 0);
  return concat(shifts.flatMap((_, i) => (i === 0 ? [body] : [gap(i), body])), 0);
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
