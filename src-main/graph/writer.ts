/** A graph as the bytes of an .onnx file. Leaves out what no output needs; changes nothing else. */

import protobuf from 'protobufjs/minimal.js';
import type { Writer } from 'protobufjs/minimal.js';
import type { Attribute, Constant, Graph, Node, Tensor } from './graph.ts';
import {
  ATTRIBUTE, ATTRIBUTE_TYPE, DATA_TYPE, DIM, GRAPH, IR_VERSION, METADATA, MODEL, NODE, OPSET, OPSET_ID, SHAPE, TENSOR,
  TENSOR_TYPE, TYPE, VALUE_INFO,
} from './onnx-format.ts';

export interface ModelMeta {
  producer?: string;
  doc?: string;
  metadata?: Record<string, string>;
}

const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;

const tag = (w: Writer, field: number, wire: number): Writer => w.uint32((field << 3) | wire);
const text = (w: Writer, field: number, value: string): Writer => tag(w, field, BYTES).string(value);
const integer = (w: Writer, field: number, value: number): Writer => tag(w, field, VARINT).int64(value);
const nested = (w: Writer, field: number, write: (w: Writer) => void): void => {
  tag(w, field, BYTES).fork();
  write(w);
  w.ldelim();
};
const integers = (w: Writer, field: number, values: readonly number[]): void => {
  nested(w, field, () => {
    for (const v of values) w.int64(v);
  });
};

/**
 * The .onnx file of `graph`. Nodes and constants that no output depends on are left out; inputs all
 * stay, as they are the signature.
 */
export function toModel(graph: Graph, meta: ModelMeta = {}): Uint8Array {
  const { nodes, used } = liveNodes(graph);
  const names = outputNames(graph, nodes);
  const nameOf = (t: Tensor): string => (used.has(t.id) ? (names.renamed.get(t.id) ?? t.name) : '');
  const w = protobuf.Writer.create();
  integer(w, MODEL.irVersion, IR_VERSION);
  text(w, MODEL.producer, meta.producer ?? 'kicklab');
  if (meta.doc !== undefined) text(w, MODEL.doc, meta.doc);
  nested(w, MODEL.graph, () => {
    nodes.forEach((node, i) => {
      nested(w, GRAPH.node, () => { writeNode(w, node, i, nameOf); });
    });
    for (const { name, tensor } of names.aliases) {
      nested(w, GRAPH.node, () => {
        text(w, NODE.input, nameOf(tensor));
        text(w, NODE.output, name);
        text(w, NODE.opType, 'Identity');
      });
    }
    text(w, GRAPH.name, 'kicklab');
    for (const constant of graph.constants) {
      if (used.has(constant.tensor.id)) nested(w, GRAPH.initializer, () => { writeConstant(w, constant); });
    }
    for (const t of graph.inputs) nested(w, GRAPH.input, () => { writeValueInfo(w, t.name, t); });
    for (const o of graph.outputs) nested(w, GRAPH.output, () => { writeValueInfo(w, o.name, o.tensor); });
  });
  nested(w, MODEL.opset, () => integer(w, OPSET_ID.version, OPSET));
  for (const [key, value] of Object.entries(meta.metadata ?? {})) {
    nested(w, MODEL.metadata, () => text(text(w, METADATA.key, key), METADATA.value, value));
  }
  return w.finish();
}

/** Nodes that an output depends on, in order, and the ids of all tensors read by one or put out. */
function liveNodes(graph: Graph): { nodes: Node[]; used: Set<number> } {
  const used = new Set(graph.outputs.map((o) => o.tensor.id));
  const nodes: Node[] = [];
  for (let i = graph.nodes.length - 1; i >= 0; i--) {
    const node = graph.nodes[i];
    if (!node.outputs.some((t) => used.has(t.id))) continue;
    for (const t of node.inputs) used.add(t.id);
    // Only the statistics of normalisations are optional in ONNX; a Split keeps all its parts.
    if (node.kind === 'Split') for (const t of node.outputs) used.add(t.id);
    nodes.push(node);
  }
  return { nodes: nodes.reverse(), used };
}

/** A node's result takes the name of the output it is; where it cannot, an Identity does. */
function outputNames(
  graph: Graph,
  nodes: readonly Node[],
): { renamed: Map<number, string>; aliases: { name: string; tensor: Tensor }[] } {
  const computed = new Set(nodes.flatMap((n) => n.outputs.map((t) => t.id)));
  const renamed = new Map<number, string>();
  const aliases: { name: string; tensor: Tensor }[] = [];
  for (const output of graph.outputs) {
    const { id } = output.tensor;
    if (computed.has(id) && !renamed.has(id)) renamed.set(id, output.name);
    else aliases.push(output);
  }
  return { renamed, aliases };
}

function writeNode(w: Writer, node: Node, index: number, nameOf: (t: Tensor) => string): void {
  for (const t of node.inputs) text(w, NODE.input, nameOf(t));
  const outputs = node.outputs.map(nameOf);
  while (outputs[outputs.length - 1] === '') outputs.pop();
  for (const name of outputs) text(w, NODE.output, name);
  text(w, NODE.name, `${node.kind}_${String(index)}`);
  text(w, NODE.opType, node.kind);
  for (const [name, value] of Object.entries(node.attributes)) {
    nested(w, NODE.attribute, () => { writeAttribute(w, name, value); });
  }
}

function writeAttribute(w: Writer, name: string, value: Attribute): void {
  text(w, ATTRIBUTE.name, name);
  if ('int' in value) {
    integer(integer(w, ATTRIBUTE.int, value.int), ATTRIBUTE.type, ATTRIBUTE_TYPE.int);
  } else if ('float' in value) {
    integer(tag(w, ATTRIBUTE.float, FIXED32).float(value.float), ATTRIBUTE.type, ATTRIBUTE_TYPE.float);
  } else {
    integers(w, ATTRIBUTE.ints, value.ints);
    integer(w, ATTRIBUTE.type, ATTRIBUTE_TYPE.ints);
  }
}

function writeConstant(w: Writer, { tensor, data }: Constant): void {
  integers(w, TENSOR.dims, tensor.shape);
  integer(w, TENSOR.dataType, DATA_TYPE[tensor.dtype]);
  text(w, TENSOR.name, tensor.name);
  // Little-endian, as the format asks; every processor Node runs on is.
  tag(w, TENSOR.rawData, BYTES).bytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function writeValueInfo(w: Writer, name: string, t: Tensor): void {
  text(w, VALUE_INFO.name, name);
  nested(w, VALUE_INFO.type, () => {
    nested(w, TYPE.tensor, () => {
      integer(w, TENSOR_TYPE.elemType, DATA_TYPE[t.dtype]);
      nested(w, TENSOR_TYPE.shape, () => {
        for (const d of t.shape) nested(w, SHAPE.dim, () => integer(w, DIM.value, d));
      });
    });
  });
}
