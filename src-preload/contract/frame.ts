/**
 * How a value with audio in it travels to and from the web host: its JSON and, beside it, one typed array as
 * plain little-endian bytes, so that audio never becomes text. Pure; knows no verb. Bytes are
 * taken as they lie in memory: every machine that Electron and ONNX Runtime are built for is
 * little-endian.
 *
 * Layout: uint32 LE length n of the head; n bytes of UTF-8 JSON `{value, field, type}`, padded
 * with spaces so that what follows is aligned to 4; then the array's bytes to the end.
 */

import type { BinaryField } from './verb.ts';

export const FRAME_TYPE = 'application/vnd.kicklab.frame';

/** Most bytes of a head: the longest honest one is a map with the names of 5000 saved kicks. */
const HEAD_LIMIT = 1 << 22;

interface Head extends BinaryField {
  value: Record<string, unknown>;
}

/** A frame in two parts that are sent one after the other: the array's bytes are not copied. */
export type Frame = readonly [head: Uint8Array<ArrayBuffer>, body: Uint8Array];

/** Packs `value`, whose `binary.field` holds a Float32Array (f32) or a Uint8Array (u8). */
export function packFrame(value: Record<string, unknown>, binary: BinaryField): Frame {
  const { [binary.field]: array, ...rest } = value;
  if (!(array instanceof (binary.type === 'f32' ? Float32Array : Uint8Array))) {
    throw new TypeError(`${binary.field} is no ${binary.type} array`);
  }
  const { field, type } = binary;
  const json = new TextEncoder().encode(JSON.stringify({ value: rest, field, type } satisfies Head));
  const size = Math.ceil(json.length / 4) * 4;
  const head = new Uint8Array(4 + size).fill(0x20);
  new DataView(head.buffer).setUint32(0, size, true);
  head.set(json, 4);
  return [head, new Uint8Array(array.buffer, array.byteOffset, array.byteLength)];
}

/** What a frame carries: the JSON of the rest, and the array that belongs into its `field`. */
export interface FrameContent extends Head {
  array: Float32Array | Uint8Array;
}

/**
 * Reads a frame; its array is a view of `bytes` where it lies aligned there, else a copy.
 * @throws RangeError, SyntaxError or TypeError when the bytes are no such frame.
 */
export function readFrame(bytes: Uint8Array): FrameContent {
  if (bytes.length < 4) throw new RangeError('the frame is cut off');
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (size > HEAD_LIMIT) throw new RangeError(`its head of ${String(size)} bytes is over ${String(HEAD_LIMIT)}`);
  if (4 + size > bytes.length) throw new RangeError('the frame is cut off');
  const head: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size)));
  if (!isHead(head)) throw new TypeError('its head is not {value, field, type}');
  const { value, field, type } = head;
  const body = new Uint8Array(bytes.buffer, bytes.byteOffset + 4 + size, bytes.length - 4 - size);
  return { value, field, type, array: type === 'u8' ? body : floatsOf(body) };
}

/**
 * The value of a frame with its array put back.
 * @param expected The array that it must carry, where only one will do.
 * @throws as readFrame, and TypeError when it carries another array.
 */
export function unpackFrame(bytes: Uint8Array, expected?: BinaryField): Record<string, unknown> {
  const { value, field, type, array } = readFrame(bytes);
  if (expected !== undefined && (field !== expected.field || type !== expected.type)) {
    throw new TypeError(`its array is not ${expected.field} of type ${expected.type}`);
  }
  return { ...value, [field]: array };
}

/** The field of a value that holds an array to be packed, or null. */
export function binaryOf(value: unknown): BinaryField | null {
  if (!isObject(value)) return null;
  for (const [field, each] of Object.entries(value)) {
    if (each instanceof Uint8Array) return { field, type: 'u8' };
    if (each instanceof Float32Array) return { field, type: 'f32' };
  }
  return null;
}

function isHead(head: unknown): head is Head {
  if (!isObject(head)) return false;
  return isObject(head.value) && typeof head.field === 'string' && (head.type === 'f32' || head.type === 'u8');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function floatsOf(bytes: Uint8Array): Float32Array {
  if (bytes.length % 4 !== 0) throw new RangeError('the frame ends within a sample');
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Float32Array(buffer, byteOffset, bytes.length / 4);
}
