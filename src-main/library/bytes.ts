/** Typed arrays as columns. Every platform that Kicklab runs on is little-endian, as the columns are. */

export function bytesOf(array: Float32Array | Int8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

/** Signed bytes as numbers. A loop: a page of kicks has 25 000 of them. */
export function int8List(bytes: Buffer): number[] {
  const list = new Array<number>(bytes.length);
  for (let i = 0; i < list.length; i++) list[i] = bytes.readInt8(i);
  return list;
}

/** Copied out: a Buffer need not begin at a multiple of four. */
export function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
