/**
 * Twice and half the sample rate by half-band filters: every second tap is zero and the middle one
 * a half, so that each costs a quarter of a filter of its length. Linear phase and centred; silence
 * is assumed around the samples. For any other ratio there is resample.ts.
 */

import { createScratch } from './scratch.ts';

/** One side of a half-band filter's odd taps: Kaiser-windowed sinc, scaled to unit gain at 0 Hz. */
function halfBand(taps: number, beta: number): Float64Array {
  const bessel = (x: number): number => {
    let sum = 1;
    let term = 1;
    for (let k = 1; k < 30; k++) sum += term *= (x / (2 * k)) ** 2;
    return sum;
  };
  const out = new Float64Array(taps);
  let sum = 0;
  for (let k = 0; k < taps; k++) {
    const at = k + 0.5;
    const window = bessel(beta * Math.sqrt(1 - (at / taps) ** 2)) / bessel(beta);
    out[k] = (Math.sin(Math.PI * at) / (Math.PI * at)) * window;
    sum += 2 * out[k];
  }
  return out.map((v) => v / sum);
}

/** Between a rate and its double: 20 kHz of 22.05 pass. */
export const STEEP = halfBand(16, 7);
/** Between twice and four times a rate, where an octave of room is left. */
export const WIDE = halfBand(5, 7);

const edgedScratch = createScratch();
const sumsScratch = createScratch();

/** `x` at twice its rate, in `out` (twice as long). */
export function twice(x: Float64Array, taps: Float64Array, out: Float64Array = new Float64Array(2 * x.length)): Float64Array {
  const count = x.length;
  const edged = edgedScratch(count + 2 * taps.length + FOUR);
  edged.fill(0, 0, taps.length);
  edged.set(x, taps.length);
  edged.fill(0, taps.length + count, count + 2 * taps.length + FOUR);
  const sums = sumsScratch(count + FOUR).fill(0, 0, count);
  addPairs(edged, taps, sums, count);
  for (let n = 0; n < count; n++) {
    out[2 * n] = x[n];
    out[2 * n + 1] = sums[n];
  }
  return out;
}

/** `x` (an even number of samples) at half its rate, in `out` (half as long), what lies above the new Nyquist filtered away. */
export function half(x: Float64Array, taps: Float64Array, out: Float64Array = new Float64Array(x.length / 2)): Float64Array {
  const count = x.length / 2;
  // Only odd samples meet the odd taps: taken out, so that the sums run over neighbours.
  const edged = edgedScratch(count + 2 * taps.length + FOUR);
  edged.fill(0, 0, taps.length + 1);
  for (let n = 0; n < count; n++) edged[taps.length + 1 + n] = x[2 * n + 1];
  edged.fill(0, taps.length + 1 + count, count + 2 * taps.length + FOUR);
  const sums = sumsScratch(count + FOUR);
  for (let n = 0; n < count; n++) sums[n] = x[2 * n];
  addPairs(edged, taps, sums, count);
  for (let n = 0; n < count; n++) out[n] = 0.5 * sums[n];
  return out;
}

/** Outputs that are summed at once: their samples overlap, and so are loaded once. */
const FOUR = 4;

/** To each of `count` sums, rounded up to four, the samples on both sides of it: with R taps, `edged[n + R]` is the first to the left of sum n. */
function addPairs(edged: Float64Array, taps: Float64Array, sums: Float64Array, count: number): void {
  const reach = taps.length;
  for (let n = 0; n < count; n += FOUR) {
    let left = n + reach;
    let right = n + reach + FOUR;
    let sum0 = sums[n], sum1 = sums[n + 1], sum2 = sums[n + 2], sum3 = sums[n + 3];
    let left0 = edged[left], left1 = edged[left + 1], left2 = edged[left + 2], left3 = edged[left + 3];
    let right0 = left1, right1 = left2, right2 = left3, right3 = edged[right];
    for (let k = 0; k < reach; k++) {
      const tap = taps[k];
      sum0 += tap * (left0 + right0);
      sum1 += tap * (left1 + right1);
      sum2 += tap * (left2 + right2);
      sum3 += tap * (left3 + right3);
      left3 = left2;
      left2 = left1;
      left1 = left0;
      left0 = edged[--left];
      right0 = right1;
      right1 = right2;
      right2 = right3;
      right3 = edged[++right];
    }
    sums[n] = sum0;
    sums[n + 1] = sum1;
    sums[n + 2] = sum2;
    sums[n + 3] = sum3;
  }
}
