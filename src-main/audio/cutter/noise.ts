/**
 * Takes the noise floor of a recording down: a Wiener gain in each frequency over an a-priori
 * signal-to-noise ratio that is tracked decision-directed, which leaves no musical noise (Y. Ephraim
 * and D. Malah, "Speech Enhancement Using a Minimum Mean-Square Error Short-Time Spectral Amplitude
 * Estimator", IEEE ASSP 32(6), 1984, eqs. 51-53; P. Scalart and J. Filho, ICASSP 1996, for the gain).
 * The noise is what the quietest moments have; a sound without such moments is left alone.
 */

import { createStft } from '../stft.ts';

const FRAME = 2048;
const HOP = 512;
/** Weight of the frame before in the a-priori ratio (Ephraim & Malah's .98). */
const MEMORY = 0.98;
/** The noise is taken down by so much, and not to nothing, so that what remains is even. */
const LEAST_GAIN = 10 ** (-20 / 20);
/** The quietest of the frames are taken for noise. */
const NOISE_SHARE = 0.1;
const LEAST_NOISE_FRAMES = 3;
/** Noise is at least so far below the loudest frame (-20 dB), or it is the sound itself. */
const MOST_NOISE = 0.01;

/** @param samples one channel; unchanged @returns as many samples */
export function reduceNoise(samples: Float32Array, sampleRate: number): Float32Array {
  const nFft = sampleRate > 64_000 ? 2 * FRAME : FRAME;
  const stft = createStft({ nFft, hop: (HOP * nFft) / FRAME, length: samples.length });
  const { frames, bins } = stft;
  const re = new Float64Array(frames * bins);
  const im = new Float64Array(frames * bins);
  stft.forward(samples, re, im);
  const noise = noisePower(re, im, frames, bins);
  if (noise === null) return samples.slice();
  const before = new Float64Array(bins);
  for (let t = 0; t < frames; t++) {
    for (let k = 0; k < bins; k++) {
      const i = t * bins + k;
      const ratio = noise[k] > 0 ? (re[i] ** 2 + im[i] ** 2) / noise[k] : Infinity;
      const gain = gainOf(ratio, before[k]);
      before[k] = Number.isFinite(ratio) ? gain * gain * ratio : 0;
      re[i] *= gain;
      im[i] *= gain;
    }
  }
  const out = new Float32Array(samples.length);
  stft.inverse(re, im, out);
  return out;
}

/** @param ratio of power to noise here. @param before what was left of that ratio in the frame before. */
function gainOf(ratio: number, before: number): number {
  if (ratio === Infinity) return 1;
  const prior = MEMORY * before + (1 - MEMORY) * Math.max(0, ratio - 1);
  return Math.max(LEAST_GAIN, prior / (1 + prior));
}

/** Mean power by bin over the quietest frames that are not digital silence; null where they are not quiet beside the loudest. */
function noisePower(re: Float64Array, im: Float64Array, frames: number, bins: number): Float64Array | null {
  const powers = Array.from({ length: frames }, (_, t) => {
    let sum = 0;
    for (let i = t * bins; i < (t + 1) * bins; i++) sum += re[i] ** 2 + im[i] ** 2;
    return { t, sum };
  }).filter(({ sum }) => sum > 0).sort((a, b) => a.sum - b.sum);
  const quiet = powers.slice(0, Math.max(LEAST_NOISE_FRAMES, Math.floor(powers.length * NOISE_SHARE)));
  if (powers.length < 2 * LEAST_NOISE_FRAMES || quiet[quiet.length - 1].sum > MOST_NOISE * powers[powers.length - 1].sum) return null;
  const mean = new Float64Array(bins);
  for (const { t } of quiet) {
    for (let k = 0; k < bins; k++) mean[k] += (re[t * bins + k] ** 2 + im[t * bins + k] ** 2) / quiet.length;
  }
  return mean;
}
