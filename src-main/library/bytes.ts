/** Typed arrays as columns. Every platform that Kicklab runs on is little-endian, as the columns are. */

export function bytesOf(array: Float32Array | Int8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

/** Copied out: a Buffer need not begin at a multiple of four. */
export function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
