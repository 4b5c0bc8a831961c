/** True peak after ITU-R BS.1770-4, annex 2: the largest magnitude at four times the rate. A measure only. */

import { peakOf } from './level.ts';

/** The annex's interpolating filter (order 48, four phases), for any rate; phases 2 and 3 mirror 1 and 0. */
const PHASE_0 = [
  0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625,
  0.97216796875, -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
];
const PHASE_1 = [
  -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625,
  0.77978515625, -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
];
const TAPS = PHASE_0.length;
const sumOf = (taps: readonly number[]): number => taps.reduce((sum, tap) => sum + tap, 0);
/** The most that a phase makes of samples that are all 1, and of samples of magnitude 1. */
const FLAT_GAIN = Math.max(sumOf(PHASE_0), sumOf(PHASE_1));
const MOST_GAIN = Math.max(...[PHASE_0, PHASE_1].map((taps) => sumOf(taps.map(Math.abs))));
/** Samples that are looked at before they are interpolated: most of a kick cannot hold the peak. */
const BLOCK = 8;

/** The true peak of `samples` (silence around them), linear; at least their largest magnitude. */
export function truePeak(samples: Float32Array | Float64Array): number {
  const length = samples.length;
  let peak = peakOf(samples);
  const edged = new Float64Array(length + 2 * TAPS);
  edged.set(samples, TAPS);
  for (let from = 0; from < length + TAPS; from += BLOCK) {
    const to = Math.min(length + TAPS, from + BLOCK);
    if (mostBetween(edged, from, to + TAPS) <= peak) continue;
    for (let n = from; n < to; n++) {
      let a = 0, b = 0, c = 0, d = 0;
      for (let k = 0; k < TAPS; k++) {
        const forward = edged[n + TAPS - 1 - k];
        const backward = edged[n + k];
        a += PHASE_0[k] * forward;
        b += PHASE_1[k] * forward;
        c += PHASE_1[k] * backward;
        d += PHASE_0[k] * backward;
      }
      peak = Math.max(peak, Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d));
    }
  }
  return peak;
}

/** What lies between samples is at most so large: as if all were the middle one, and each then as far off it as it can be. */
function mostBetween(x: Float64Array, from: number, to: number): number {
  let low = x[from];
  let high = low;
  for (let n = from + 1; n < to; n++) {
    const v = x[n];
    if (v < low) low = v;
    else if (v > high) high = v;
  }
  return FLAT_GAIN * Math.abs(0.5 * (low + high)) + MOST_GAIN * 0.5 * (high - low);
}
