import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { png } from './png.ts';

test('the pixels come back from the file', () => {
  const pixels = Uint8Array.from({ length: 2 * 3 * 4 }, (_, i) => i * 10);
  const file = Buffer.from(png(pixels, 2, 3));
  expect(file.subarray(1, 4).toString()).toBe('PNG');
  expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([2, 3]);
  const at = file.indexOf('IDAT');
  const rows = inflateSync(file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4)));
  expect([...rows]).toEqual([0, ...pixels.subarray(0, 8), 0, ...pixels.subarray(8, 16), 0, ...pixels.subarray(16)]);
});
