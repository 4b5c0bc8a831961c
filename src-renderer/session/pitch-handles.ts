/** The points that a kick's pitch is pulled by: where they lie, and the curve that they make. Pure. */

import { MOST_CENTS, type PitchCurve } from '../../src-preload/contract/shape.ts';

/** ms after the onset: where a kick's pitch falls fastest they lie closest. */
const HANDLES_MS = [0, 5, 10, 20, 40, 80, 160, 320];

/** A point for each handle: those of a curve that has its own, else the usual ones, level. */
export function handlesOf(curve: PitchCurve): PitchCurve {
  return curve.length > 0 ? curve : HANDLES_MS.map((ms) => ({ ms, cents: 0 }));
}

/** The curve with the handle at `ms` moved to `cents`, held in range; none where all are level. */
export function pulled(curve: PitchCurve, ms: number, cents: number): PitchCurve {
  const held = Math.min(MOST_CENTS, Math.max(-MOST_CENTS, cents));
  const points = handlesOf(curve).map((point) => (point.ms === ms ? { ms, cents: held } : point));
  return points.every((point) => point.cents === 0) ? [] : points;
}

/** Hz of a track of [ms, Hz] at a time: straight between its points, held beyond them. null where it has none. */
export function hzAt(points: readonly (readonly [ms: number, hz: number])[], ms: number): number | null {
  if (points.length === 0) return null;
  const next = points.findIndex(([at]) => at >= ms);
  if (next === 0) return points[0][1];
  if (next < 0) return points[points.length - 1][1];
  const [[from, low], [to, high]] = [points[next - 1], points[next]];
  return low * (high / low) ** ((ms - from) / (to - from));
}
