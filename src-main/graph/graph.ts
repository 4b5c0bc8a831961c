/**
 * A static-shape dataflow graph of ONNX operators, built by appending. It knows tensors, constants,
 * inputs and outputs; what the operators mean stands in the family files (arithmetic.ts, shape.ts,
 * ...), how it becomes a file in writer.ts. It computes nothing.
 */

export type DType = 'float32' | 'int64' | 'bool';

/** A value in a graph; made by `Graph` and the functions of ops.ts only. */
export interface Tensor {
  readonly graph: Graph;
  readonly id: number;
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** Which kernels the graph is for. `webgpu` avoids operators that have none there. */
export type Profile = 'cpu' | 'webgpu';

/** ONNX operators in use; rules.ts has one derivative rule for each. */
export const OP_KINDS = [
  'Abs', 'Add', 'BatchNormalization', 'Cast', 'Clip', 'Concat', 'Conv', 'ConvTranspose', 'Cos', 'CumSum',
  'Div', 'Equal', 'Erf', 'Exp', 'Expand', 'Gemm', 'Greater', 'HardSigmoid', 'Identity', 'LayerNormalization', 'Log',
  'MatMul', 'Max', 'Min', 'Mul', 'Neg', 'Pad', 'Pow', 'ReduceMean', 'ReduceSum', 'ReduceSumSquare', 'Relu', 'Reshape',
  'Sigmoid', 'Sign', 'Sin', 'Slice', 'SpaceToDepth', 'Split', 'Sqrt', 'Sub', 'Tanh', 'Transpose', 'Where',
] as const;
export type OpKind = (typeof OP_KINDS)[number];

export type Attribute = { int: number } | { float: number } | { ints: readonly number[] };
export type Attributes = Readonly<Record<string, Attribute>>;

export interface Node {
  readonly kind: OpKind;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly attributes: Attributes;
  /** What ONNX takes as constant inputs (axes, starts, pads), readable for the derivative rules. */
  readonly details: readonly number[];
}

/** What an operator has beside inputs and output shapes. */
export interface Extras {
  attributes?: Attributes;
  details?: readonly number[];
  /** Of the outputs; float32 by default. */
  dtype?: DType;
}

export interface Constant {
  readonly tensor: Tensor;
  readonly data: Float32Array | BigInt64Array;
}

/** Unnamed constants up to this many elements are shared when equal. */
const SHARED_CONSTANT_LIMIT = 16;

export class Graph {
  readonly profile: Profile;
  /** In topological order, because nodes can only use what exists already. */
  readonly nodes: Node[] = [];
  readonly inputs: Tensor[] = [];
  readonly constants: Constant[] = [];
  readonly outputs: { name: string; tensor: Tensor }[] = [];
  readonly #names = new Set<string>();
  readonly #shared = new Map<string, Tensor>();
  #count = 0;

  constructor(profile: Profile = 'cpu') {
    this.profile = profile;
  }

  /** Declares a graph input; `name` must be unused. */
  input(name: string, shape: readonly number[], dtype: DType = 'float32'): Tensor {
    this.#claim(name);
    const tensor = this.#tensor(name, shape, dtype);
    this.inputs.push(tensor);
    return tensor;
  }

  /**
   * A constant of `shape`, row-major. Named: an initializer with that name (a weight of an exported
   * net). Unnamed small ones are shared when equal. The data is kept by reference.
   */
  constant(data: Float32Array | BigInt64Array, shape: readonly number[], name?: string): Tensor {
    if (data.length !== elements(shape)) {
      throw new RangeError(`constant ${name ?? ''}: ${String(data.length)} values do not fill ${show(shape)}`);
    }
    const dtype: DType = data instanceof Float32Array ? 'float32' : 'int64';
    const key =
      name === undefined && data.length <= SHARED_CONSTANT_LIMIT
        ? `${dtype}${show(shape)}${keyOf(data)}`
        : undefined;
    const known = key === undefined ? undefined : this.#shared.get(key);
    if (known) return known;
    if (name !== undefined) this.#claim(name);
    const tensor = this.#tensor(name ?? `constant_${String(this.#count)}`, shape, dtype);
    this.constants.push({ tensor, data });
    if (key !== undefined) this.#shared.set(key, tensor);
    return tensor;
  }

  /** A float32 constant of shape []. */
  scalar(value: number): Tensor {
    return this.constant(Float32Array.of(value), []);
  }

  /** An int64 vector constant, as shapes and axes are passed. */
  ints(values: readonly number[]): Tensor {
    return this.constant(BigInt64Array.from(values, (v) => BigInt(v)), [values.length]);
  }

  /** Declares `t` as a graph output under `name`, which must be unused. */
  output(name: string, t: Tensor): void {
    this.#own(t, name);
    this.#claim(name);
    this.outputs.push({ name, tensor: t });
  }

  /** Appends an operator with several outputs. For the family files; elsewhere use ops.ts. */
  emitMany(
    kind: OpKind,
    inputs: readonly Tensor[],
    shapes: readonly (readonly number[])[],
    { attributes = {}, details = [], dtype = 'float32' }: Extras = {},
  ): Tensor[] {
    for (const input of inputs) this.#own(input, kind);
    const outputs = shapes.map((shape) => this.#tensor(`${kind}_${String(this.#count)}`, shape, dtype));
    this.nodes.push({ kind, inputs, outputs, attributes, details });
    return outputs;
  }

  /** Appends an operator with one output. For the family files; elsewhere use ops.ts. */
  emit(kind: OpKind, inputs: readonly Tensor[], shape: readonly number[], extras: Extras = {}): Tensor {
    return this.emitMany(kind, inputs, [shape], extras)[0];
  }

  #tensor(name: string, shape: readonly number[], dtype: DType): Tensor {
    if (shape.some((d) => !Number.isInteger(d) || d < 0)) throw new RangeError(`${name}: bad shape ${show(shape)}`);
    return { graph: this, id: this.#count++, name, shape: [...shape], dtype };
  }

  #own(t: Tensor, user: string): void {
    if (t.graph !== this) throw new Error(`${user}: ${t.name} belongs to another graph`);
  }

  #claim(name: string): void {
    if (name === '' || this.#names.has(name)) throw new Error(`the graph already has a tensor named '${name}'`);
    this.#names.add(name);
  }
}

/** Equal for equal data only (-0 and 0 differ). */
function keyOf(data: Float32Array | BigInt64Array): string {
  return data instanceof Float32Array ? Array.from(data, (v) => (Object.is(v, -0) ? '-0' : String(v))).join() : data.join();
}

/** Number of elements of a shape. */
export function elements(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

export function show(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((d, i) => d === b[i]);
}

/** `axis` counted from the front; negative ones count from the back, as in ONNX. */
export function normalAxis(axis: number, rank: number): number {
  const out = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(out) || out < 0 || out >= rank) {
    throw new RangeError(`axis ${String(axis)} is outside rank ${String(rank)}`);
  }
  return out;
}

/** NumPy broadcasting. */
export function broadcastShapes(a: readonly number[], b: readonly number[], what: string): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) throw new RangeError(`${what}: ${show(a)} and ${show(b)} do not broadcast`);
    return x === 1 ? y : x;
  });
}
