/** Every operator's derivative against central differences of its own forward pass, in both profiles. */

import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { full, reduceSumSquare } from './arithmetic.ts';
import { gradients } from './autodiff.ts';
import { elements, Graph, OP_KINDS } from './graph.ts';
import type { OpKind, Profile, Tensor } from './graph.ts';
import { gemm } from './matmul.ts';
import * as op from './ops.ts';
import { spaceToDepth } from './shape.ts';
import { compile } from './fixtures/session.ts';
import type { Values } from './fixtures/session.ts';

interface Case {
  /** Shapes of the inputs. */
  shapes: number[][];
  build: (...x: Tensor[]) => Tensor;
  /** Bounds of the inputs; (-2, 2) by default. */
  range?: [number, number];
  /** Steps have no derivative: it must be zero, whatever the differences say. */
  step?: true;
}

const square = [[2, 3], [2, 3]];
const one = [[2, 3]];

const cases: Record<OpKind, Case> = {
  Abs: { shapes: one, build: op.abs },
  Add: { shapes: [[2, 3], [3]], build: op.add },
  BatchNormalization: {
    shapes: [[3, 2, 4], [2], [2]],
    build: (x, s, b) => op.batchNorm(x, s, b, zeros(x, 2), zeros(x, 2), { training: true }).y,
  },
  Cast: {
    shapes: one,
    build: (x) => x.graph.emit('Cast', [op.greater(x, 0)], x.shape, { attributes: { to: { int: 1 } } }),
    step: true,
  },
  Clip: { shapes: one, build: (x) => op.clip(x, -1, 1) },
  Concat: { shapes: [[2, 3], [2, 1]], build: (a, b) => op.concat([a, b], 1) },
  Conv: { shapes: [[2, 2, 7, 6], [3, 2, 4, 4], [3]], build: (x, w, b) => op.conv(x, w, { stride: 2, pads: 1 }, b) },
  ConvTranspose: {
    shapes: [[2, 3, 3, 4], [3, 2, 4, 4], [2]],
    build: (x, w, b) => op.convTranspose(x, w, { stride: 2, pads: 1, outputPads: [1, 0] }, b),
  },
  Cos: { shapes: one, build: op.cos },
  CumSum: { shapes: [[2, 4]], build: (x) => op.cumsum(x, -1) },
  Div: { shapes: [[2, 3], [2, 1]], build: op.div, range: [0.7, 2] },
  Equal: { shapes: square, build: (a, b) => floatOf(a.graph.emit('Equal', [a, b], a.shape, { dtype: 'bool' })), step: true },
  Erf: { shapes: one, build: op.erf },
  Exp: { shapes: one, build: op.exp },
  Expand: { shapes: [[2, 1]], build: (x) => op.expand(x, [3, 2, 4]) },
  Gemm: { shapes: [[3, 2], [3, 4]], build: (a, b) => gemm(a, b, true, false) },
  Greater: { shapes: square, build: (a, b) => floatOf(op.greater(a, b)), step: true },
  HardSigmoid: {
    shapes: one,
    build: (x) => x.graph.emit('HardSigmoid', [x], x.shape, { attributes: { alpha: { float: 0.5 }, beta: { float: 0.5 } } }),
  },
  Identity: { shapes: one, build: op.stopGradient, step: true },
  LayerNormalization: { shapes: [[2, 3, 4], [4], [4]], build: (x, s, b) => op.layerNorm(x, s, b) },
  Log: { shapes: one, build: op.log, range: [0.5, 2] },
  MatMul: { shapes: [[2, 3, 4], [4, 5]], build: op.matmul },
  Max: { shapes: [[2, 3], [3]], build: op.maximum },
  Min: { shapes: [[2, 3], [3]], build: op.minimum },
  Mul: { shapes: [[2, 3], [2, 1]], build: op.mul },
  Neg: { shapes: one, build: op.neg },
  Pad: { shapes: one, build: (x) => op.pad(x, 1, 2, 1) },
  Pow: { shapes: one, build: (x) => op.pow(x, 2.5), range: [0.5, 2] },
  ReduceMean: { shapes: [[2, 3, 2]], build: (x) => op.reduceMean(x, [0, 2]) },
  ReduceSumSquare: { shapes: [[2, 3, 2]], build: (x) => reduceSumSquare(x, [0, 2]) },
  ReduceSum: { shapes: [[2, 3, 2]], build: (x) => op.reduceSum(x, [1], true) },
  Relu: { shapes: one, build: op.relu },
  Reshape: { shapes: one, build: (x) => op.reshape(x, [3, -1]) },
  Sigmoid: { shapes: one, build: op.sigmoid },
  Sign: { shapes: one, build: (x) => x.graph.emit('Sign', [x], x.shape), step: true },
  Sin: { shapes: one, build: op.sin },
  Slice: { shapes: [[2, 7]], build: (x) => op.slice(x, 1, 1, -1, 2) },
  SpaceToDepth: { shapes: [[2, 3, 4, 6]], build: (x) => spaceToDepth(x, [2, 2]) },
  Split: { shapes: [[2, 5]], build: (x) => op.split(x, 1, [2, 1, 2])[2] },
  Sqrt: { shapes: one, build: op.sqrt, range: [0.5, 2] },
  Sub: { shapes: [[3], [2, 3]], build: op.sub },
  Tanh: { shapes: one, build: op.tanh },
  Transpose: { shapes: [[2, 3, 4]], build: (x) => op.transpose(x, [2, 0, 1]) },
  Where: { shapes: [[2, 3], [3]], build: (a, b) => op.where(op.greater(a, 0), a, b) },
};

