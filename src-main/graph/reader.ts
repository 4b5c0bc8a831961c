/** The float32 weights inside an .onnx file, by name. Reads nothing else of it. */

import protobuf from 'protobufjs/minimal.js';
import type { Reader } from 'protobufjs/minimal.js';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { elements } from './graph.ts';
import { DATA_TYPE, GRAPH, MODEL, TENSOR } from './onnx-format.ts';

export interface Initializer {
  shape: number[];
  data: Float32Array;
}

const BYTES = 2;

/**
 * Named float32 initializers of `model`, each with its own copy of the data.
 * @throws KicklabError ONNX_UNREADABLE where the bytes are no ONNX model or are cut off.
 */
export function readInitializers(model: Uint8Array): Map<string, Initializer> {
  const found = new Map<string, Initializer>();
  let graphs = 0;
  try {
    const reader = protobuf.Reader.create(model);
    eachField(reader, reader.len, (field, wire) => {
      if (field !== MODEL.graph || wire !== BYTES) return false;
      graphs++;
      eachField(reader, reader.uint32() + reader.pos, (inner, innerWire) => {
        if (inner !== GRAPH.initializer || innerWire !== BYTES) return false;
        const read = readTensor(reader, reader.uint32() + reader.pos);
        if (read) found.set(read.name, read.initializer);
        return true;
      });
      return true;
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new KicklabError('ONNX_UNREADABLE', { reason }, { cause });
  }
  if (graphs !== 1) throw new KicklabError('ONNX_UNREADABLE', { reason: 'it holds no graph' });
  return found;
}

/** Calls `take` for every field up to `end`; what it does not take is skipped. */
function eachField(reader: Reader, end: number, take: (field: number, wire: number) => boolean): void {
  if (end > reader.len) throw new RangeError('the file is cut off');
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (!take(tag >>> 3, tag & 7)) reader.skipType(tag & 7);
  }
  if (reader.pos !== end) throw new RangeError(`a field runs past its end at byte ${String(end)}`);
}

function readTensor(reader: Reader, end: number): { name: string; initializer: Initializer } | undefined {
  const shape: number[] = [];
  let name = '';
  let type = 0;
  let data = new Float32Array(0);
  eachField(reader, end, (field, wire) => {
    if (field === TENSOR.dims && wire === BYTES) {
      const stop = reader.uint32() + reader.pos;
      while (reader.pos < stop) shape.push(Number(reader.int64()));
    } else if (field === TENSOR.dims) shape.push(Number(reader.int64()));
    else if (field === TENSOR.dataType) type = reader.int32();
    else if (field === TENSOR.name) name = reader.string();
    else if (field === TENSOR.rawData) data = floats(reader.bytes());
    else if (field === TENSOR.floatData && wire === BYTES) data = floats(reader.bytes());
    else return false;
    return true;
  });
  if (type !== DATA_TYPE.float32) return undefined;
  if (elements(shape) !== data.length) {
    throw new RangeError(`tensor ${name} holds ${String(data.length)} values instead of ${String(elements(shape))}`);
  }
  return { name, initializer: { shape, data } };
}

/** Little-endian bytes as floats, copied because they need not be aligned. */
function floats(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  if (bytes.length % 4 !== 0) throw new RangeError(`${String(bytes.length)} bytes are no whole number of floats`);
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
