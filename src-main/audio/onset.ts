/**
 * Where a one-shot begins. A level threshold, not a transient detector: it presumes one sound
 * that starts from (near) silence.
 */

import { peakOf } from './level.ts';

/** dB below the peak that counts as begun (design.md 3: a median of 0.1 ms in, up to 38 ms). */
const ONSET_DB = -40;

/**
 * Index of the first sample within 40 dB of the peak, or undefined when all samples are zero.
 * Never the peak itself unless the sound starts there: a kick's peak lies 1-47 ms later.
 * @param peak of the samples, where the caller has it.
 */
export function findOnset(samples: Float32Array, peak = peakOf(samples)): number | undefined {
  if (peak === 0) return undefined;
  const threshold = peak * 10 ** (ONSET_DB / 20);
  return samples.findIndex((x) => Math.abs(x) >= threshold);
}
