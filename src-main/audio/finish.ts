/**
 * The plain output of a synthesised sound: trimmed at both ends, no DC at the end, peak at
 * -1 dBFS. Effects come after it, not here.
 */

import { peakOf } from './level.ts';
import { findOnset } from './onset.ts';
import type { AudioSpec } from './spec.ts';

/** -1 dBFS. */
const PEAK = 10 ** (-1 / 20);
/** Kept ahead of the onset: just under 1 ms at 44.1 kHz. */
const LEAD_SAMPLES = 44;
const RAMP_SAMPLES = 16;
/** -72 dBFS on the finished sound: below it the tail counts as over. */
const TAIL_OVER = 10 ** (-72 / 20);
const MIN_SECONDS = 0.25;
/** Kept behind the tail, and the stretch whose mean is made zero. */
const TAIL_SECONDS = 0.1;
/** A sound that the buffer cuts off fades over this. */
const CUT_FADE_SECONDS = 0.2;

/**
 * Finishes `samples` (any length; synthesised, so silent up to a few samples before its onset).
 * @returns 250 ms at least and the input's length (plus 44 samples) at most: starts with silence
 *   at most 1 ms before the -40 dB onset, first and last sample 0, mean of the last 100 ms zero,
 *   peak 10^(-1/20). Silence gives 250 ms of silence.
 */
export function finish(samples: Float32Array, spec: AudioSpec): Float32Array {
  const shortest = Math.round(MIN_SECONDS * spec.sampleRate);
  const peak = peakOf(samples);
  const start = startOf(samples, peak);
  if (start === undefined) return new Float32Array(shortest);

  const tail = Math.round(TAIL_SECONDS * spec.sampleRate);
  let over = samples.length;
  while (Math.abs(samples[over - 1]) * PEAK < TAIL_OVER * peak) over--;
  const end = Math.min(samples.length, over + tail);
  const out = new Float32Array(Math.max(shortest, end - start));
  out.set(samples.subarray(Math.max(0, start), end), Math.max(0, -start));
  for (let n = 0; n < RAMP_SAMPLES; n++) out[n] *= 0.5 - 0.5 * Math.cos((Math.PI * n) / RAMP_SAMPLES);

  const length = end - start;
  const cut = over + tail > samples.length;
  const fade = Math.min(length, cut ? Math.round(CUT_FADE_SECONDS * spec.sampleRate) : tail);
  for (let n = 0; n < fade; n++) out[length - fade + n] *= 0.5 + 0.5 * Math.cos((Math.PI * (n + 1)) / fade);
  removeEndMean(out, tail);

  // Only now: the fade may have lowered the peak of a sound that is loudest at its end.
  const gain = PEAK / peakOf(out);
  for (let n = 0; n < out.length; n++) out[n] *= gain;
  return out;
}

/** The sample that the finished sound begins with, which may lie before the first; undefined for silence. */
export function startOf(samples: Float32Array, peak = peakOf(samples)): number | undefined {
  const onset = findOnset(samples, peak);
  return onset === undefined ? undefined : onset - LEAD_SAMPLES;
}

/** Subtracts a Hann bump over the last `length` samples that takes their mean to zero. */
function removeEndMean(out: Float32Array, length: number): void {
  const from = out.length - length;
  let sum = 0;
  for (let n = from; n < out.length; n++) sum += out[n];
  // A Hann window of `length` sums to length / 2.
  const height = (2 * sum) / length;
  for (let n = 0; n < length; n++) out[from + n] -= height * (0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 1)) / length));
}
