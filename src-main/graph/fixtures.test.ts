/**
 * Against float64 values made once with PyTorch 1.13 (fixtures/torch.json): forward, derivatives, a
 * small network end to end, and AdamW.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gradients } from './autodiff.ts';
import { Graph } from './graph.ts';
import type { Tensor } from './graph.ts';
import * as op from './ops.ts';
import { adamStep } from './optimiser.ts';
import type { OptimiserOptions } from './optimiser.ts';
import { compile, relativeError } from './fixtures/session.ts';
import type { Values } from './fixtures/session.ts';

interface Stored {
  shape: number[];
  data: number[];
}

interface Fixtures {
  ops: Record<
    string,
    {
      inputs: Record<string, Stored>;
      weights: Stored;
      y: Stored;
      gradients: Record<string, Stored>;
      running?: Record<'mean' | 'variance' | 'nextMean' | 'nextVariance', Stored>;
    }
  >;
  net: { x: Stored; params: Record<string, Stored>; loss: number; gradients: Record<string, Stored> };
  adamw: {
    start: number[];
    learningRate: number;
    weightDecay: number;
    clip: number;
    steps: { gradient: number[]; values: number[]; norm: number }[];
  };
}

const fixtures = JSON.parse(readFileSync(new URL('fixtures/torch.json', import.meta.url), 'utf8')) as Fixtures;

const floats = (s: Stored): Float32Array => Float32Array.from(s.data);
const constantOf = (g: Graph, s: Stored): Tensor => g.constant(floats(s), s.shape);
const ones = (g: Graph, n: number): Tensor => g.constant(new Float32Array(n).fill(1), [n]);

type Inputs = Record<string, Tensor>;
const builders: Record<string, (i: Inputs) => Tensor> = {
  conv2d: ({ x, w, b }) => op.conv(x, w, { stride: 2, pads: 1 }, b),
  conv1dDepthwise: ({ x, w, b }) => op.conv(x, w, { pads: 2, groups: 3 }, b),
  convTranspose2d: ({ x, w, b }) => op.convTranspose(x, w, { stride: 2, pads: 1, outputPads: [1, 0] }, b),
  layerNorm: ({ x, scale, bias }) => op.layerNorm(x, scale, bias),
  batchNorm: ({ x, scale, bias }) => {
    const running = fixtures.ops.batchNorm.running;
    if (!running) throw new Error('the batchNorm fixture has no running statistics');
    const g = x.graph;
    const { y, mean, variance } = op.batchNorm(x, scale, bias, constantOf(g, running.mean), constantOf(g, running.variance), {
      training: true,
    });
    g.output('nextMean', mean);
    g.output('nextVariance', variance);
    return y;
  },
};

describe.each(['cpu', 'webgpu'] as const)('against PyTorch in float64, %s profile', (profile) => {
  it.each(Object.keys(fixtures.ops))('%s', async (name) => {
    const fixture = fixtures.ops[name];
    const g = new Graph(profile);
    const inputs = Object.fromEntries(Object.entries(fixture.inputs).map(([k, s]) => [k, g.input(k, s.shape)]));
    const y = builders[name](inputs);
    g.output('y', y);
    const loss = op.reduceSum(op.mul(y, constantOf(g, fixture.weights)), y.shape.map((_, i) => i));
    const names = Object.keys(inputs);
    gradients(loss, Object.values(inputs)).forEach((t, i) => { g.output(`d ${names[i]}`, t); });
    const found = await (await compile(g))(mapValues(fixture.inputs, floats));
    expect([...y.shape]).toEqual(fixture.y.shape);
    expect(relativeError(found.y, fixture.y.data), 'y').toBeLessThan(2e-6);
    for (const k of names) expect(relativeError(found[`d ${k}`], fixture.gradients[k].data), `d ${k}`).toBeLessThan(5e-6);
    for (const k of ['nextMean', 'nextVariance'] as const) {
      if (fixture.running) expect(relativeError(found[k], fixture.running[k].data), k).toBeLessThan(2e-6);
    }
  });

  it('a small convolutional autoencoder: loss and all gradients', async () => {
    const { net } = fixtures;
    const g = new Graph(profile);
    const x = g.input('x', net.x.shape);
    const p: Inputs = Object.fromEntries(Object.entries(net.params).map(([k, s]) => [k, g.input(k, s.shape)]));
    const norm = (t: Tensor, scale: Tensor, bias: Tensor): Tensor =>
      op.relu(op.batchNorm(t, scale, bias, ones(g, 4), ones(g, 4), { training: true }).y);
    const window = { stride: 2, pads: 1 };
    let h = norm(op.conv(x, p.w1, window), p.g1, p.b1);
    h = op.relu(op.conv(h, p.w2, window, p.c2));
    const z = op.tanh(op.add(op.matmul(op.reshape(h, [3, 48]), p.f1), p.h1));
    h = op.reshape(op.matmul(z, p.f2), [3, 6, 2, 4]);
    h = norm(op.convTranspose(h, p.u1, window), p.g2, p.b2);
    const y = op.sigmoid(op.convTranspose(h, p.u2, window, p.k2));
    const error = op.reduceMean(op.square(op.sub(y, x)), [0, 1, 2, 3]);
    const loss = op.add(error, op.mul(op.reduceMean(op.reduceSum(op.square(z), [1]), [0]), 0.1));
    g.output('loss', loss);
    const names = Object.keys(p);
    gradients(loss, Object.values(p)).forEach((t, i) => { g.output(`d ${names[i]}`, t); });
    const found = await (await compile(g))({ x: floats(net.x), ...mapValues(net.params, floats) });
    expect(Math.abs(found.loss[0] / net.loss - 1)).toBeLessThan(1e-5);
    for (const k of names) expect(relativeError(found[`d ${k}`], net.gradients[k].data), k).toBeLessThan(1e-5);
  });
});

describe('adamStep', () => {
  const n = fixtures.adamw.start.length;
  const { learningRate, weightDecay, clip, start, steps } = fixtures.adamw;

  async function stepper(lrScales?: Float32Array, options: OptimiserOptions = { weightDecay, clip }): Promise<(feeds: Values) => Promise<Values>> {
    const g = new Graph();
    const [values, m, v, grads] = ['values', 'm', 'v', 'grads'].map((name) => g.input(name, [n]));
    const inputs = { values, m, v, grads, step: g.input('step', []), learningRate: g.input('rate', []) };
    const next = adamStep(g, { ...inputs, ...options, ...(lrScales ? { lrScales } : {}) });
    g.output('values out', next.values);
    g.output('m out', next.m);
    g.output('v out', next.v);
    g.output('norm', next.gradNorm);
    return compile(g);
  }

  it('follows AdamW with clipping over six steps', async () => {
    const run = await stepper();
    let at: Values = { values: Float32Array.from(start), m: new Float32Array(n), v: new Float32Array(n) };
    for (const [i, expected] of steps.entries()) {
      const grads = Float32Array.from(expected.gradient);
      const out = await run({ ...at, grads, step: Float32Array.of(i + 1), rate: Float32Array.of(learningRate) });
      expect(relativeError(out['values out'], expected.values), `step ${String(i + 1)}`).toBeLessThan(2e-6);
      expect(out.norm[0] / expected.norm).toBeCloseTo(1, 5);
      at = { values: out['values out'], m: out['m out'], v: out['v out'] };
    }
  });

  it('follows the published update with other betas', async () => {
    const [beta1, beta2, rate] = [0.7, 0.995, 0.05];
    const run = await stepper(undefined, { beta1, beta2, weightDecay: 0, clip: 1e9 });
    let at: Values = { values: Float32Array.from(start), m: new Float32Array(n), v: new Float32Array(n) };
    const expected = [...start];
    const m = expected.map(() => 0);
    const v = expected.map(() => 0);
    for (const [i, { gradient }] of steps.entries()) {
      const out = await run({ ...at, grads: Float32Array.from(gradient), step: Float32Array.of(i + 1), rate: Float32Array.of(rate) });
      at = { values: out['values out'], m: out['m out'], v: out['v out'] };
      gradient.forEach((g, j) => {
        m[j] = beta1 * m[j] + (1 - beta1) * g;
        v[j] = beta2 * v[j] + (1 - beta2) * g * g;
        expected[j] -= (rate * (m[j] / (1 - beta1 ** (i + 1)))) / (Math.sqrt(v[j] / (1 - beta2 ** (i + 1))) + 1e-8);
      });
      expect(relativeError(at.values, expected), `step ${String(i + 1)}`).toBeLessThan(5e-6);
    }
  });

  it('moves each value by its own rate', async () => {
    // On the first step Adam moves by lr * sign(gradient), and decay by lr * weightDecay * value.
    const scales = Float32Array.of(1, 1, 0.5, 0.5, 0);
    const run = await stepper(scales);
    const values = Float32Array.of(1, 2, 3, 4, 5);
    const feeds = { values, m: new Float32Array(n), v: new Float32Array(n), grads: Float32Array.of(1, -1, 0.5, 0.5, 1) };
    const out = await run({ ...feeds, step: Float32Array.of(1), rate: Float32Array.of(0.1) });
    const expected = [1, -1, 1, 1, 1].map((sign, i) => values[i] - 0.1 * scales[i] * (sign + weightDecay * values[i]));
    expect(relativeError(out['values out'], expected)).toBeLessThan(1e-6);
  });
});

function mapValues<A, B>(record: Record<string, A>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([k, v]) => [k, map(v)]));
}