/** Forms that take another way through a rule, and composed functions. */
const further: Record<string, Case> = {
  'batched MatMul with broadcasting': { shapes: [[2, 1, 2, 3], [3, 3, 2]], build: op.matmul },
  'matrix times batch': { shapes: [[2, 3], [2, 3, 2]], build: op.matmul },
  'Gemm a b': { shapes: [[2, 3], [3, 4]], build: (a, b) => gemm(a, b) },
  'Gemm a bT': { shapes: [[2, 3], [4, 3]], build: (a, b) => gemm(a, b, false, true) },
  'Gemm aT bT': { shapes: [[3, 2], [4, 3]], build: (a, b) => gemm(a, b, true, true) },
  'BatchNormalization in use': {
    shapes: [[3, 2, 4], [2], [2]],
    build: (x, s, b) => op.batchNorm(x, s, b, zeros(x, 2), x.graph.constant(Float32Array.of(0.5, 2), [2]), { training: false }).y,
  },
  'BatchNormalization of rows': {
    shapes: [[5, 2], [2], [2]],
    build: (x, s, b) => op.batchNorm(x, s, b, zeros(x, 2), zeros(x, 2), { training: true }).y,
  },
  'BatchNormalization of long rows': {
    shapes: [[2, 2, 1024], [2], [2]],
    build: (x, s, b) => op.batchNorm(x, s, b, zeros(x, 2), zeros(x, 2), { training: true }).y,
  },
  'layer normalisation over channels': { shapes: [[2, 3, 4], [3], [3]], build: (x, s, b) => op.layerNorm(x, s, b, 1) },
  'depthwise Conv': { shapes: [[2, 3, 8], [3, 1, 5]], build: (x, w) => op.conv(x, w, { pads: 2, groups: 3 }) },
  'grouped, strided, uneven Conv': {
    shapes: [[2, 4, 9], [6, 2, 3], [6]],
    build: (x, w, b) => op.conv(x, w, { stride: 3, pads: [1, 0], groups: 2 }, b),
  },
  'strided Conv with even sizes': { shapes: [[2, 2, 8, 8], [3, 2, 4, 4]], build: (x, w) => op.conv(x, w, { stride: 2, pads: 1 }) },
  'deep strided Conv': {
    shapes: [[1, 16, 7, 6], [2, 16, 4, 4]],
    build: (x, w) => op.conv(x, w, { stride: 2, pads: 1 }),
    range: [0.2, 0.9],
  },
  'deep strided Conv that stops short of the end': {
    shapes: [[2, 16, 8, 7], [2, 16, 3, 4]],
    build: (x, w) => op.conv(x, w, { stride: [3, 2], pads: [1, 0, 0, 0] }),
    range: [0.2, 0.9],
  },
  'deep ConvTranspose': {
    shapes: [[2, 2, 3, 2], [2, 16, 4, 4]],
    build: (x, w) => op.convTranspose(x, w, { stride: 2, pads: 1, outputPads: 1 }),
    range: [0.2, 0.9],
  },
  'dilated Conv': { shapes: [[2, 2, 9], [3, 2, 3]], build: (x, w) => op.conv(x, w, { dilations: 2, pads: 1 }) },
  'polyphase Conv': { shapes: [[2, 1, 8], [4, 1, 5]], build: (x, w) => op.conv(x, w, { pads: 2 }) },
  'grouped ConvTranspose': {
    shapes: [[2, 4, 3], [4, 1, 4], [2]],
    build: (x, w, b) => op.convTranspose(x, w, { stride: 2, pads: 1, groups: 2 }, b),
  },
  'dilated ConvTranspose': { shapes: [[2, 2, 3], [2, 3, 3]], build: (x, w) => op.convTranspose(x, w, { dilations: 2 }) },
  gelu: { shapes: one, build: op.gelu },
  leakyClamp: { shapes: one, build: (x) => op.leakyClamp(x, -1, 1, 0.1) },
  'pow 2': { shapes: one, build: (x) => op.pow(x, 2) },
  'a tensor used three times': { shapes: one, build: (x) => op.add(op.mul(x, x), op.sin(x)) },
  'concat with an unwanted part': { shapes: one, build: (x) => op.concat([x, full(x.graph, [1, 3], 2)], 0) },
};

