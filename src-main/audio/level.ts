/** The level of training targets. Not the level of what is played or saved: that is peak-normalised. */

import { integratedLoudness } from './loudness.ts';

/** design.md 3. */
export const TARGET_LUFS = -14;
export const PEAK_DBFS = -1;

/** Largest magnitude; 0 for no samples. */
export function peakOf(samples: Float32Array | Float64Array): number {
  // By index and comparison: an iterator with Math.max takes four times as long.
  let peak = 0;
  for (let n = 0; n < samples.length; n++) {
    const x = Math.abs(samples[n]);
    if (x > peak) peak = x;
  }
  return peak;
}

/** Scales in place to -14 LUFS, or to a peak of -1 dBFS where that is reached first. Silence stays. */
export function levelForTraining(samples: Float32Array, sampleRate: number): void {
  const peak = peakOf(samples);
  if (peak === 0) return;
  const byPeak = 10 ** (PEAK_DBFS / 20) / peak;
  const loudness = integratedLoudness([samples], sampleRate);
  const byLoudness = Number.isFinite(loudness) ? 10 ** ((TARGET_LUFS - loudness) / 20) : Infinity;
  const gain = Math.min(byPeak, byLoudness);
  for (let i = 0; i < samples.length; i++) samples[i] *= gain;
}
