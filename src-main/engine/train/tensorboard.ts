/**
 * Scalar events in TensorBoard's file format: TFRecord framing (length, masked CRC-32C) around
 * protobuf `Event` messages. Only what a loss curve needs.
 * Formats: tensorflow/core/util/event.proto, framework/summary.proto, lib/io/record_writer.h.
 */

import protobuf from 'protobufjs/minimal.js';

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0x82f63b78 : c >>> 1;
  return c >>> 0;
});

/** CRC-32C (Castagnoli), RFC 3720 B.4. */
export function crc32c(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = TABLE[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** TFRecord's mask: a CRC of data that itself holds CRCs would be weak. */
function masked(bytes: Uint8Array): number {
  const c = crc32c(bytes);
  return (((c >>> 15) | (c << 17)) + 0xa282ead8) >>> 0;
}

function record(data: Uint8Array): Buffer {
  const out = Buffer.alloc(16 + data.length);
  out.writeBigUInt64LE(BigInt(data.length), 0);
  out.writeUInt32LE(masked(out.subarray(0, 8)), 8);
  out.set(data, 12);
  out.writeUInt32LE(masked(data), 12 + data.length);
  return out;
}

export const scalarEvents = {
  /** The first record of every event file. */
  header(): Buffer {
    // Event.file_version = 3
    return record(protobuf.Writer.create().uint32((3 << 3) | 2).string('brain.Event:2').finish());
  },
  /** One record with all scalars of a step. Wall time is the step, so that equal runs give equal files. */
  at(step: number, scalars: Readonly<Record<string, number>>): Buffer {
    const summary = protobuf.Writer.create();
    for (const [tag, value] of Object.entries(scalars)) {
      // Summary.value = 1 { tag = 1, simple_value = 2 }
      summary.uint32((1 << 3) | 2).fork().uint32((1 << 3) | 2).string(tag).uint32((2 << 3) | 5).float(value).ldelim();
    }
    const event = protobuf.Writer.create();
    // Event.wall_time = 1, step = 2, summary = 5
    event.uint32((1 << 3) | 1).double(step);
    event.uint32((2 << 3) | 0).int64(step);
    event.uint32((5 << 3) | 2).bytes(summary.finish());
    return record(event.finish());
  },
};
