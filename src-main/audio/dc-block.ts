/** Removes an offset that changes with time. A constant one in a recording is `prepare`'s affair. */

const CORNER_HZ = 6;

/** First-order high-pass at 6 Hz, in place: asymmetric drive and unipolar pulses leave an offset. */
export function blockDc(x: Float32Array | Float64Array, sampleRate: number): void {
  const pole = Math.exp((-2 * Math.PI * CORNER_HZ) / sampleRate);
  let before = 0;
  let y = 0;
  for (let n = 0; n < x.length; n++) {
    y = pole * (y + x[n] - before);
    before = x[n];
    x[n] = y;
  }
}
