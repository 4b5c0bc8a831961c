/** How loud a sound is over time, as one line: its peaks, joined smoothly. */

/** Long enough to hold a peak of the lowest tone that is heard, 20 Hz, whose peaks lie 25 ms apart. */
const HOLD_SECONDS = 0.025;
const STEP_SECONDS = 0.001;

export interface Envelope {
  /** Levels 0 to 1, one each `step` seconds from the first sample on. */
  levels: Float32Array;
  step: number;
}

/** The largest absolute sample within half of HOLD_SECONDS to either side, averaged over as long. */
export function envelope(samples: Float32Array, sampleRate: number): Envelope {
  const hop = Math.max(1, Math.round(STEP_SECONDS * sampleRate));
  const count = Math.ceil(samples.length / hop);
  const peaks = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const end = Math.min(samples.length, (i + 1) * hop);
    let peak = 0;
    for (let n = i * hop; n < end; n++) peak = Math.max(peak, Math.abs(samples[n]));
    peaks[i] = peak;
  }
  const hold = Math.round((HOLD_SECONDS * sampleRate) / hop);
  const held = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const half = hold >> 1;
    let peak = 0;
    for (let k = Math.max(0, i - half); k <= Math.min(count - 1, i + half); k++) peak = Math.max(peak, peaks[k]);
    held[i] = peak;
  }
  return { levels: smoothed(held, hold >> 1), step: hop / sampleRate };
}

/** Mean over `width` neighbours, fewer at the ends. */
function smoothed(values: Float32Array, width: number): Float32Array {
  const out = new Float32Array(values.length);
  const half = width >> 1;
  for (let i = 0; i < values.length; i++) {
    const from = Math.max(0, i - half);
    const to = Math.min(values.length, i + half + 1);
    let sum = 0;
    for (let k = from; k < to; k++) sum += values[k];
    out[i] = sum / (to - from);
  }
  return out;
}
