/** The fault `dc`: a sound that does not swing around zero. */

import type { Finding } from '../../../src-preload/contract/faults.ts';
import { estimateDc } from '../dc.ts';
import { peakOf } from '../level.ts';

/**
 * Offsets below this share of the peak do no harm. Of 140 real kicks, those that are listed without
 * an offset have a mean of .009 at most.
 */
const LEAST_OF_PEAK = 0.012;

/** @param mono samples at `sampleRate` Hz, as they stand in the file */
export function findOffset(mono: Float32Array, sampleRate: number): Finding | null {
  const share = Math.abs(offsetOf(mono, sampleRate)) / peakOf(mono);
  if (!(share > LEAST_OF_PEAK)) return null;
  return { code: 'dc', detail: `an offset of ${(100 * share).toFixed(1)} % of the peak`, at: null, like: null, fix: 'remove_dc' };
}

/**
 * The offset of a sound, full scale = 1. Where none is to be told from its end (`estimateDc`), as
 * in a short sound that rings on to it, the mean of the whole and the weighted mean of its second
 * half are asked: an offset is in both, a lopsided lobe in one of them. The smaller counts, and
 * none where they are of two signs.
 */
export function offsetOf(mono: Float32Array, sampleRate: number): number {
  const told = estimateDc(mono, sampleRate);
  if (told !== 0) return told;
  const whole = mono.reduce((sum, x) => sum + x, 0) / mono.length;
  const half = Math.floor(mono.length / 2);
  const late = mono.subarray(mono.length - half).reduce((sum, x, n) => sum + x * (0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / half)), 0) / (half / 2);
  if (whole * late <= 0) return 0;
  const offset = Math.abs(whole) < Math.abs(late) ? whole : late;
  return Math.abs(offset) > LEAST_OF_PEAK * peakOf(mono) ? offset : 0;
}
