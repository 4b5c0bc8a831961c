import { expect, test } from 'vitest';
import { columnExtremes, joined } from './columns.ts';

/** Noise by a fixed rule, in -1..1. */
const noise = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => Math.sin(9999 * i * i));

test.each([[65_536, 700], [65_536, 1400], [65_330, 1373], [1000, 999]])(
  '%d samples in %d columns: one that stands out is seen wherever it lies, and in one column only',
  (length, columns) => {
    for (let at = 0; at < length; at += 97) {
      const samples = new Float32Array(length);
      samples[at] = -1;
      const { low, high } = columnExtremes(samples, columns, length);
      const seen = [...low.keys()].filter((x) => low[x] !== 0);
      expect(seen).toEqual([Math.ceil(((at + 1) * columns) / length) - 1]);
      expect(Math.max(...high)).toBe(0);
    }
  },
);

test('each column has the extremes of its samples, both half-waves for themselves', () => {
  const samples = noise(65_536);
  const { low, high } = columnExtremes(samples, 700, 65_536);
  expect(low).toHaveLength(700);
  for (let x = 0; x < 700; x++) {
    const own = samples.subarray(Math.floor((x * 65_536) / 700), Math.floor(((x + 1) * 65_536) / 700));
    expect(low[x]).toBe(Math.min(...own));
    expect(high[x]).toBe(Math.max(...own));
  }
});

test('a sound that is shorter than the picture ends where it ends', () => {
  const { low, high } = columnExtremes(noise(1000), 300, 3000);
  expect(low).toHaveLength(100);
  expect(high).toHaveLength(100);
});

test('a part has the extremes of its own samples', () => {
  const samples = noise(10_000);
  const { low, high } = columnExtremes(samples, 50, 1000, 4000);
  const own = columnExtremes(samples.subarray(4000, 5000), 50, 1000);
  expect(low).toEqual(own.low);
  expect(high).toEqual(own.high);
  expect(columnExtremes(samples, 50, 1000, 9500).low).toHaveLength(25);
  expect(columnExtremes(samples, 50, 1000, 12_000).low).toHaveLength(0);
});

test('with more columns than samples each column has the sample that lies there', () => {
  const { low, high } = columnExtremes(Float32Array.of(0.5, -0.25), 6, 2);
  expect([...low]).toEqual([0.5, 0.5, 0.5, -0.25, -0.25, -0.25]);
  expect(high).toEqual(low);
});

test('columns that lie apart are brought to touch, others stay', () => {
  const { low, high } = joined({ low: Float32Array.of(0, 0.5, -1, -1), high: Float32Array.of(0.25, 0.75, -0.5, 0) });
  expect([...low]).toEqual([0, -0.0625, -1, -1]);
  expect([...high]).toEqual([0.375, 0.75, -0.0625, 0]);
});
