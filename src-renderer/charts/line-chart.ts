/** The arithmetic of a chart of figures over a run: where values lie, which of them are named, the lines. Pure. */

import type { Mark } from './axes.ts';

/** One figure after the other: `x` rises; a `y` that is null was not measured there, and leaves a gap. */
export interface ChartPoint {
  x: number;
  y: number | null;
}

/** How values lie on the axis: side by side, or by their ratios, for what falls by decades. */
export type AxisKind = 'linear' | 'log';

export interface Extent {
  low: number;
  high: number;
}

/** The smallest value a logarithmic axis shows; what is 0 lies there. */
const SMALLEST = 1e-9;
/** Names along an axis, at most. */
const MOST_MARKS = 5;
/** Share of the height that is left free at either end, so that no line runs along the frame. */
const MARGIN = 0.06;

const along = (kind: AxisKind, value: number): number => (kind === 'log' ? Math.log10(Math.max(SMALLEST, value)) : value);

/**
 * From the lowest to the highest of all values; where they are all one, a little around it. Null where there are none.
 * @param floor A value that the axis reaches down to in any case, such as 0 for a count.
 */
export function extentOf(lines: readonly (readonly ChartPoint[])[], kind: AxisKind, floor?: number): Extent | null {
  const values = lines.flat().flatMap(({ y }) => (y === null || !Number.isFinite(y) ? [] : [y]));
  if (values.length === 0) return null;
  const lowest = Math.min(...values, ...(floor === undefined ? [] : [floor]));
  const highest = Math.max(...values);
  if (kind === 'log') {
    const [low, high] = [Math.max(SMALLEST, lowest), Math.max(SMALLEST, highest)];
    return low === high ? { low: low / 2, high: high * 2 } : { low, high };
  }
  const around = Math.abs(highest) / 2 || 1;
  return lowest === highest ? { low: lowest - around, high: highest + around } : { low: lowest, high: highest };
}

/** Where a value lies: 0 at the top, 1 at the bottom. */
export function placeOfValue(value: number, { low, high }: Extent, kind: AxisKind): number {
  const share = (along(kind, value) - along(kind, low)) / (along(kind, high) - along(kind, low));
  return 1 - MARGIN - (1 - 2 * MARGIN) * share;
}

/** The values to be named: round ones, few enough to be read. */
export function valueMarks(extent: Extent, kind: AxisKind): Mark[] {
  return roundValues(extent, kind).map((value) => ({ at: placeOfValue(value, extent, kind), text: tidy(value) }));
}

function roundValues({ low, high }: Extent, kind: AxisKind): number[] {
  if (kind === 'log') {
    const digits = [[1, 2, 5], [1, 3], [1]];
    const first = Math.floor(along('log', low));
    const last = Math.ceil(along('log', high));
    const within = (of: readonly number[], every: number): number[] =>
      Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => first + i * every)
        .flatMap((power) => of.map((digit) => Number(`${digit}e${power}`)))
        .filter((value) => value >= low && value <= high);
    const fits = digits.map((of) => within(of, 1)).find(({ length }) => length <= MOST_MARKS);
    const chosen = fits ?? within([1], Math.ceil((last - first) / MOST_MARKS));
    // Within one decade there may be no round value at all.
    return chosen.length > 1 ? chosen : roundValues({ low, high }, 'linear');
  }
  const rough = (high - low) / (MOST_MARKS - 1);
  const power = Math.floor(Math.log10(rough));
  const digit = [1, 2, 5, 10].find((each) => each * 10 ** power >= rough * 0.999) ?? 10;
  const step = digit * 10 ** power;
  const from = Math.ceil(low / step - 1e-9);
  const to = Math.floor(high / step + 1e-9);
  return Array.from({ length: to - from + 1 }, (_, i) => Number(((from + i) * step).toPrecision(12)));
}

/** A value in few characters: `0.52`, `1400`, `3e-4`. */
export function tidy(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size >= 100 ? value.toFixed(0) : size >= 0.01 ? String(Number(value.toPrecision(3))) : value.toExponential(1).replace('.0e', 'e');
  return text.replaceAll('-', '\u2212');
}

/** Where a point lies in a box of 1 by 1; null where it was not measured. */
export function placed({ x, y }: ChartPoint, across: Extent, extent: Extent, kind: AxisKind): { x: number; y: number } | null {
  if (y === null || !Number.isFinite(y)) return null;
  const span = across.high - across.low;
  return { x: span === 0 ? 0.5 : (x - across.low) / span, y: placeOfValue(y, extent, kind) };
}

/** A line as an SVG path in a box of 1 by 1: it is broken where nothing was measured. */
export function linePath(points: readonly ChartPoint[], across: Extent, extent: Extent, kind: AxisKind): string {
  let pen = 'M';
  const parts: string[] = [];
  for (const point of points) {
    const at = placed(point, across, extent, kind);
    if (at === null) {
      pen = 'M';
      continue;
    }
    parts.push(`${pen}${at.x.toFixed(4)} ${at.y.toFixed(4)}`);
    pen = 'L';
  }
  return parts.join('');
}
