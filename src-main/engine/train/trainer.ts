/**
 * Runs one training graph step by step: parameters and moments in, parameters and moments out.
 * Knows nothing of what is being trained.
 */

import type { ParamLayout } from '../../graph/params.ts';
import type { ArraysFile } from './arrays-file.ts';
import { openNetwork } from '../runtime.ts';
import { KicklabError } from '../../../src-preload/contract/errors.ts';

export interface TrainState {
  /** Steps taken. */
  step: number;
  /** [layout total], trainable values, and their Adam moments. */
  values: Float32Array;
  m: Float32Array;
  v: Float32Array;
  /** Running statistics. */
  state: Float32Array;
}

/** Inputs by name; the graph knows their shapes. */
export type Feeds = Record<string, Float32Array>;

/** A fresh state around given weights. */
export function freshState(values: Float32Array, state: Float32Array): TrainState {
  return { step: 0, values, m: new Float32Array(values.length), v: new Float32Array(values.length), state };
}

/** A checkpoint's arrays; `header` travels along. */
export function stateToFile(state: TrainState, header: Record<string, unknown>): ArraysFile {
  return {
    header: { ...header, kind: 'checkpoint', step: state.step },
    arrays: new Map([
      ['values', state.values],
      ['m', state.m],
      ['v', state.v],
      ['state', state.state],
    ]),
  };
}

/** The inverse of `stateToFile`. Errors: CHECKPOINT_CORRUPT when it is for another network. */
export function stateFromFile(file: ArraysFile, layout: ParamLayout, path: string): TrainState {
  const take = (name: string, length: number): Float32Array => {
    const data = file.arrays.get(name);
    if (data?.length !== length) {
      throw new KicklabError('CHECKPOINT_CORRUPT', { file: path, reason: `${name} does not fit this network` });
    }
    return data;
  };
  const n = layout.size;
  return {
    step: Number(file.header['step']),
    values: take('values', n),
    m: take('m', n),
    v: take('v', n),
    state: take('state', layout.stateSize),
  };
}

export interface Trainer {
  readonly state: TrainState;
  /** One optimiser step; returns the graph's scalar outputs by name. */
  step(feeds: Feeds, learningRate: number): Promise<Record<string, number>>;
  dispose(): Promise<void>;
}

/**
 * @param model a graph of `trainingGraph`
 * @param state taken over: its arrays are replaced as training goes on
 */
export async function createTrainer(model: Uint8Array, state: TrainState, threads: number): Promise<Trainer> {
  const network = await openNetwork(model, { provider: 'cpu', threads });
  const current = { ...state };
  return {
    state: current,
    step: async (feeds, learningRate) => {
      const out = await network.run({
        ...feeds,
        values: current.values,
        m: current.m,
        v: current.v,
        state: current.state,
        step: Float32Array.of(current.step + 1),
        learning_rate: Float32Array.of(learningRate),
      });
      const { next_values: values, next_m: m, next_v: v, next_state: next, ...scalars } = out;
      Object.assign(current, { values, m, v, state: next, step: current.step + 1 });
      return Object.fromEntries(Object.entries(scalars).map(([name, data]) => [name, data[0]]));
    },
    dispose: () => network.release(),
  };
}
