/**
 * A pitch curve drawn by hand: a few points of cents over time, joined smoothly in the time that the ear
 * goes by, where the first milliseconds are as wide as the tail. Pure arithmetic.
 */

import { pitchGridSamples, type AudioSpec } from './spec.ts';

export interface CurvePoint {
  /** After the onset; points ascend. */
  ms: number;
  cents: number;
}

/** ms at which warped time turns from even to logarithmic. */
const EVEN_MS = 5;
const warp = (ms: number): number => Math.log2(1 + ms / EVEN_MS);

/**
 * Cents of the curve at times in ms (ascending or not): exactly the points' at theirs, held before the
 * first and after the last, 0 where there is none. In between a piecewise cubic Hermite in warped time
 * whose slopes never overshoot: it rises only where its points do (Fritsch and Carlson, "Monotone
 * piecewise cubic interpolation", SIAM J. Numer. Anal. 17, 1980; slopes by Fritsch and Butland, 1984).
 */
export function centsAt(points: readonly CurvePoint[], times: ArrayLike<number>): Float64Array {
  const out = new Float64Array(times.length);
  if (points.length === 0) return out;
  const x = points.map(({ ms }) => warp(ms));
  const y = points.map(({ cents }) => cents);
  const slopes = slopesOf(x, y);
  const last = points.length - 1;
  for (let i = 0; i < out.length; i++) {
    const at = warp(times[i]);
    if (at <= x[0]) out[i] = y[0];
    else if (at >= x[last]) out[i] = y[last];
    else {
      const k = x.findIndex((end) => end > at) - 1;
      out[i] = hermite((at - x[k]) / (x[k + 1] - x[k]), x[k + 1] - x[k], y[k], y[k + 1], slopes[k], slopes[k + 1]);
    }
  }
  return out;
}

/** Octaves of the curve at each point of a pitch grid whose onset is `spec.onset`. */
export function curveOnGrid(points: readonly CurvePoint[], spec: AudioSpec): Float32Array {
  const times = Float64Array.from(pitchGridSamples(spec), (n) => Math.max(0, (1000 * (n - spec.onset)) / spec.sampleRate));
  return Float32Array.from(centsAt(points, times), (cents) => cents / 1200);
}

/** Slope at each point: level at the ends and at turning points, else the weighted harmonic mean of both sides. */
function slopesOf(x: readonly number[], y: readonly number[]): number[] {
  return x.map((_, k) => {
    if (k === 0 || k === x.length - 1) return 0;
    const [left, right] = [x[k] - x[k - 1], x[k + 1] - x[k]];
    const [before, after] = [(y[k] - y[k - 1]) / left, (y[k + 1] - y[k]) / right];
    if (before * after <= 0) return 0;
    const [a, b] = [2 * right + left, right + 2 * left];
    return (a + b) / (a / before + b / after);
  });
}

/** Cubic with values and slopes given at both ends of a stretch of `width`, `t` from 0 to 1 along it. */
function hermite(t: number, width: number, from: number, to: number, slopeFrom: number, slopeTo: number): number {
  const u = 1 - t;
  return from * (1 + 2 * t) * u * u + to * t * t * (3 - 2 * t) + width * t * u * (slopeFrom * u - slopeTo * t);
}
