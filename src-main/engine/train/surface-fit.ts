/**
 * Fits the descriptor surface: a small network from whitened latents to the four descriptors,
 * trained on sounds that were made and measured. Beside it a straight line, from which it starts.
 */

import type { Graph, Tensor } from '../../graph/graph.ts';
import * as op from '../../graph/ops.ts';
import { collectParams, initParams, type ParamLayout, type Params } from '../../graph/params.ts';
import { trainingGraph } from '../../graph/training.ts';
import { toModel } from '../../graph/writer.ts';
import { createRandom } from '../../base/random.ts';
import { percentile, type Axes } from '../../latent/axes.ts';
import { createWhitening, straightSurface, type Surface } from '../../latent/surface.ts';
import { linear } from '../../nets/layers.ts';
import { batches, gather } from './loop.ts';
import { learningRate } from './schedule.ts';
import { createTrainer, freshState } from './trainer.ts';

/**
 * Units of both hidden layers. On 7000 sounds, 96 and 128 were 2 to 4 % nearer on 500 others and took
 * two and four times as long; a quadratic form left three times the error.
 */
const WIDTH = 64;
const EPOCHS = 120;
const BATCH = 64;
const RATE = 3e-3;
const WEIGHT_DECAY = 0.15;
/** Of the distances |x| of the sounds it is fitted on, the ball's radius takes in this percentage. */
const INSIDE = 95;
/** Digits kept in `axes.json`: float32 has no more. */
const DIGITS = 7;

export interface SurfaceSamples {
  /** [N][L] */
  latents: readonly (readonly number[])[];
  /** [N][4], transformed. */
  descriptors: readonly (readonly number[])[];
  /** How many of the first rows are the model's own sounds; those after them were pushed by sliders. */
  own: number;
}

/** Fits a surface to N >= 2 samples; the axes give its coordinates, its unit of error and its straight line. */
export async function fitSurface(
  axes: Axes,
  { latents, descriptors, own }: SurfaceSamples,
  { seed, threads, signal }: { seed: number; threads: number; signal: AbortSignal },
): Promise<Surface> {
  const whitening = createWhitening(axes.pca);
  const rows = latents.map((latent) => whitening.there(latent));
  const size = rows[0].length;
  const scale = Object.values(axes.descriptors).map(({ sd }) => sd || 1);
  const mean = Object.values(axes.descriptors).map((d) => d.mean);
  const count = scale.length;
  const line = straightSurface(axes);
  const skip = Float32Array.from({ length: size * count }, (_, at) => line.skip[at % count][Math.floor(at / count)] / scale[at % count]);
  const x = Float32Array.from(rows.flatMap((row) => [...row]));
  const y = Float32Array.from(descriptors.flatMap((row) => row.map((value, k) => (value - mean[k]) / scale[k])));

  const build = (g: Graph, p: Params): Tensor => {
    const input = g.input('x', [BATCH, size]);
    const h1 = op.tanh(linear(p, 'first', input, size, WIDTH, 1 / Math.sqrt(size)));
    const h2 = op.tanh(linear(p, 'second', h1, WIDTH, WIDTH, 1 / Math.sqrt(WIDTH)));
    const straight = p.get({ name: 'skip', shape: [size, count], init: () => skip });
    const made = op.add(linear(p, 'out', h2, WIDTH, count, 0.1 / Math.sqrt(WIDTH)), op.matmul(input, straight));
    const error = op.sub(made, g.input('y', [BATCH, count]));
    // Square near zero and straight far off: a decay that jumps to a second hump must not bend all the rest.
    return op.reduceMean(op.sqrt(op.add(op.square(error), 1)), [0, 1]);
  };
  const layout = collectParams((g, p) => { build(g, p); });
  const model = toModel(trainingGraph(layout, 'cpu', (g, p) => ({ loss: build(g, p), outputs: {} }), { weightDecay: WEIGHT_DECAY }));
  const start = initParams(layout, seed);
  const trainer = await createTrainer(model, freshState(start.values, start.state), threads);
  const steps = Math.ceil(rows.length / BATCH) * EPOCHS;
  try {
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      signal.throwIfAborted();
      const order = createRandom(seed, 'surface', epoch).shuffle(rows.map((_, i) => i));
      for (const indices of batches(order, BATCH)) {
        const feeds = { x: gather(x, size, indices), y: gather(y, count, indices) };
        await trainer.step(feeds, learningRate(trainer.state.step, steps, RATE));
      }
    }
  } finally {
    await trainer.dispose();
  }
  const distances = rows.slice(0, own).map((row) => Math.hypot(...row));
  return surfaceOf(layout, trainer.state.values, { scale, mean, radius: percentile(distances, INSIDE) });
}

/** The trained weights as `axes.json` has them, in the descriptors' own units. */
function surfaceOf(
  layout: ParamLayout,
  values: Float32Array,
  { scale, mean, radius }: { scale: readonly number[]; mean: readonly number[]; radius: number },
): Surface {
  const rounded = (value: number): number => Number(value.toPrecision(DIGITS));
  /** Weights stand [from, to] in the graph; here one row a unit. */
  const matrix = (name: string): number[][] => {
    const slot = layout.trained.find(({ spec }) => spec.name === name);
    if (slot === undefined) throw new RangeError(`no parameter ${name}`);
    const { shape } = slot.spec;
    const to = shape[shape.length - 1];
    const from = slot.size / to;
    return Array.from({ length: to }, (_, u) =>
      Array.from({ length: from }, (__, i) => values[slot.offset + i * to + u]),
    );
  };
  const vector = (name: string): number[] => matrix(name).map(([value]) => value);
  const hidden = ['first', 'second'].map((name) => ({
    weights: matrix(`${name}.weight`).map((row) => row.map(rounded)),
    bias: vector(`${name}.bias`).map(rounded),
  }));
  const inUnits = (rows: number[][]): number[][] => rows.map((row, k) => row.map((value) => rounded(value * scale[k])));
  return {
    hidden,
    out: inUnits(matrix('out.weight')),
    skip: inUnits(matrix('skip')),
    bias: vector('out.bias').map((value, k) => rounded(value * scale[k] + mean[k])),
    radius: rounded(radius),
  };
}
