import { expect, test } from 'vitest';
import { crc32c, scalarEvents } from './tensorboard.ts';

test('CRC-32C gives the published check values', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa); // RFC 3720 B.4
});

test('a record is framed and holds the scalar as a tagged float', () => {
  const bytes = scalarEvents.at(7, { 'train/loss': 0.5 });
  const length = Number(bytes.readBigUInt64LE(0));
  expect(bytes.length).toBe(length + 16);
  const data = bytes.subarray(12, 12 + length);
  expect(data.readDoubleLE(1)).toBe(7);
  const tag = data.indexOf('train/loss');
  expect(tag).toBeGreaterThan(0);
  expect(data.readFloatLE(tag + 'train/loss'.length + 1)).toBe(0.5);
});

test('the header is byte for byte the one TensorFlow writes', () => {
  const header = scalarEvents.header();
  expect(header.subarray(12, 27).toString('latin1')).toBe('\x1a\x0dbrain.Event:2');
});
