import { expect, test } from 'vitest';
import { extentOf, linePath, placed, placeOfValue, tidy, valueMarks, type ChartPoint } from './line-chart.ts';

const line = (...ys: (number | null)[]): ChartPoint[] => ys.map((y, i) => ({ x: i + 1, y }));
const texts = (low: number, high: number, kind: 'linear' | 'log'): string[] => valueMarks({ low, high }, kind).map(({ text }) => text);

test('an axis reaches over all lines, down to its floor, and is never of no height', () => {
  expect(extentOf([line(3, null, 1), line(2, 7)], 'linear')).toEqual({ low: 1, high: 7 });
  expect(extentOf([line(3, 9)], 'linear', 0)).toEqual({ low: 0, high: 9 });
  expect(extentOf([line(4, 4)], 'linear')).toEqual({ low: 2, high: 6 });
  expect(extentOf([line(0)], 'linear')).toEqual({ low: -1, high: 1 });
  expect(extentOf([line(4)], 'log')).toEqual({ low: 2, high: 8 });
  expect(extentOf([line(null), []], 'log')).toBeNull();
});

test('what is more lies higher; on a logarithmic axis equal ratios are equally far', () => {
  const extent = { low: 0.01, high: 1 };
  const [top, middle, bottom] = [1, 0.1, 0.01].map((value) => placeOfValue(value, extent, 'log'));
  expect(top).toBeLessThan(middle);
  expect(middle - top).toBeCloseTo(bottom - middle, 12);
  expect(placeOfValue(0, extent, 'log')).toBeGreaterThan(bottom);
});

test.each([
  [0, 32, 'linear', ['0', '10', '20', '30']],
  [0.48, 0.61, 'linear', ['0.5', '0.55', '0.6']],
  [0.1, 20, 'log', ['0.1', '0.3', '1', '3', '10']],
  [0.00001, 0.003, 'log', ['1e\u22125', '1e\u22124', '1e\u22123']],
  [0.48, 0.61, 'log', ['0.5', '0.55', '0.6']],
] as const)('from %f to %f on a %s axis %j are named', (low, high, kind, expected) => {
  expect(texts(low, high, kind)).toEqual(expected);
});

test('values are written in few characters', () => {
  expect([0, 1432.4, 0.5217, 0.00032, -3].map(tidy)).toEqual(['0', '1432', '0.522', '3.2e\u22124', '\u22123']);
});

test('a line is broken where nothing was measured; a single point lies in the middle', () => {
  const extent = { low: 0, high: 10 };
  const across = { low: 1, high: 4 };
  expect(linePath(line(0, 10, null, 5), across, extent, 'linear')).toBe('M0.0000 0.9400L0.3333 0.0600M1.0000 0.5000');
  expect(placed({ x: 1, y: 10 }, { low: 1, high: 1 }, extent, 'linear')?.x).toBe(0.5);
  expect(linePath(line(null), across, extent, 'linear')).toBe('');
});
