/**
 * Clipper under a true-peak ceiling. What passes the threshold at four times the rate is taken
 * away, filtered back to the rate; the sound is not touched anywhere else. The filter makes the
 * clipped tops overshoot, so the threshold is lowered until the true peak fits.
 */

import type { EffectOf } from '../../../src-preload/contract/effects.ts';
import { peakOf } from '../level.ts';
import { createScratch } from '../scratch.ts';
import { truePeak } from '../true-peak.ts';
import { amplitude, ROUNDING_DB, scale } from './gain.ts';
import { down, up } from '../oversampling.ts';

const excessScratch = createScratch();

/** Thresholds that are tried; what is over the ceiling then is taken off by gain, as is what is hardly over it. */
const ATTEMPTS = 3;
const HARDLY_OVER = 1.005;
/** Between two samples the waveform can be so much larger than either, at most. */
const MOST_BETWEEN = 2.5;
/** Samples that the filters reach. */
const REACH = 64;

/** `x` in place, its true peak at or below the ceiling. */
export function clip(x: Float64Array, { driveDb, kneeDb, ceilingDb }: EffectOf<'clipper'>): Float64Array {
  scale(x, amplitude(driveDb));
  const ceiling = amplitude(ceilingDb - ROUNDING_DB);
  const bendsFrom = ceiling * amplitude(-kneeDb);
  const { from, to } = spanAbove(x, bendsFrom / MOST_BETWEEN);
  if (from === to) return x;
  const plain = x.slice(from, to);
  const high = up(plain);
  const excess = excessScratch(high.length).subarray(0, high.length);
  const away = new Float64Array(plain.length);

  let lowered = 1;
  for (let attempt = 1; ; attempt++) {
    takeExcess(high, excess, lowered * bendsFrom, lowered * ceiling);
    down(excess, away);
    for (let n = 0; n < plain.length; n++) x[from + n] = plain[n] - away[n];
    const peak = truePeak(x);
    if (peak <= ceiling) return x;
    if (attempt === ATTEMPTS || peak < HARDLY_OVER * ceiling) {
      scale(x, ceiling / peak);
      return x;
    }
    lowered *= ceiling / peak;
  }
}

/**
 * What is above the curve that goes straight up to `from`, and from there is bent, with the slope it
 * has, towards `ceiling`, or cut where they are one.
 */
export function takeExcess(x: Float64Array, excess: Float64Array, from: number, ceiling: number): void {
  const room = ceiling - from;
  const squared = 1 / (room * room);
  for (let n = 0; n < x.length; n++) {
    const v = x[n];
    const over = Math.abs(v) - from;
    if (over <= 0) excess[n] = 0;
    else {
      const above = room === 0 ? over : over - over / Math.sqrt(1 + over * over * squared);
      excess[n] = v < 0 ? -above : above;
    }
  }
}

/** From the first to behind the last sample above `level`, with what the filters reach; empty where there is none. */
function spanAbove(x: Float64Array, level: number): { from: number; to: number } {
  if (peakOf(x) <= level) return { from: 0, to: 0 };
  const above = (v: number): boolean => Math.abs(v) > level;
  return { from: Math.max(0, x.findIndex(above) - REACH), to: Math.min(x.length, x.findLastIndex(above) + REACH) };
}
