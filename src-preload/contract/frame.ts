/**
 * How a value with audio in it travels over HTTP: its JSON and, beside it, one typed array as
 * plain little-endian bytes, so that audio never becomes text. Pure; knows no verb.
 *
 * Layout: uint32 LE length n of the head; n bytes of UTF-8 JSON `{value, field, type}`, padded
 * with spaces so that what follows is aligned to 4; then the array's bytes to the end.
 */

import type { BinaryField } from './verb.ts';

export const FRAME_TYPE = 'application/vnd.kicklab.frame';

interface Head extends BinaryField {
  value: Record<string, unknown>;
}

/** Packs `value`, whose `binary.field` holds a Float32Array (f32) or a Uint8Array (u8). */
export function packFrame(value: Record<string, unknown>, binary: BinaryField): Uint8Array {
  const { [binary.field]: array, ...rest } = value;
  if (!(array instanceof Float32Array) && !(array instanceof Uint8Array)) {
    throw new TypeError(`${binary.field} is no Float32Array or Uint8Array`);
  }
  const json = JSON.stringify({ value: rest, ...binary } satisfies Head);
  const encoder = new TextEncoder();
  const size = encoder.encode(json).length;
  const head = encoder.encode(json + ' '.repeat((4 - (size % 4)) % 4));
  const out = new Uint8Array(4 + head.length + array.byteLength);
  const view = new DataView(out.buffer);
  view.setUint32(0, head.length, true);
  out.set(head, 4);
  if (array instanceof Uint8Array) out.set(array, 4 + head.length);
  else array.forEach((sample, i) => { view.setFloat32(4 + head.length + 4 * i, sample, true); });
  return out;
}

/** Unpacks a frame. @throws RangeError or SyntaxError when the bytes are no frame. */
export function unpackFrame(bytes: Uint8Array): Record<string, unknown> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getUint32(0, true);
  if (4 + size > bytes.length) throw new RangeError('the frame is cut off');
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size))) as Head;
  const body = bytes.subarray(4 + size);
  if (head.type === 'u8') return { ...head.value, [head.field]: body.slice() };
  const samples = new Float32Array(body.length >> 2);
  for (let i = 0; i < samples.length; i++) samples[i] = view.getFloat32(4 + size + 4 * i, true);
  return { ...head.value, [head.field]: samples };
}
