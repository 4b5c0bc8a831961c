/** The fault `late_onset`: silence or noise ahead of the sound. */

import type { Finding } from '../../../src-preload/contract/faults.ts';
import { findOnset } from '../onset.ts';
import { peakOf } from '../level.ts';

/**
 * A sound that begins later than this is played late: some 10 ms between two sounds are heard as a
 * flam. Of 140 real kicks all but two begin within 5 ms, one of them slowly, after 11 ms.
 */
const LATE_SECONDS = 0.012;
/** What stands before the sound is looked at for so long. */
const BEFORE_SECONDS = 0.005;
/** The sound begins at this many times what stands before it, where that is noise below a tenth of its peak (-20 dB). */
const OVER_NOISE = 3;
const MOST_NOISE = 0.1;

/** @param mono samples at `sampleRate` Hz without offset */
export function findLateOnset(mono: Float32Array, sampleRate: number): Finding | null {
  const seconds = beginOf(mono, sampleRate) / sampleRate;
  if (seconds <= LATE_SECONDS) return null;
  return { code: 'late_onset', detail: `begins after ${(1000 * seconds).toFixed(0)} ms`, at: [0, seconds], like: null, fix: 'trim_start' };
}

/** The sample at which a sound begins: that of `findOnset`, or above the noise that it stands in. */
export function beginOf(mono: Float32Array, sampleRate: number): number {
  const peak = peakOf(mono);
  const onset = findOnset(mono, peak) ?? 0;
  const noise = peakOf(mono.subarray(0, Math.round(BEFORE_SECONDS * sampleRate)));
  if (noise * OVER_NOISE > MOST_NOISE * peak) return onset;
  return Math.max(onset, mono.findIndex((x) => Math.abs(x) > OVER_NOISE * noise));
}
