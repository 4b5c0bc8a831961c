/**
 * Short-time Fourier transform with centred frames, and its least-squares inverse.
 * Frame t is centred at sample t * hop; outside the signal there are zeros (no reflection: a
 * one-shot has silence on both sides). Spectra are row-major [frames][bins], double precision.
 * Not a mel spectrogram: see mel.ts.
 */

import { createRealFft } from './fft.ts';

export interface StftShape {
  readonly nFft: number;
  readonly hop: number;
  /** Samples of the signals this plan transforms; shorter ones are taken as followed by zeros. */
  readonly length: number;
}

export interface Stft extends StftShape {
  /** ceil(length / hop): the frame centred just past the end is left out. */
  readonly frames: number;
  /** nFft / 2 + 1. */
  readonly bins: number;
  /** Periodic Hann, nFft values. */
  readonly window: Float64Array;
  /** Transforms frame `t` of `x` into `bins` values of `re` and `im` from index `at` on. */
  frame(x: Float32Array, t: number, re: Float64Array, im: Float64Array, at?: number): void;
  /** Transforms the first `count` frames (all by default) into rows 0..count-1 of `re`, `im`. */
  forward(x: Float32Array, re: Float64Array, im: Float64Array, count?: number): void;
  /**
   * Least-squares signal of a possibly inconsistent spectrogram (Griffin & Lim 1984, eq. 6):
   * sum_t w y_t / sum_t w^2. Rows from `count` on are taken as zero, so that the sound fades out
   * along the last window instead of being cut. Fills `out` (`length` samples).
   */
  inverse(re: Float64Array, im: Float64Array, out: Float32Array, count?: number): void;
}

/** Periodic Hann window: 0.5 - 0.5 cos(2 pi i / n). */
export function hann(n: number): Float64Array {
  const w = new Float64Array(n);
  for (let i = 0; i < n; i++) w[i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n);
  return w;
}

/** Allocates the plan's scratch once; keep the plan and reuse it. `hop` must be nFft / 4 or less. */
export function createStft({ nFft, hop, length }: StftShape): Stft {
  if (hop < 1 || hop > nFft / 4) {
    throw new RangeError(`hop ${String(hop)} is over a quarter of n_fft ${String(nFft)}`);
  }
  const fft = createRealFft(nFft);
  const { bins } = fft;
  const half = nFft / 2;
  const frames = Math.ceil(length / hop);
  const window = hann(nFft);
  const segment = new Float64Array(nFft);
  // Overlap-add buffer: sample i of the signal stands at i + half.
  const sum = new Float64Array(length + 2 * nFft);
  const gain = inverseWindowPower(window, hop, frames, length);

  const frame = (
    x: Float32Array,
    t: number,
    re: Float64Array,
    im: Float64Array,
    at = 0,
  ): void => {
    const start = t * hop - half;
    const from = Math.max(0, -start);
    const to = Math.max(from, Math.min(nFft, x.length - start));
    if (from > 0) segment.fill(0, 0, from);
    for (let i = from; i < to; i++) segment[i] = x[start + i] * window[i];
    if (to < nFft) segment.fill(0, to);
    fft.forward(segment, re, im, at);
  };

  return {
    nFft,
    hop,
    length,
    frames,
    bins,
    window,
    frame,
    forward: (x, re, im, count = frames) => {
      for (let t = 0; t < count; t++) frame(x, t, re, im, t * bins);
    },
    inverse: (re, im, out, count = frames) => {
      const end = Math.min(length, (count - 1) * hop + half);
      sum.fill(0, 0, Math.max(0, end) + nFft);
      for (let t = 0; t < count; t++) {
        fft.inverse(re, im, segment, t * bins);
        const start = t * hop;
        for (let i = 0; i < nFft; i++) sum[start + i] += segment[i] * window[i];
      }
      for (let i = 0; i < end; i++) out[i] = sum[i + half] * gain[i];
      out.fill(0, Math.max(0, end));
    },
  };
}

/** Scales cells 0..cells-1 of (re, im) to the given power, phase kept; zero stays zero. In place. */
export function takePower(
  power: Float64Array,
  re: Float64Array,
  im: Float64Array,
  cells: number,
): void {
  for (let i = 0; i < cells; i++) {
    const a = re[i];
    const b = im[i];
    const gain = Math.sqrt(power[i] / (a * a + b * b + 1e-30));
    re[i] = a * gain;
    im[i] = b * gain;
  }
}

/** 1 / sum_t w^2 at each sample, for centred frames 0..frames-1. */
export function inverseWindowPower(
  window: Float64Array,
  hop: number,
  frames: number,
  length: number,
): Float64Array {
  const half = window.length / 2;
  const power = new Float64Array(length);
  for (let t = 0; t < frames; t++) {
    const start = t * hop - half;
    const to = Math.min(window.length, length - start);
    for (let i = Math.max(0, -start); i < to; i++) power[start + i] += window[i] * window[i];
  }
  // With hop <= nFft / 4 every sample, the last one too, lies within nFft / 4 of a frame's centre,
  // where w >= 1/2: the sum is never below 1/4 and nothing is blown up at the edges.
  return power.map((p) => 1 / p);
}
