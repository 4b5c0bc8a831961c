/**
 * Broadcasting arithmetic and the operators that undo or do broadcasting (reductions, Expand,
 * Reshape), each with its derivative. They stand together because each one's derivative needs
 * the others.
 */

import { broadcastShapes, elements, normalAxis, sameShape, show } from './graph.ts';
import type { Graph, OpKind, Tensor } from './graph.ts';
import type { Backward, OpRule } from './rule.ts';

/** A tensor or a number that becomes a shared scalar constant. */
export type Operand = Tensor | number;

/** Both operands as tensors of one graph. */
export function operands(a: Operand, b: Operand): [Tensor, Tensor] {
  if (typeof a !== 'number') return [a, typeof b === 'number' ? a.graph.scalar(b) : b];
  if (typeof b !== 'number') return [b.graph.scalar(a), b];
  throw new TypeError('one operand must be a tensor');
}

function binary(kind: OpKind, a: Operand, b: Operand): Tensor {
  const [x, y] = operands(a, b);
  return x.graph.emit(kind, [x, y], broadcastShapes(x.shape, y.shape, kind));
}

export const add = (a: Operand, b: Operand): Tensor => binary('Add', a, b);
export const sub = (a: Operand, b: Operand): Tensor => binary('Sub', a, b);
export const mul = (a: Operand, b: Operand): Tensor => binary('Mul', a, b);
export const div = (a: Operand, b: Operand): Tensor => binary('Div', a, b);
export const neg = (x: Tensor): Tensor => x.graph.emit('Neg', [x], x.shape);

/** `x` with another shape of as many elements; one entry may be -1. */
export function reshape(x: Tensor, shape: readonly number[]): Tensor {
  const known = elements(shape.filter((d) => d !== -1));
  const full = shape.map((d) => (d === -1 ? elements(x.shape) / known : d));
  if (elements(full) !== elements(x.shape)) throw new RangeError(`reshape: ${show(x.shape)} to ${show(shape)}`);
  return sameShape(full, x.shape) ? x : x.graph.emit('Reshape', [x, x.graph.ints(full)], full);
}

/** `x` broadcast to `shape`. */
export function expand(x: Tensor, shape: readonly number[]): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const full = broadcastShapes(x.shape, shape, 'expand');
  if (!sameShape(full, shape)) throw new RangeError(`expand: ${show(x.shape)} to ${show(shape)}`);
  return x.graph.emit('Expand', [x, x.graph.ints(shape)], shape);
}

function reduce(kind: 'ReduceSum' | 'ReduceMean' | 'ReduceSumSquare', x: Tensor, axes: readonly number[], keepdims: boolean): Tensor {
  const gone = new Set(axes.map((a) => normalAxis(a, x.shape.length)));
  if (gone.size === 0) return x;
  const kept = x.shape.map((d, i) => (gone.has(i) ? 1 : d));
  const shape = keepdims ? kept : x.shape.filter((_, i) => !gone.has(i));
  const list = [...gone].sort((a, b) => a - b);
  return x.graph.emit(kind, [x, x.graph.ints(list)], shape, {
    attributes: { keepdims: { int: keepdims ? 1 : 0 } },
    details: list,
  });
}

/** Sum over `axes`. */
export function reduceSum(x: Tensor, axes: readonly number[], keepdims = false): Tensor {
  return reduce('ReduceSum', x, axes, keepdims);
}

/** Sum of squares over `axes`. */
export function reduceSumSquare(x: Tensor, axes: readonly number[], keepdims = false): Tensor {
  return axes.length === 0 ? mul(x, x) : reduce('ReduceSumSquare', x, axes, keepdims);
}

/** Mean over `axes`. */
export function reduceMean(x: Tensor, axes: readonly number[], keepdims = false): Tensor {
  return reduce('ReduceMean', x, axes, keepdims);
}

/** The adjoint of broadcasting: sums `x` down to `shape`. */
export function sumTo(x: Tensor, shape: readonly number[]): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const lead = x.shape.length - shape.length;
  const axes = x.shape.flatMap((d, i) => (i < lead || (shape[i - lead] === 1 && d !== 1) ? [i] : []));
  return reshape(reduceSum(x, axes), shape);
}

/** A float32 tensor of `shape` filled with `value`, without storing it. */
export function full(graph: Graph, shape: readonly number[], value: number): Tensor {
  return expand(graph.scalar(value), shape);
}

/** The derivative of a reduction's result, in a shape that broadcasts over its input. */
function unreduced({ node, x: [x], dy }: Backward): Tensor {
  return reshape(dy, x.shape.map((d, i) => (node.details.includes(i) ? 1 : d)));
}

export const arithmeticRules = {
  Add: ({ x: [a, b], dy, wants }) => [wants[0] ? sumTo(dy, a.shape) : undefined, wants[1] ? sumTo(dy, b.shape) : undefined],
  Sub: ({ x: [a, b], dy, wants }) => [
    wants[0] ? sumTo(dy, a.shape) : undefined,
    wants[1] ? neg(sumTo(dy, b.shape)) : undefined,
  ],
  Mul: ({ x: [a, b], dy, wants }) => [
    wants[0] ? sumTo(mul(dy, b), a.shape) : undefined,
    wants[1] ? sumTo(mul(dy, a), b.shape) : undefined,
  ],
  Div: ({ x: [a, b], y, dy, wants }) => {
    const byB = div(dy, b);
    return [wants[0] ? sumTo(byB, a.shape) : undefined, wants[1] ? neg(sumTo(mul(byB, y), b.shape)) : undefined];
  },
  Neg: ({ dy }) => [neg(dy)],
  Reshape: ({ x: [x], dy }) => [reshape(dy, x.shape), undefined],
  Expand: ({ x: [x], dy }) => [sumTo(dy, x.shape), undefined],
  ReduceSum: (b) => [expand(unreduced(b), b.x[0].shape), undefined],
  ReduceSumSquare: (b) => [mul(b.x[0], mul(unreduced(b), 2)), undefined],
  ReduceMean: (b) => {
    const count = elements(b.node.details.map((a) => b.x[0].shape[a]));
    return [expand(mul(unreduced(b), 1 / count), b.x[0].shape), undefined];
  },
} satisfies Partial<Record<OpKind, OpRule>>;
