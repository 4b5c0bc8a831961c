/** The fault `silent`: nothing to be heard. */

import type { Finding } from '../../../src-preload/contract/faults.ts';
import { peakOf } from '../level.ts';

/** -60 dBFS, as in preparation. */
const SILENT_PEAK = 1e-3;

/** @param mono samples without offset */
export function findSilence(mono: Float32Array): Finding | null {
  const peak = peakOf(mono);
  if (peak >= SILENT_PEAK) return null;
  return silent(peak === 0 ? 'no sample differs from zero' : `its peak is ${(20 * Math.log10(peak)).toFixed(0)} dBFS`);
}

/** The fault in its own words, for whoever knows it from elsewhere. */
export function silent(detail: string): Finding {
  return { code: 'silent', detail, at: null, like: null, fix: 'leave_out' };
}
