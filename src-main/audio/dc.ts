/** Constant offset of a one-shot, as a converter or a plug-in adds it. Not a high-pass filter. */

import { peakOf } from './level.ts';

/** Stretches at the end of the sound to look at, longest first, in seconds. */
const STRETCHES = [0.5, 0.25, 0.1, 0.05] as const;
/** Each is read through this many Hann windows that overlap by half. */
const WINDOWS = 4;
/** They must agree within this share of their mean: what drifts or rings is no offset. */
const MAX_SPREAD = 0.2;
/** Offsets below this share of the peak (-80 dB) are left. */
const MIN_OF_PEAK = 1e-4;

/**
 * The offset of `samples`, read off their end; 0 where none can be told from the sound.
 *
 * Not the mean: a kick's lobes are few, large and lopsided, so that its mean is part of the
 * sound (up to half of full scale was seen on a 100 ms kick without any offset). An offset is in
 * the quiet tail too, and there it stands still.
 */
export function estimateDc(samples: Float32Array, sampleRate: number): number {
  const peak = peakOf(samples);
  for (const seconds of STRETCHES) {
    const hop = Math.floor((seconds * sampleRate) / (WINDOWS + 1));
    const stretch = hop * (WINDOWS + 1);
    if (stretch > samples.length / 2) continue;
    const from = samples.length - stretch;
    const means = Array.from({ length: WINDOWS }, (_, i) => hannMean(samples, from + i * hop, 2 * hop));
    const mean = means.reduce((a, b) => a + b) / WINDOWS;
    const spread = Math.max(...means) - Math.min(...means);
    if (spread <= MAX_SPREAD * Math.abs(mean)) return Math.abs(mean) > MIN_OF_PEAK * peak ? mean : 0;
  }
  return 0;
}

function hannMean(samples: Float32Array, from: number, length: number): number {
  let sum = 0;
  for (let n = 0; n < length; n++) {
    sum += samples[from + n] * (0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / length));
  }
  return sum / (length / 2);
}
