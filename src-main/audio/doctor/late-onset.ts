/** The fault `late_onset`: silence or noise ahead of the sound. */

import type { Finding } from '../../../src-preload/contract/faults.ts';
import { findOnset } from '../onset.ts';

/**
 * A sound that begins later than this is played late. Of 140 real kicks the median begins 0.1 ms
 * in and all but one within 5 ms; 10 ms between two sounds are heard as a flam (design.md 3).
 */
const LATE_SECONDS = 0.01;

/** @param mono samples at `sampleRate` Hz without offset */
export function findLateOnset(mono: Float32Array, sampleRate: number): Finding | null {
  const seconds = (findOnset(mono) ?? 0) / sampleRate;
  if (seconds <= LATE_SECONDS) return null;
  return { code: 'late_onset', detail: `begins after ${(1000 * seconds).toFixed(0)} ms`, at: [0, seconds], like: null, fix: 'trim_start' };
}
