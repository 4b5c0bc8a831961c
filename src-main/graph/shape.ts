/** Operators that move, cut or join elements, and the running sum, each with its derivative. */

import { full, reshape } from './arithmetic.ts';
import { normalAxis, sameShape, show } from './graph.ts';
import type { OpKind, Tensor } from './graph.ts';
import { intOf, intsOf } from './rule.ts';
import type { OpRule } from './rule.ts';

/** Output axis i is input axis perm[i]. */
export function transpose(x: Tensor, perm: readonly number[]): Tensor {
  const axes = perm.map((a) => normalAxis(a, x.shape.length));
  if (new Set(axes).size !== x.shape.length) throw new RangeError(`transpose: ${show(perm)} of ${show(x.shape)}`);
  if (axes.every((a, i) => a === i)) return x;
  // Moving only axes of length 1 moves no data.
  const long = axes.filter((a) => x.shape[a] !== 1);
  const shape = axes.map((a) => x.shape[a]);
  if (long.every((a, i) => i === 0 || a > long[i - 1])) return reshape(x, shape);
  return x.graph.emit('Transpose', [x], shape, { attributes: { perm: { ints: axes } } });
}

/** Joins tensors that agree in every other axis. */
export function concat(xs: readonly Tensor[], axis: number): Tensor {
  const first = xs[0];
  if (xs.length === 1) return first;
  const at = normalAxis(axis, first.shape.length);
  const total = xs.reduce((n, x) => n + x.shape[at], 0);
  const shape = first.shape.map((d, i) => (i === at ? total : d));
  for (const x of xs) {
    if (!sameShape(shape, x.shape.map((d, i) => (i === at ? total : d)))) {
      throw new RangeError(`concat along ${String(axis)}: ${xs.map((t) => show(t.shape)).join(', ')}`);
    }
  }
  return first.graph.emit('Concat', xs, shape, { attributes: { axis: { int: at } } });
}

/** Cuts `x` into consecutive parts of `sizes` along `axis`. */
export function split(x: Tensor, axis: number, sizes: readonly number[]): Tensor[] {
  const at = normalAxis(axis, x.shape.length);
  if (sizes.reduce((a, b) => a + b, 0) !== x.shape[at]) {
    throw new RangeError(`split: ${show(sizes)} do not add up to ${String(x.shape[at])}`);
  }
  if (sizes.length === 1) return [x];
  const shapes = sizes.map((n) => x.shape.map((d, i) => (i === at ? n : d)));
  return x.graph.emitMany('Split', [x, x.graph.ints(sizes)], shapes, { attributes: { axis: { int: at } } });
}

/** Elements start, start + step, ... below `end` along `axis`; negative positions count from the back. */
export function slice(x: Tensor, axis: number, start: number, end: number, step = 1): Tensor {
  const at = normalAxis(axis, x.shape.length);
  const n = x.shape[at];
  const from = Math.max(start < 0 ? start + n : start, 0);
  const to = Math.min(end < 0 ? end + n : end, n);
  if (step < 1 || to <= from) throw new RangeError(`slice ${String(start)}:${String(end)}:${String(step)} of ${String(n)}`);
  if (from === 0 && to === n && step === 1) return x;
  const shape = x.shape.map((d, i) => (i === at ? Math.ceil((to - from) / step) : d));
  const g = x.graph;
  return g.emit('Slice', [x, g.ints([from]), g.ints([to]), g.ints([at]), g.ints([step])], shape, {
    details: [at, from, to, step],
  });
}

/** Zeros before and after along each axis: pads[i] = [before, after]. */
export function padAxes(x: Tensor, pads: readonly (readonly [number, number])[]): Tensor {
  if (pads.every(([a, b]) => a === 0 && b === 0)) return x;
  if (pads.some(([a, b]) => a < 0 || b < 0)) throw new RangeError('pad: a negative width');
  const shape = x.shape.map((d, i) => d + pads[i][0] + pads[i][1]);
  const widths = [...pads.map((p) => p[0]), ...pads.map((p) => p[1])];
  return x.graph.emit('Pad', [x, x.graph.ints(widths)], shape, { details: widths });
}

