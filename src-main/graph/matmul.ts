/** Matrix products and their derivatives. */

import { reshape, sumTo } from './arithmetic.ts';
import { broadcastShapes, elements, show } from './graph.ts';
import type { OpKind, Tensor } from './graph.ts';
import { intOf } from './rule.ts';
import type { OpRule } from './rule.ts';
import { transpose } from './shape.ts';

/** Matrix product over the last two axes; the axes before them broadcast. Both at least 2-D. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const [m, k] = a.shape.slice(-2);
  const [k2, n] = b.shape.slice(-2);
  if (a.shape.length < 2 || b.shape.length < 2 || k !== k2) {
    throw new RangeError(`matmul: ${show(a.shape)} by ${show(b.shape)}`);
  }
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2), 'matmul');
  return a.graph.emit('MatMul', [a, b], [...batch, m, n]);
}

/** op(a) op(b) of two matrices, op transposing where asked, without copying. */
export function gemm(a: Tensor, b: Tensor, transA = false, transB = false): Tensor {
  const [m, ka] = transA ? [a.shape[1], a.shape[0]] : a.shape;
  const [kb, n] = transB ? [b.shape[1], b.shape[0]] : b.shape;
  if (a.shape.length !== 2 || b.shape.length !== 2 || ka !== kb) {
    throw new RangeError(`gemm: ${show(a.shape)} by ${show(b.shape)}`);
  }
  return a.graph.emit('Gemm', [a, b], [m, n], {
    attributes: { transA: { int: transA ? 1 : 0 }, transB: { int: transB ? 1 : 0 } },
  });
}

const swapLast = (x: Tensor): Tensor => {
  const r = x.shape.length;
  return transpose(x, [...Array(r - 2).keys(), r - 1, r - 2]);
};

const rows = (x: Tensor): Tensor => reshape(x, [elements(x.shape.slice(0, -1)), x.shape[x.shape.length - 1]]);

export const matmulRules = {
  MatMul: ({ x: [a, b], dy, wants }) => {
    if (b.shape.length === 2) {
      // One product over all rows: no sum over a batch of products.
      return [
        wants[0] ? reshape(gemm(rows(dy), b, false, true), a.shape) : undefined,
        wants[1] ? gemm(rows(a), rows(dy), true, false) : undefined,
      ];
    }
    return [
      wants[0] ? sumTo(matmul(dy, swapLast(b)), a.shape) : undefined,
      wants[1] ? sumTo(matmul(swapLast(a), dy), b.shape) : undefined,
    ];
  },
  Gemm: ({ node, x: [a, b], dy, wants }) => {
    const transA = intOf(node.attributes, 'transA') === 1;
    const transB = intOf(node.attributes, 'transB') === 1;
    const da = (): Tensor => (transA ? gemm(b, dy, transB, true) : gemm(dy, b, false, !transB));
    const db = (): Tensor => (transB ? gemm(dy, a, true, transA) : gemm(a, dy, !transA, false));
    return [wants[0] ? da() : undefined, wants[1] ? db() : undefined];
  },
} satisfies Partial<Record<OpKind, OpRule>>;
