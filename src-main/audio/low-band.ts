/**
 * The low band of a sound, decimated, which is all that pitch tracking looks at.
 * Not a general resampler: the filter is a Gaussian, chosen because it does not ring, so that
 * nothing shows up ahead of the onset.
 */

export interface LowBand {
  samples: Float64Array;
  /** Hz. */
  rate: number;
  /** Input samples per sample; sample k lies exactly on input sample k * factor. */
  factor: number;
}

const FACTOR = 4;
/** -3 dB point in Hz: above the highest pitch (800 Hz), below most of a beater's click. */
const CUTOFF_HZ = 1200;

/** `samples` at `sampleRate` Hz, low-passed at 1.2 kHz without phase shift, every fourth kept. */
export function lowBand(samples: Float32Array, sampleRate: number): LowBand {
  // exp(-(f / s)^2 / 2) is 1/sqrt(2) at s sqrt(ln 2); its transform is a Gaussian of 1 / (2 pi s).
  const sigma = (sampleRate * Math.sqrt(Math.LN2)) / (2 * Math.PI * CUTOFF_HZ);
  const reach = Math.ceil(4 * sigma);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / sigma) ** 2));
  const sum = kernel.reduce((a, b) => a + b);
  const out = new Float64Array(Math.floor((samples.length - 1) / FACTOR) + 1);
  for (let k = 0; k < out.length; k++) {
    const centre = k * FACTOR;
    const first = Math.max(0, centre - reach);
    const last = Math.min(samples.length - 1, centre + reach);
    let acc = 0;
    for (let n = first; n <= last; n++) acc += samples[n] * kernel[n - centre + reach];
    out[k] = acc / sum;
  }
  return { samples: out, rate: sampleRate / FACTOR, factor: FACTOR };
}