/** Zeros before and after along one axis. */
export function pad(x: Tensor, axis: number, before: number, after: number): Tensor {
  const at = normalAxis(axis, x.shape.length);
  return padAxes(x, x.shape.map((_, i) => (i === at ? [before, after] : [0, 0])));
}

/**
 * [B, C, H, W] parted into the phases of a stride [sy, sx] that divides H and W: [B, sy * sx * C,
 * H/sy, W/sx], the phase of the rows outermost, the channel innermost.
 */
export function spaceToDepth(x: Tensor, [sy, sx]: readonly number[]): Tensor {
  const [batch, channels, height, width] = x.shape;
  const shape = [batch, sy * sx * channels, height / sy, width / sx];
  // ONNX's own operator knows square blocks, WebGPU has none.
  if (sy === sx && x.graph.profile === 'cpu') {
    return x.graph.emit('SpaceToDepth', [x], shape, { attributes: { blocksize: { int: sy } } });
  }
  const parted = reshape(x, [batch, channels, height / sy, sy, width / sx, sx]);
  return reshape(transpose(parted, [0, 3, 5, 1, 2, 4]), shape);
}

function runningSum(x: Tensor, axis: number, reverse: boolean): Tensor {
  return x.graph.emit('CumSum', [x, x.graph.constant(BigInt64Array.of(BigInt(axis)), [])], x.shape, {
    attributes: { reverse: { int: reverse ? 1 : 0 } },
    details: [axis],
  });
}

/** Running sum along `axis`, each element included in its own. */
export function cumsum(x: Tensor, axis: number): Tensor {
  return runningSum(x, normalAxis(axis, x.shape.length), false);
}

/** The adjoint of a strided slice: puts `dy` back where the elements came from, zeros elsewhere. */
function scatterBack(dy: Tensor, at: number, from: number, step: number, shape: readonly number[]): Tensor {
  let spread = dy;
  if (step > 1) {
    const apart = [...dy.shape.slice(0, at + 1), 1, ...dy.shape.slice(at + 1)];
    const joined = dy.shape.map((d, i) => (i === at ? d * step : d));
    spread = reshape(pad(reshape(dy, apart), at + 1, 0, step - 1), joined);
  }
  const room = shape[at] - from;
  if (spread.shape[at] > room) spread = slice(spread, at, 0, room);
  return pad(spread, at, from, room - spread.shape[at]);
}

export const shapeRules = {
  Transpose: ({ node, dy }) => {
    const perm = intsOf(node.attributes, 'perm');
    return [transpose(dy, perm.map((_, i) => perm.indexOf(i)))];
  },
  Concat: ({ node, x, dy, wants }) => {
    const at = intOf(node.attributes, 'axis');
    if (wants.every((w) => w)) return split(dy, at, x.map((t) => t.shape[at]));
    let start = 0;
    return x.map((t, i) => {
      const from = start;
      start += t.shape[at];
      return wants[i] ? slice(dy, at, from, start) : undefined;
    });
  },
  Split: ({ node, dys }) => {
    const parts = node.outputs.map((t, i) => dys[i] ?? full(t.graph, t.shape, 0));
    return [concat(parts, intOf(node.attributes, 'axis')), undefined];
  },
  Slice: ({ node, x: [x], dy }) => {
    const [at, from, , step] = node.details;
    return [scatterBack(dy, at, from, step, x.shape)];
  },
  Pad: ({ node, x: [x], dy }) => {
    const before = node.details;
    return [x.shape.reduce((t, d, i) => slice(t, i, before[i], before[i] + d), dy)];
  },
  SpaceToDepth: ({ node, x: [x], dy }) => {
    const size = intOf(node.attributes, 'blocksize');
    const [batch, channels, height, width] = x.shape;
    const phases = reshape(dy, [batch, size, size, channels, height / size, width / size]);
    return [reshape(transpose(phases, [0, 3, 4, 1, 5, 2]), x.shape)];
  },
  CumSum: ({ node, dy }) => [runningSum(dy, node.details[0], intOf(node.attributes, 'reverse') === 0)],
} satisfies Partial<Record<OpKind, OpRule>>;
