/** Parameters and model files: layout, round trips through .onnx bytes, whole training steps. */

import { describe, expect, it } from 'vitest';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { Graph } from './graph.ts';
import type { Tensor } from './graph.ts';
import * as op from './ops.ts';
import { collectParams, frozenParams, initParams, paramsFromModels } from './params.ts';
import type { Params, ParamSpec } from './params.ts';
import { readInitializers } from './reader.ts';
import { compile } from './fixtures/session.ts';
import { trainingGraph } from './training.ts';
import { toModel } from './writer.ts';

const spec = (name: string, shape: number[], value: number, more: Partial<ParamSpec> = {}): ParamSpec => ({
  name,
  shape,
  init: (random) => Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => value + 0.3 * random.normal()),
  ...more,
});

/** y = relu(bn(x w)) v + c. */
function network(p: Params, x: Tensor, training: boolean): Tensor {
  const flat = (name: string, value: number, state: boolean): Tensor =>
    p.get({ name, shape: [4], state, init: () => new Float32Array(4).fill(value) });
  const scale = flat('scale', 1, false);
  const bias = flat('bias', 0, false);
  const h = op.matmul(x, p.get(spec('w', [3, 4], 0)));
  const bn = op.batchNorm(h, scale, bias, flat('mean', 0, true), flat('variance', 1, true), { training });
  p.update('mean', bn.mean);
  p.update('variance', bn.variance);
  return op.add(op.matmul(op.relu(bn.y), p.get(spec('v', [4, 1], 0))), p.get(spec('c', [1], 0, { lrScale: 0.5 })));
}

function train(g: Graph, p: Params): { loss: Tensor; outputs: Record<string, Tensor> } {
  const target = g.input('target', [8, 1]);
  const y = network(p, g.input('x', [8, 3]), true);
  return { loss: op.reduceMean(op.square(op.sub(y, target)), [0, 1]), outputs: { y } };
}

const layout = collectParams(train);
const { values, state } = initParams(layout, 4);

function exported(): Uint8Array {
  const g = new Graph();
  g.output('y', network(frozenParams(g, layout, values, state), g.input('x', [8, 3]), false));
  return toModel(g, { producer: 'test', doc: 'a net', metadata: { key: 'value' } });
}

const codeOf = (f: () => unknown): string => {
  try {
    f();
  } catch (e) {
    if (e instanceof KicklabError) return `${e.code}: ${e.message}`;
    throw e;
  }
  return 'no error';
};

