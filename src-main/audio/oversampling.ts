/** Four times the rate and back, in working memory that is kept: each call overwrites what the last one gave. */

import { half, STEEP, twice, WIDE } from './half-band.ts';
import { createScratch } from './scratch.ts';

export const FACTOR = 4;

const doubled = createScratch();
const quadrupled = createScratch();

/** `x` at FACTOR times its rate. */
export function up(x: Float64Array): Float64Array {
  const middle = twice(x, STEEP, doubled(2 * x.length).subarray(0, 2 * x.length));
  return twice(middle, WIDE, quadrupled(FACTOR * x.length).subarray(0, FACTOR * x.length));
}

/** `high` at its rate over FACTOR, in `out`. */
export function down(high: Float64Array, out: Float64Array): Float64Array {
  const middle = half(high, WIDE, doubled(high.length / 2).subarray(0, high.length / 2));
  return half(middle, STEEP, out);
}
