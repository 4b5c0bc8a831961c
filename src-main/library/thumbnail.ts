/** The outline of a sound for its card. Pure. */

import { THUMBNAIL_COLUMNS } from '../../src-preload/contract/library-kick.ts';

/** A column below this share of the peak (-40 dB) would be a line one pixel high. */
const VISIBLE = 0.01;

/**
 * Lowest and highest sample of each of 64 columns in turn, full scale 127. The columns share the
 * sound from its first sample to the last one within 40 dB of the peak, so that a short kick
 * fills its card as a long one does.
 */
export function thumbnailOf(samples: Float32Array): Int8Array {
  const peak = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const length = samples.findLastIndex((x) => Math.abs(x) >= peak * VISIBLE) + 1;
  const out = new Int8Array(2 * THUMBNAIL_COLUMNS);
  for (let c = 0; c < THUMBNAIL_COLUMNS; c++) {
    const from = Math.floor((c * length) / THUMBNAIL_COLUMNS);
    const to = Math.max(from + 1, Math.floor(((c + 1) * length) / THUMBNAIL_COLUMNS));
    let low = Infinity;
    let high = -Infinity;
    for (const x of samples.subarray(from, to)) {
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
    if (low > high) break;
    out[2 * c] = toInt8(low);
    out[2 * c + 1] = toInt8(high);
  }
  return out;
}

function toInt8(x: number): number {
  return Math.round(127 * Math.max(-1, Math.min(1, x)));
}
