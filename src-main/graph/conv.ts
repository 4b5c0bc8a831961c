/**
 * Convolution and transposed convolution over one or two axes, with their derivatives. Each one's
 * input derivative is the other; the weight derivative of both is `weightGradient`.
 */

import { reduceSum } from './arithmetic.ts';
import { show } from './graph.ts';
import type { Attributes, OpKind, Tensor } from './graph.ts';
import { intOf, intsOf } from './rule.ts';
import type { Backward, OpRule } from './rule.ts';
import { weightGradient } from './weight-gradient.ts';
import type { Window } from './weight-gradient.ts';

/** A number for all axes, or one each. */
export type PerAxis = number | readonly number[];

export interface ConvOptions {
  stride?: PerAxis;
  /** A number for all sides, or [begin..., end...]. */
  pads?: PerAxis;
  dilations?: PerAxis;
  groups?: number;
}

export interface ConvTransposeOptions extends ConvOptions {
  /** Extra elements at the end of each axis of the output; less than the stride. */
  outputPads?: PerAxis;
}

const perAxis = (v: PerAxis | undefined, fallback: number, n: number): readonly number[] => {
  const list = typeof v === 'object' ? v : Array<number>(n).fill(v ?? fallback);
  if (list.length !== n) throw new RangeError(`conv: ${show(list)} where ${String(n)} numbers are needed`);
  return list;
};

function windowOf(x: Tensor, w: Tensor, o: ConvOptions): Window {
  const n = x.shape.length - 2;
  if (n < 1 || w.shape.length !== x.shape.length) throw new RangeError(`conv: ${show(x.shape)} with ${show(w.shape)}`);
  return {
    kernel: w.shape.slice(2),
    stride: perAxis(o.stride, 1, n),
    pads: perAxis(o.pads, 0, 2 * n),
    dilations: perAxis(o.dilations, 1, n),
    groups: o.groups ?? 1,
  };
}

const attributesOf = (win: Window): Attributes => ({
  kernel_shape: { ints: win.kernel },
  strides: { ints: win.stride },
  pads: { ints: win.pads },
  dilations: { ints: win.dilations },
  group: { int: win.groups },
});

const windowFrom = (a: Attributes): Window => ({
  kernel: intsOf(a, 'kernel_shape'),
  stride: intsOf(a, 'strides'),
  pads: intsOf(a, 'pads'),
  dilations: intsOf(a, 'dilations'),
  groups: intOf(a, 'group'),
});

const convSize = (d: number, i: number, { kernel, stride, pads, dilations }: Window): number =>
  Math.floor((d + pads[i] + pads[i + kernel.length] - dilations[i] * (kernel[i] - 1) - 1) / stride[i]) + 1;

const transposedSize = (d: number, i: number, { kernel, stride, pads, dilations }: Window): number =>
  (d - 1) * stride[i] + dilations[i] * (kernel[i] - 1) + 1 - pads[i] - pads[i + kernel.length];

function emitConv(x: Tensor, w: Tensor, win: Window, bias?: Tensor): Tensor {
  if (x.shape[1] !== w.shape[1] * win.groups || w.shape[0] % win.groups !== 0) {
    throw new RangeError(`conv: ${show(x.shape)} with ${show(w.shape)}, ${String(win.groups)} groups`);
  }
  const shape = [x.shape[0], w.shape[0], ...x.shape.slice(2).map((d, i) => convSize(d, i, win))];
  return x.graph.emit('Conv', bias ? [x, w, bias] : [x, w], shape, { attributes: attributesOf(win) });
}

function emitTransposed(x: Tensor, w: Tensor, win: Window, outputPads: readonly number[], bias?: Tensor): Tensor {
  if (x.shape[1] !== w.shape[0] || w.shape[0] % win.groups !== 0) {
    throw new RangeError(`convTranspose: ${show(x.shape)} with ${show(w.shape)}, ${String(win.groups)} groups`);
  }
  const sizes = x.shape.slice(2).map((d, i) => transposedSize(d, i, win) + outputPads[i]);
  const shape = [x.shape[0], w.shape[1] * win.groups, ...sizes];
  return x.graph.emit('ConvTranspose', bias ? [x, w, bias] : [x, w], shape, {
    attributes: { ...attributesOf(win), output_padding: { ints: outputPads } },
  });
}

/** Cross-correlation of x [B, Ci, ...] with w [Co, Ci/groups, kernel...] plus bias [Co]. */
export function conv(x: Tensor, w: Tensor, options: ConvOptions = {}, bias?: Tensor): Tensor {
  return emitConv(x, w, windowOf(x, w, options), bias);
}

/** The adjoint of `conv` by its input: x [B, Ci, ...], w [Ci, Co/groups, kernel...], bias [Co]. */
export function convTranspose(x: Tensor, w: Tensor, options: ConvTransposeOptions = {}, bias?: Tensor): Tensor {
  return emitTransposed(x, w, windowOf(x, w, options), perAxis(options.outputPads, 0, x.shape.length - 2), bias);
}

function biasGradient({ x, dy, wants }: Backward): Tensor | undefined {
  return x.length > 2 && wants[2] ? reduceSum(dy, [0, ...dy.shape.slice(2).map((_, i) => i + 2)]) : undefined;
}

export const convRules = {
  Conv: (b) => {
    const [x, w] = b.x;
    const win = windowFrom(b.node.attributes);
    const missing = x.shape.slice(2).map((d, i) => d - transposedSize(b.y.shape[i + 2], i, win));
    return [
      b.wants[0] ? emitTransposed(b.dy, w, win, missing) : undefined,
      b.wants[1] ? weightGradient(x, b.dy, win) : undefined,
      biasGradient(b),
    ];
  },
  ConvTranspose: (b) => {
    const [x, w] = b.x;
    const win = windowFrom(b.node.attributes);
    return [
      b.wants[0] ? emitConv(b.dy, w, win) : undefined,
      b.wants[1] ? weightGradient(b.dy, x, win) : undefined,
      biasGradient(b),
    ];
  },
} satisfies Partial<Record<OpKind, OpRule>>;
