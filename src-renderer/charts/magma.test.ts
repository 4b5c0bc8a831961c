import { expect, test } from 'vitest';
import { cssColour, DARKEST_DB, paint } from './magma.ts';

/** Relative luminance as WCAG 2 defines it. */
const luminance = ([r, g, b]: Uint8ClampedArray): number => {
  const linear = (c: number): number => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
};
const colourOf = (db: number): Uint8ClampedArray => paint(Float32Array.of(db));

test('runs from magma\u2019s black to its cream, opaque', () => {
  expect([...colourOf(DARKEST_DB)]).toEqual([0, 0, 4, 255]);
  expect([...colourOf(0)]).toEqual([252, 253, 191, 255]);
  // The middle of the published map: 0.716, 0.215, 0.475.
  expect([...colourOf(DARKEST_DB / 2)]).toEqual([183, 55, 121, 255]);
  expect(cssColour(DARKEST_DB / 2)).toBe('rgb(183 55 121)');
  expect(colourOf(-120)).toEqual(colourOf(DARKEST_DB));
  expect(colourOf(6)).toEqual(colourOf(0));
});

test('louder is lighter, step by step', () => {
  const levels = Array.from({ length: 255 }, (_, i) => luminance(colourOf(DARKEST_DB + ((i + 1) * -DARKEST_DB) / 255)) - luminance(colourOf(DARKEST_DB + (i * -DARKEST_DB) / 255)));
  expect(Math.min(...levels)).toBeGreaterThanOrEqual(0);
});
