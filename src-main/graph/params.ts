/**
 * Parameters of a network: declared by the code that uses them, laid out in two flat vectors
 * (trained values, untrained state such as running means), and given back either as slices of such
 * vectors (training) or as named initializers (export, inference).
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { createRandom } from '../base/random.ts';
import type { Random } from '../base/random.ts';
import { reshape } from './arithmetic.ts';
import { elements, Graph, sameShape, show } from './graph.ts';
import type { Tensor } from './graph.ts';
import { readInitializers } from './reader.ts';
import type { Initializer } from './reader.ts';
import { concat, split } from './shape.ts';

export interface ParamSpec {
  name: string;
  shape: readonly number[];
  /** Row-major start values. */
  init: (random: Random) => Float32Array;
  /** Factor on the learning rate; 1 by default. */
  lrScale?: number;
  /** Not trained, such as a running mean; moved by `Params.update`. */
  state?: boolean;
}

/** What network code calls for a weight; the same name gives the same tensor. */
export type ParamSource = (spec: ParamSpec) => Tensor;

export interface Params {
  get: ParamSource;
  /** The next value of a state tensor; recorded in training only. */
  update(name: string, next: Tensor): void;
}

/** A parameter and where it starts in its flat vector. */
export interface ParamSlot {
  readonly spec: ParamSpec;
  readonly offset: number;
  readonly size: number;
}

export interface ParamLayout {
  readonly trained: readonly ParamSlot[];
  readonly state: readonly ParamSlot[];
  /** Elements of the trained vector. */
  readonly size: number;
  /** Elements of the state vector. */
  readonly stateSize: number;
}

/** Runs `build` on a scratch graph and lays out, in order of first use, the parameters it asks for. */
export function collectParams(build: (g: Graph, p: Params) => void): ParamLayout {
  const graph = new Graph();
  const specs = new Map<string, ParamSpec>();
  const tensors = new Map<string, Tensor>();
  build(graph, {
    get: (spec) => {
      const known = tensors.get(spec.name);
      if (known) {
        checkShape(spec, known.shape);
        return known;
      }
      const tensor = graph.input(`parameter ${spec.name}`, spec.shape);
      tensors.set(spec.name, tensor);
      specs.set(spec.name, spec);
      return tensor;
    },
    update: () => undefined,
  });
  const all = [...specs.values()];
  const trained = place(all.filter((s) => s.state !== true));
  const state = place(all.filter((s) => s.state === true));
  return { trained: trained.slots, state: state.slots, size: trained.size, stateSize: state.size };
}

function place(specs: readonly ParamSpec[]): { slots: ParamSlot[]; size: number } {
  let size = 0;
  const slots = specs.map((spec) => {
    const slot = { spec, offset: size, size: elements(spec.shape) };
    size += slot.size;
    return slot;
  });
  return { slots, size };
}

/** Start values; each parameter's depend on `seed` and its name only. */
export function initParams(layout: ParamLayout, seed: number): { values: Float32Array; state: Float32Array } {
  return gather(layout, ({ spec, size }) => {
    const data = spec.init(createRandom(seed, 'parameter', spec.name));
    if (data.length !== size) throw new RangeError(`${spec.name}: init gave ${String(data.length)} values`);
    return data;
  });
}

function gather(layout: ParamLayout, of: (slot: ParamSlot) => Float32Array): { values: Float32Array; state: Float32Array } {
  const fill = (slots: readonly ParamSlot[], size: number): Float32Array => {
    const out = new Float32Array(size);
    for (const slot of slots) out.set(of(slot), slot.offset);
    return out;
  };
  return { values: fill(layout.trained, layout.size), state: fill(layout.state, layout.stateSize) };
}

/** Parameters as slices of the flat vectors `values` [size] and `state` [stateSize]: for training. */
export function flatParams(
  _g: Graph,
  layout: ParamLayout,
  values: Tensor,
  state: Tensor,
): Params & { nextState(): Tensor } {
  const tensors = new Map([...cut(layout.trained, values), ...cut(layout.state, state)]);
  const updates = new Map<string, Tensor>();
  return {
    get: lookUp(tensors),
    update: (name, next) => {
      updates.set(name, next);
    },
    nextState: () => {
      if (updates.size === 0) return state;
      const get = lookUp(tensors);
      return concat(layout.state.map(({ spec }) => reshape(updates.get(spec.name) ?? get(spec), [-1])), 0);
    },
  };
}

/** One Split of the flat vector, each part in its own shape. */
function cut(slots: readonly ParamSlot[], flat: Tensor): [string, Tensor][] {
  if (slots.length === 0) return [];
  const parts = split(flat, 0, slots.map((s) => s.size));
  return slots.map(({ spec }, i) => [spec.name, reshape(parts[i], spec.shape)]);
}

function lookUp(tensors: ReadonlyMap<string, Tensor>): ParamSource {
  return (spec) => {
    const tensor = tensors.get(spec.name);
    if (!tensor) throw new Error(`parameter ${spec.name} is not in the layout`);
    checkShape(spec, tensor.shape);
    return tensor;
  };
}

function checkShape(spec: ParamSpec, shape: readonly number[]): void {
  if (!sameShape(spec.shape, shape)) {
    throw new Error(`parameter ${spec.name} is ${show(shape)} and was asked for as ${show(spec.shape)}`);
  }
}

/** Parameters as initializers under their own names: for export and inference. */
export function frozenParams(g: Graph, layout: ParamLayout, values: Float32Array, state: Float32Array): Params {
  const slots = new Map<string, { slot: ParamSlot; from: Float32Array }>();
  for (const slot of layout.trained) slots.set(slot.spec.name, { slot, from: values });
  for (const slot of layout.state) slots.set(slot.spec.name, { slot, from: state });
  const tensors = new Map<string, Tensor>();
  return {
    get: (spec) => {
      const known = tensors.get(spec.name);
      const held = slots.get(spec.name);
      if (!held) throw new Error(`parameter ${spec.name} is not in the layout`);
      checkShape(spec, held.slot.spec.shape);
      if (known) return known;
      const data = held.from.subarray(held.slot.offset, held.slot.offset + held.slot.size);
      const tensor = g.constant(data, spec.shape, spec.name);
      tensors.set(spec.name, tensor);
      return tensor;
    },
    update: () => undefined,
  };
}

/**
 * The flat vectors back from exported .onnx files, by tensor name; a name in several files is read
 * from the first.
 * @throws KicklabError ONNX_UNREADABLE, or WEIGHTS_FOREIGN naming the tensor that is missing or misshapen.
 */
export function paramsFromModels(
  layout: ParamLayout,
  models: readonly Uint8Array[],
): { values: Float32Array; state: Float32Array } {
  const found = new Map<string, Initializer>();
  for (const model of models) {
    for (const [name, initializer] of readInitializers(model)) if (!found.has(name)) found.set(name, initializer);
  }
  return gather(layout, ({ spec }) => {
    const held = found.get(spec.name);
    if (!held) throw new KicklabError('WEIGHTS_FOREIGN', { tensor: spec.name, reason: 'is missing' });
    if (!sameShape(held.shape, spec.shape)) {
      const reason = `has shape ${show(held.shape)} instead of ${show(spec.shape)}`;
      throw new KicklabError('WEIGHTS_FOREIGN', { tensor: spec.name, reason });
    }
    return held.data;
  });
}
