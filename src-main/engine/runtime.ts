/**
 * ONNX Runtime, loaded the one way Kicklab allows: without telemetry, without spinning threads.
 * `run` blocks the thread that calls it, so only the engine's child processes use this file. It
 * knows networks of float32 tensors with static shapes and nothing of what they mean.
 */

import type * as Ort from 'onnxruntime-node';

import type { ProviderName } from './protocol.ts';

export type Runtime = typeof Ort;

/**
 * The runtime, with telemetry off: its builds carry an uploader (Linux too), which reads this
 * variable when the environment is made, at the first session. Set here and not only by whoever
 * starts the process, so that no way in goes round it.
 */
export async function loadRuntime(): Promise<Runtime> {
  process.env.ORT_DISABLE_TELEMETRY = '1';
  return await import('onnxruntime-node');
}

export interface NetworkOptions {
  provider: ProviderName;
  /** Threads inside one operator; 1 keeps an audition from fighting the rest of the machine. */
  threads: number;
  /** Refuse a graph that the provider cannot run whole, instead of giving parts to the CPU. */
  strict?: boolean;
}

/** An open network: named float32 tensors in, named float32 tensors out. */
export interface Network {
  /** Static shape of every input and output. */
  readonly inputs: ReadonlyMap<string, readonly number[]>;
  readonly outputs: ReadonlyMap<string, readonly number[]>;
  run(feeds: Record<string, Float32Array>): Promise<Record<string, Float32Array>>;
  release(): Promise<void>;
}

/** Session options for a provider; `allow_spinning` would burn a core between auditions. */
export function sessionOptions({ provider, threads, strict = false }: NetworkOptions): Ort.InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // DirectML refuses memory patterns (its documentation, "Configuration options").
    enableMemPattern: provider !== 'dml',
    logSeverityLevel: 3,
    extra: {
      session: {
        intra_op: { allow_spinning: '0' },
        inter_op: { allow_spinning: '0' },
        disable_cpu_ep_fallback: strict ? '1' : '0',
      },
    },
  };
}

/**
 * Opens an ONNX model.
 * @throws whatever the runtime says: the caller knows which file it was and codes the error.
 */
export async function openNetwork(model: Uint8Array, options: NetworkOptions): Promise<Network> {
  const { InferenceSession, Tensor } = await loadRuntime();
  const session = await InferenceSession.create(model, sessionOptions(options));
  const inputs = shapes(session.inputMetadata);
  return {
    inputs,
    outputs: shapes(session.outputMetadata),
    run: async (feeds) => {
      const tensors: Record<string, Ort.Tensor> = {};
      for (const [name, data] of Object.entries(feeds)) {
        tensors[name] = new Tensor('float32', data, inputs.get(name) ?? [data.length]);
      }
      const results = await session.run(tensors);
      const out: Record<string, Float32Array> = {};
      for (const [name, tensor] of Object.entries(results)) out[name] = tensor.data as Float32Array;
      return out;
    },
    release: () => session.release(),
  };
}

/** Shapes by name; a dimension or tensor that is not static float32 is left out, as if it were absent. */
function shapes(metadata: readonly Ort.InferenceSession.ValueMetadata[]): ReadonlyMap<string, readonly number[]> {
  const out = new Map<string, readonly number[]>();
  for (const value of metadata) {
    if (!value.isTensor || value.type !== 'float32') continue;
    const shape = value.shape.filter((size) => typeof size === 'number');
    if (shape.length === value.shape.length) out.set(value.name, shape);
  }
  return out;
}
