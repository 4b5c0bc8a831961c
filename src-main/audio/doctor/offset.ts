/** The fault `dc`: a sound that does not swing around zero. */

import type { Finding } from '../../../src-preload/contract/faults.ts';
import { estimateDc } from '../dc.ts';
import { peakOf } from '../level.ts';

/** Offsets below this share of the peak (-40 dB) do no harm: preparation takes them out. */
const LEAST_OF_PEAK = 0.01;

/** @param mono samples at `sampleRate` Hz, as they stand in the file */
export function findOffset(mono: Float32Array, sampleRate: number): Finding | null {
  const offset = estimateDc(mono, sampleRate);
  const share = Math.abs(offset) / peakOf(mono);
  if (!(share > LEAST_OF_PEAK)) return null;
  return { code: 'dc', detail: `an offset of ${(100 * share).toFixed(1)} % of the peak`, at: null, like: null, fix: 'remove_dc' };
}