function zeros(like: Tensor, n: number): Tensor {
  return full(like.graph, [n], 0);
}

function floatOf(condition: Tensor): Tensor {
  return op.where(condition, 1, 0);
}

/** Values at least 0.05 from the kinks the cases have (-1, 0, 1). */
function draw(shape: number[], [lo, hi]: [number, number], key: string): Float32Array {
  const random = createRandom(11, key);
  return Float32Array.from({ length: elements(shape) }, () => {
    for (;;) {
      const v = random.between(lo, hi);
      if ([-1, 0, 1].every((kink) => Math.abs(v - kink) > 0.05)) return v;
    }
  });
}

const STEP = 4e-3;

async function check(profile: Profile, name: string, { shapes, build, range = [-2, 2], step }: Case): Promise<void> {
  const g = new Graph(profile);
  const inputs = shapes.map((shape, i) => g.input(`x${String(i)}`, shape));
  const y = build(...inputs);
  const weights = draw([...y.shape], [-2, 2], `${name} weights`);
  const loss = op.reduceSum(op.mul(y, g.constant(weights, y.shape)), y.shape.map((_, i) => i));
  g.output('y', y);
  gradients(loss, inputs).forEach((t, i) => { g.output(`d${String(i)}`, t); });
  const run = await compile(g);
  const point: Values = Object.fromEntries(shapes.map((s, i) => [`x${String(i)}`, draw(s, range, `${name} ${String(i)}`)]));
  const analytic = await run(point);
  // The weighted sum is taken in double precision, so that only the operator's own rounding remains.
  const lossAt = async (at: Values): Promise<number> => (await run(at)).y.reduce((sum, v, j) => sum + v * weights[j], 0);
  for (const [i, shape] of shapes.entries()) {
    const input = `x${String(i)}`;
    const found = analytic[`d${String(i)}`];
    expect(found.length).toBe(elements(shape));
    if (step) {
      expect([...found].every((v) => v === 0), `${name}, input ${String(i)}`).toBe(true);
      continue;
    }
    for (let trial = 0; trial < 2; trial++) {
      const direction = createRandom(5, name, i, trial).fillNormal(new Float64Array(elements(shape)));
      const moved = (sign: number): Values => ({ ...point, [input]: point[input].map((v, j) => v + sign * STEP * direction[j]) });
      const difference = ((await lossAt(moved(1))) - (await lossAt(moved(-1)))) / (2 * STEP);
      const slope = found.reduce((sum, v, j) => sum + v * direction[j], 0);
      const scale = Math.sqrt(found.reduce((sum, v) => sum + v * v, 0)) + 1e-2;
      expect(Math.abs(slope - difference) / scale, `${name}, input ${String(i)}: ${String(slope)} for ${String(difference)}`).toBeLessThan(5e-3);
    }
  }
}

describe.each(['cpu', 'webgpu'] as const)('derivatives, %s profile', (profile) => {
  it.each(OP_KINDS)('%s', async (kind) => {
    await check(profile, kind, cases[kind]);
  });
  it.each(Object.keys(further))('%s', async (name) => {
    await check(profile, name, further[name]);
  });
});

describe('gradients', () => {
  it('are zeros for what the loss does not depend on', async () => {
    const g = new Graph();
    const x = g.input('x', [2]);
    const unused = g.input('unused', [3]);
    const [dx, dUnused] = gradients(op.reduceSum(x, [0]), [x, unused]);
    g.output('dx', dx);
    g.output('dUnused', dUnused);
    const run = await compile(g);
    const found = await run({ x: Float32Array.of(1, 2), unused: Float32Array.of(1, 2, 3) });
    expect([...found.dx]).toEqual([1, 1]);
    expect([...found.dUnused]).toEqual([0, 0, 0]);
  });

  it('refuse a loss of several elements', () => {
    const x = new Graph().input('x', [2]);
    expect(() => gradients(x, [x])).toThrow('[2]');
  });

  it('go through 20 000 operators without recursion', () => {
    const g = new Graph();
    const x = g.input('x', []);
    let y = x;
    for (let i = 0; i < 20_000; i++) y = op.add(y, 1);
    expect(gradients(y, [x])[0].shape).toEqual([]);
  });

  it('use no operator that WebGPU lacks in its profile', () => {
    const g = new Graph('webgpu');
    const x = g.input('x', [2, 2, 4]);
    const s = g.input('s', [2]);
    const { y } = op.batchNorm(op.abs(op.relu(x)), s, s, s, s, { training: true });
    gradients(op.reduceSum(op.clip(y, 0, 1), [0, 1, 2]), [x, s]);
    expect(g.nodes.map((n) => n.kind).filter((k) => k === 'Sign' || k === 'BatchNormalization')).toEqual([]);
  });
});
