/** The fault `clipped`: peaks cut flat, at full scale or, where the sound was turned down afterwards, anywhere below. */

import type { Finding } from '../../../src-preload/contract/faults.ts';
import { peakOf } from '../level.ts';

/** What lies this close to the largest sample is as large: the dither of 16 bits, and rounding. */
const BAND = { ofFullScale: 3.2 / 32_768, ofPeak: 1e-4 };
/** A round peak is three times as wide nine times as far below its top (a parabola); a flat one hardly wider. */
const FURTHER = 9;
const MOST_WIDER = 1.3;
/** Fewer samples than this at the top are the tip of a click, which nobody hears as clipped. */
const LEAST_SAMPLES = 12;
/** Sounds up to this length are mended in a second at most. */
const MENDED_SECONDS = 4;

/** @param mono one channel as it stands in the file, at `sampleRate` Hz */
export function findClipping(mono: Float32Array, sampleRate: number): Finding | null {
  const upper = flatTop(mono, 1);
  const lower = flatTop(mono, -1);
  const worse = upper.samples >= lower.samples ? upper : lower;
  if (worse.samples === 0) return null;
  const db = 20 * Math.log10(worse.top);
  return {
    code: 'clipped',
    detail: `${String(upper.samples + lower.samples)} samples of flat peaks at ${db.toFixed(1)} dBFS`,
    at: [worse.first / sampleRate, worse.last / sampleRate],
    like: null,
    // A recording is cut into hits first: restoring takes as long as there are peaks.
    fix: mono.length <= MENDED_SECONDS * sampleRate ? 'declip' : null,
  };
}

/** From where on the peaks of a channel are flat, above and (as a positive level) below; Infinity where they are round. */
export function flatPeaks(mono: Float32Array): { upper: number; lower: number } {
  const from = (sign: 1 | -1): number => {
    const { samples, least } = flatTop(mono, sign);
    return samples > 0 ? least : Infinity;
  };
  return { upper: from(1), lower: from(-1) };
}

/** Samples in the flat peaks of one side, 0 where its peaks are round: those of at least `least`. */
function flatTop(x: Float32Array, sign: 1 | -1): { samples: number; first: number; last: number; top: number; least: number } {
  let top = 0;
  for (const value of x) top = Math.max(top, sign * value);
  const band = BAND.ofFullScale + BAND.ofPeak * peakOf(x);
  const least = top - band;
  let samples = 0;
  let wider = 0;
  let first = -1;
  let last = -1;
  for (let n = 0; n < x.length; n++) {
    if (sign * x[n] >= top - FURTHER * band) wider += 1;
    if (sign * x[n] < least) continue;
    samples += 1;
    if (first < 0) first = n;
    last = n;
  }
  return { samples: samples >= LEAST_SAMPLES && wider <= MOST_WIDER * samples ? samples : 0, first, last, top, least };
}
