import { expect, test } from 'vitest';
import { packFrame, unpackFrame } from './frame.ts';
import type { BinaryField } from './verb.ts';

const SAMPLES: BinaryField = { field: 'samples', type: 'f32' };
const BYTES: BinaryField = { field: 'bytes', type: 'u8' };

/** The two parts as they arrive. @param lead Bytes of something else before them. */
function sent(value: Record<string, unknown>, binary: BinaryField, lead = 0): Uint8Array {
  const joined = Uint8Array.from([...new Uint8Array(lead), ...packFrame(value, binary).flatMap((part) => [...part])]);
  return joined.subarray(lead);
}
/** A frame whose head is `json`, whatever it says. */
function framed(json: string, body: readonly number[] = []): Uint8Array {
  const head = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 4) * 4));
  return Uint8Array.from([...new Uint8Array(Uint32Array.of(head.length).buffer), ...head, ...body]);
}

test('a frame is a length, JSON padded to 4, and the samples as little-endian floats', () => {
  const bytes = sent({ id: 'a', samples: Float32Array.of(1, -2) }, SAMPLES);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const size = view.getUint32(0, true);
  expect(size % 4).toBe(0);
  expect(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size)))).toEqual({ value: { id: 'a' }, field: 'samples', type: 'f32' });
  // IEEE 754 single precision: 1 is 3f800000, -2 is c0000000.
  expect([...bytes.subarray(4 + size)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
});

test.each(['', 'a', 'ab', 'abc', 'ü', '🥁'])('what is packed beside %j comes back exactly', (name) => {
  const samples = Float32Array.of(0.1, -1, -0, 3e-39, Number.MAX_VALUE, NaN);
  expect(unpackFrame(sent({ name, samples }, SAMPLES))).toEqual({ name, samples });
  const bytes = Uint8Array.of(1, 2, 255);
  expect(unpackFrame(sent({ name, bytes }, BYTES), BYTES)).toEqual({ name, bytes });
});

test.each([0, 1, 2, 3, 4])('a frame reads the same %i bytes into a larger buffer', (lead) => {
  const samples = Float32Array.of(0.25, -0.5);
  expect(unpackFrame(sent({ samples }, SAMPLES, lead))).toEqual({ samples });
  expect(unpackFrame(sent({ bytes: Uint8Array.of(7) }, BYTES, lead))).toEqual({ bytes: Uint8Array.of(7) });
});

test('an array that is itself part of a larger buffer is packed alone', () => {
  const samples = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
  expect(unpackFrame(sent({ samples }, SAMPLES))).toEqual({ samples: Float32Array.of(2, 3) });
});

test('an array of another type is not packed', () => {
  expect(() => packFrame({ samples: [1] }, SAMPLES)).toThrow(TypeError);
  expect(() => packFrame({ samples: Uint8Array.of(1) }, SAMPLES)).toThrow(TypeError);
  expect(() => packFrame({}, BYTES)).toThrow(TypeError);
});

const HEAD = '{"value":{},"field":"samples","type":"f32"}';
test.each([
  ['nothing', new Uint8Array()],
  ['no whole length', Uint8Array.of(1, 0, 0)],
  ['a cut head', framed(HEAD).subarray(0, 10)],
  ['a head of 4 GB', Uint8Array.of(255, 255, 255, 255, 1)],
  ['a head over its limit', framed(HEAD.padEnd((1 << 22) + 4))],
  ['no JSON', framed('!')],
  ['an empty head', framed('')],
  ['null', framed('null')],
  ['a list', framed('[]')],
  ['no value', framed('{"field":"samples","type":"f32"}')],
  ['a list as value', framed('{"value":[],"field":"samples","type":"f32"}')],
  ['a field that is no text', framed('{"value":{},"field":1,"type":"f32"}')],
  ['an unknown type', framed('{"value":{},"field":"samples","type":"f64"}')],
  ['a sample that is cut', framed(HEAD, [0, 0, 0])],
])('%s is no frame', (_, bytes) => {
  expect(() => unpackFrame(bytes)).toThrow();
});

test('a frame of another array is not the expected one', () => {
  const bytes = sent({ bytes: Uint8Array.of(1, 2, 3, 4) }, BYTES);
  expect(() => unpackFrame(bytes, SAMPLES)).toThrow(TypeError);
  expect(() => unpackFrame(bytes, { field: 'bytes', type: 'f32' })).toThrow(TypeError);
});

test('a field named __proto__ stays a field', () => {
  const value = unpackFrame(framed('{"value":{"__proto__":{"polluted":1}},"field":"__proto__","type":"u8"}', [1]));
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect((value as { polluted?: unknown }).polluted).toBeUndefined();
});
