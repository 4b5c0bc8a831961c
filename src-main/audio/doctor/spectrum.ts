/** The power of a whole sound by frequency: what bandwidth and kind are told by. */

import { createRealFft } from '../fft.ts';
import { hann } from '../stft.ts';

export interface Spectrum {
  /** Summed over all frames, by bin. */
  power: Float64Array;
  /** Hz between two bins. */
  step: number;
}

const FRAME = 4096;
const HOP = 1024;
const fft = createRealFft(FRAME);
const window = hann(FRAME);

/** Of mono `samples` at `sampleRate` Hz; silence lies around them. */
export function spectrumOfWhole(samples: Float32Array, sampleRate: number): Spectrum {
  const frame = new Float64Array(FRAME);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  const power = new Float64Array(fft.bins);
  for (let start = -FRAME / 2; start < samples.length; start += HOP) {
    for (let i = 0; i < FRAME; i++) frame[i] = start + i >= 0 && start + i < samples.length ? samples[start + i] * window[i] : 0;
    fft.forward(frame, re, im);
    for (let k = 0; k < fft.bins; k++) power[k] += re[k] ** 2 + im[k] ** 2;
  }
  return { power, step: sampleRate / FRAME };
}

/** Power from one frequency to another, as a share of all; 0 in silence. */
export function shareBetween({ power, step }: Spectrum, fromHz: number, toHz: number): number {
  let [within, all] = [0, 0];
  power.forEach((value, k) => {
    all += value;
    if (k * step >= fromHz && k * step < toHz) within += value;
  });
  return all === 0 ? 0 : within / all;
}