describe('parameters', () => {
  it('are laid out in order of use, state apart', () => {
    expect(layout.trained.map((s) => [s.spec.name, s.offset, s.size])).toEqual([
      ['scale', 0, 4], ['bias', 4, 4], ['w', 8, 12], ['v', 20, 4], ['c', 24, 1],
    ]);
    expect(layout.state.map((s) => [s.spec.name, s.offset])).toEqual([['mean', 0], ['variance', 4]]);
    expect([layout.size, layout.stateSize]).toEqual([25, 8]);
    expect([...state]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('start the same for a seed and differ for another', () => {
    expect(initParams(layout, 4).values).toEqual(values);
    expect(initParams(layout, 5).values).not.toEqual(values);
  });

  it('refuse one name in two shapes', () => {
    expect(() => collectParams((_, p) => [p.get(spec('a', [2], 0)), p.get(spec('a', [3], 0))])).toThrow('parameter a is [2]');
  });

  it('come back from an exported model bit for bit', () => {
    expect(paramsFromModels(layout, [exported()])).toEqual({ values, state });
  });

  it('name the tensor that is missing or misshapen', () => {
    const other = collectParams((_, p) => p.get(spec('absent', [2], 0)));
    expect(codeOf(() => paramsFromModels(other, [exported()]))).toMatch(/^WEIGHTS_FOREIGN.*absent is missing/);
    const misshapen = collectParams((_, p) => p.get(spec('w', [4, 3], 0)));
    expect(codeOf(() => paramsFromModels(misshapen, [exported()]))).toMatch(/w has shape \[3, 4\] instead of \[4, 3\]/);
  });
});

describe('model files', () => {
  it('hold named weights under their names and shapes', () => {
    const found = readInitializers(exported());
    expect(found.get('w')).toEqual({ shape: [3, 4], data: values.slice(8, 20) });
  });

  it('cut off anywhere or foreign, are refused with a code', () => {
    const model = exported();
    for (let cut = 0; cut < model.length; cut += 37) {
      // A cut inside what follows the graph leaves the weights whole.
      const code = codeOf(() => paramsFromModels(layout, [model.subarray(0, cut)]));
      expect(code === 'no error' || code.startsWith('ONNX_UNREADABLE'), `cut at ${String(cut)}: ${code}`).toBe(true);
      if (cut < model.length - 60) expect(code).toMatch(/^ONNX_UNREADABLE/);
    }
    expect(codeOf(() => readInitializers(Buffer.from('RIFF....WAVEfmt ')))).toMatch(/^ONNX_UNREADABLE/);
  });

  it('leave out dead nodes and weights, keep every input, alias outputs that are inputs', async () => {
    const g = new Graph();
    const x = g.input('x', [2]);
    g.input('spare', [1]);
    op.exp(op.add(x, g.constant(Float32Array.of(1, 2), [2], 'dead')));
    const y = op.mul(x, 2);
    g.output('y', y);
    g.output('y again', y);
    g.output('x again', x);
    expect(readInitializers(toModel(g)).has('dead')).toBe(false);
    const out = await (await compile(g))({ x: Float32Array.of(3, 4), spare: Float32Array.of(0) });
    expect(out).toEqual({ y: Float32Array.of(6, 8), 'y again': Float32Array.of(6, 8), 'x again': Float32Array.of(3, 4) });
  });
});

describe('trainingGraph', () => {
  it('lowers the loss, moves the running statistics, and trains what inference then computes', async () => {
    const run = await compile(trainingGraph(layout, 'cpu', train));
    const x = Float32Array.from({ length: 24 }, (_, i) => Math.sin(i * 1.7));
    const target = Float32Array.from({ length: 8 }, (_, i) => Math.abs(x[3 * i]) - x[3 * i + 1]);
    let at: Record<'values' | 'm' | 'v' | 'state', Float32Array> = {
      values, m: new Float32Array(25), v: new Float32Array(25), state,
    };
    const losses: number[] = [];
    for (let step = 1; step <= 150; step++) {
      const out = await run({ ...at, x, target, step: Float32Array.of(step), learning_rate: Float32Array.of(0.03) });
      losses.push(out.loss[0]);
      at = { values: out.next_values, m: out.next_m, v: out.next_v, state: out.next_state };
    }
    expect(losses[149]).toBeLessThan(losses[0] / 10);
    // The batch was always the same, so the running statistics have settled on its own: inference
    // differs from training only by their unbiased variance, n / (n - 1) = 8 / 7.
    const g = new Graph();
    g.output('y', network(frozenParams(g, layout, at.values, at.state), g.input('x', [8, 3]), false));
    const { y } = await (await compile(g))({ x });
    const error = y.reduce((sum, v, i) => sum + (v - target[i]) ** 2, 0) / 8;
    expect(error).toBeLessThan(losses[0] / 10);
  });

  it('works without state', async () => {
    const build = (g: Graph, p: Params): { loss: Tensor; outputs: Record<string, Tensor> } => ({
      loss: op.reduceSum(op.square(op.sub(p.get(spec('a', [2], 0)), g.input('x', [2]))), [0]),
      outputs: {},
    });
    const small = collectParams(build);
    const run = await compile(trainingGraph(small, 'cpu', build));
    const zero = new Float32Array(2);
    const feeds = { values: zero, m: zero, v: zero, state: new Float32Array(0), x: Float32Array.of(1, -1) };
    const out = await run({ ...feeds, step: Float32Array.of(1), learning_rate: Float32Array.of(0.1) });
    expect(out.next_values[0]).toBeCloseTo(0.1, 5);
    expect(out.next_state.length).toBe(0);
  });
});
