/** For tests: runs a graph in ONNX Runtime on one thread. Not used by the product. */

import type { Graph, Tensor } from './graph.ts';
import { toModel } from './writer.ts';

process.env.ORT_DISABLE_TELEMETRY = '1';
const ort = await import('onnxruntime-node');

export type Values = Record<string, Float32Array>;

/** A compiled graph of float32 inputs; each call gives all outputs by name. */
export async function compile(graph: Graph): Promise<(feeds: Values) => Promise<Values>> {
  const session = await ort.InferenceSession.create(toModel(graph), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  });
  return async (feeds) => {
    const tensors = graph.inputs.map((t: Tensor) => [t.name, new ort.Tensor('float32', feeds[t.name], t.shape)] as const);
    const results = await session.run(Object.fromEntries(tensors));
    return Object.fromEntries(
      Object.entries(results).map(([name, t]) => {
        if (!(t.data instanceof Float32Array)) throw new Error(`${name} is no float32 tensor`);
        return [name, t.data];
      }),
    );
  };
}

/** Largest difference over the largest magnitude of `expected`. */
export function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) throw new Error(`${String(found.length)} values for ${String(expected.length)}`);
  let worst = 0;
  let scale = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(found[i] - expected[i]);
    if (Number.isNaN(difference)) return Infinity;
    worst = Math.max(worst, difference);
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return worst / (scale || 1);
}
