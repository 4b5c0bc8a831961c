/** The fault `cut_tail`: a sound that ends while it sounds. */

import type { Finding } from '../../../src-preload/contract/faults.ts';
import { peakOf } from '../level.ts';

/**
 * A sound whose last 5 ms still reach this was cut: the level at which hand-made marks of 140 real
 * kicks divide them (the quietest that are called cut end at -39.9 dB, the loudest others at -41.3).
 */
const CUT_DB = -40.5;
const END_SECONDS = 0.005;
/** What lies this far below the peak behind a sound is padding; a sound that ended so loud before it was cut too. */
const PADDING_DB = -80;
const CUT_BEFORE_PADDING_DB = -30;

/** @param mono samples at `sampleRate` Hz without offset */
export function findCutTail(mono: Float32Array, sampleRate: number): Finding | null {
  const peak = peakOf(mono);
  const length = Math.round(END_SECONDS * sampleRate);
  let end = mono.length;
  while (end > 0 && Math.abs(mono[end - 1]) < peak * 10 ** (PADDING_DB / 20)) end--;
  const padded = mono.length - end > length;
  if (!padded) end = mono.length;
  const from = Math.max(0, end - length);
  const db = 20 * Math.log10(peakOf(mono.subarray(from, end)) / peak);
  if (!(db > (padded ? CUT_BEFORE_PADDING_DB : CUT_DB))) return null;
  return { code: 'cut_tail', detail: `ends ${(-db).toFixed(0)} dB below its peak`, at: [from / sampleRate, end / sampleRate], like: null, fix: 'fade_tail' };
}
