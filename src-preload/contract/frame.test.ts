import { expect, test } from 'vitest';
import { packFrame, unpackFrame } from './frame.ts';

test('a frame is a length, JSON padded to 4, and the samples as little-endian floats', () => {
  const bytes = packFrame({ id: 'a', samples: Float32Array.of(1, -2) }, { field: 'samples', type: 'f32' });
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const size = view.getUint32(0, true);
  expect(size % 4).toBe(0);
  expect(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size)))).toEqual({ value: { id: 'a' }, field: 'samples', type: 'f32' });
  // IEEE 754 single precision: 1 is 3f800000, -2 is c0000000.
  expect([...bytes.subarray(4 + size)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
});

test.each(['', 'a', 'ab', 'abc', 'ü', '🥁'])('what is packed beside %j comes back exactly', (name) => {
  const samples = Float32Array.of(0.1, -1, 3e-39, Number.MAX_VALUE);
  expect(unpackFrame(packFrame({ name, samples }, { field: 'samples', type: 'f32' }))).toEqual({ name, samples });
  const bytes = Uint8Array.of(1, 2, 255);
  expect(unpackFrame(packFrame({ name, bytes }, { field: 'bytes', type: 'u8' }))).toEqual({ name, bytes });
});

test('a frame reads the same from the middle of a larger buffer', () => {
  const packed = packFrame({ samples: Float32Array.of(0.25) }, { field: 'samples', type: 'f32' });
  const larger = new Uint8Array(packed.length + 3);
  larger.set(packed, 3);
  expect(unpackFrame(larger.subarray(3))).toEqual({ samples: Float32Array.of(0.25) });
});

test('a frame that is cut off or holds no JSON is refused', () => {
  const packed = packFrame({ samples: Float32Array.of(1) }, { field: 'samples', type: 'f32' });
  expect(() => unpackFrame(packed.subarray(0, 10))).toThrow(RangeError);
  expect(() => unpackFrame(Uint8Array.of(1, 0, 0, 0, 33))).toThrow(SyntaxError);
  expect(() => packFrame({ samples: [1] }, { field: 'samples', type: 'f32' })).toThrow(TypeError);
});
