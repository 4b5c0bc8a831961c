/** Gains, and gains that move: read and written every few samples, with straight lines between. */

/** Peaks stay so far below a ceiling that rounding to 32 bits does not lift them above it. */
export const ROUNDING_DB = 1e-5;

/** Largest magnitude of each stretch of `step` samples; one more at the end, so that lines can be drawn to it. */
export function stretchPeaks(x: Float64Array, step: number): Float64Array {
  const count = Math.ceil(x.length / step) + 1;
  const peaks = new Float64Array(count);
  for (let k = 0, n = 0; k < count; k++) {
    const end = Math.min(x.length, n + step);
    let peak = 0;
    for (; n < end; n++) {
      const magnitude = Math.abs(x[n]);
      if (magnitude > peak) peak = magnitude;
    }
    peaks[k] = peak;
  }
  return peaks;
}

/** Multiplies `x` in place by `gains`, one every `step` samples from the first. */
export function applyGains(x: Float64Array, gains: Float64Array, step: number): void {
  for (let k = 0, n = 0; n < x.length; k++) {
    const slope = (gains[k + 1] - gains[k]) / step;
    const end = Math.min(x.length, n + step);
    for (let gain = gains[k]; n < end; n++, gain += slope) x[n] *= gain;
  }
}

export function scale(x: Float64Array, gain: number): void {
  for (let n = 0; n < x.length; n++) x[n] *= gain;
}

/** dB to a factor of amplitude. */
export function amplitude(db: number): number {
  return 10 ** (db / 20);
}

/** A factor of amplitude to dB. */
export function decibels(factor: number): number {
  return 20 * Math.log10(factor);
}

/** What a one-pole filter of time constant `ms` keeps of its state over `samples`. */
export function keptOver(samples: number, ms: number, sampleRate: number): number {
  return Math.exp((-1000 * samples) / (ms * sampleRate));
}
