/**
 * How far a sound's fundamental really lies off a pitch track, along its tail. A decoded track is
 * what the vocoder was asked for; its corrections of phase, and the projection's, turn what is
 * heard away from it by up to half a semitone. Not a tracker: it sees about a semitone to either side.
 */

import type { PitchTrack } from './pitch-track.ts';
import { trackAt, type AudioSpec } from './spec.ts';

/** Four samples are averaged into one: a fundamental lies far below. */
const FACTOR = 4;
/** Between measuring points, in averaged samples (5.8 ms): a turn of half a cycle in it is 86 Hz. */
const HOP = 64;
/** Length of the Hann window in cycles of the track. */
const CYCLES = 2;
/** Octaves that one measuring point may speak for. */
const MOST = 0.25;

/**
 * Octaves of the fundamental of `samples` above `track`, from sample `from` to `end`, weighted by
 * the fundamental's energy: demodulated by the track's own phase, what is left turns by the
 * difference (the first pass of pitch-refine.ts, without its fit and its spline). 0 in silence.
 */
export function tailOffset(samples: Float32Array, track: PitchTrack, spec: AudioSpec, from: number, end: number): number {
  const rate = spec.sampleRate / FACTOR;
  // Half windows would let DC and the image at -f through, so the first and last are whole.
  const reach = Math.ceil((CYCLES * rate) / (2 * spec.pitchMin));
  const first = Math.max(0, Math.floor(from / FACTOR) - reach);
  const count = Math.max(0, Math.min(Math.floor(samples.length / FACTOR), Math.floor(end / FACTOR) + reach) - first);
  const { re, im, hz } = turnedBack(samples, track, spec, { first, count, margin: reach });
  let weights = 0;
  let octaves = 0;
  let previous: { re: number; im: number } | null = null;
  const stop = Math.min(count - 1, Math.floor(end / FACTOR) - first);
  for (let centre = Math.max(0, Math.floor(from / FACTOR) - first); centre <= stop; centre += HOP) {
    const half = Math.min(reach, Math.round((CYCLES * rate) / (2 * hz[centre])));
    const here = underWindow(re, im, reach + centre, half);
    if (previous !== null) {
      const cosine = here.re * previous.re + here.im * previous.im;
      const sine = here.im * previous.re - here.re * previous.im;
      const turned = (Math.atan2(sine, cosine) * rate) / (2 * Math.PI * HOP);
      const weight = Math.hypot(cosine, sine);
      weights += weight;
      octaves += weight * Math.min(MOST, Math.max(-MOST, Math.log2(Math.max(0.5, 1 + turned / hz[centre]))));
    }
    previous = here;
  }
  return weights === 0 ? 0 : octaves / weights;
}

/**
 * `count` sums of FACTOR samples from the `first` on, times exp(-i phase) of the track; `hz` is the
 * track there. The series stands between `margin` zeros on either side.
 *
 * Both the frequency and the turn go from value to value by a series of their small difference:
 * 2^x within 1e-9 for steps of a tenth of an octave, exp(i x) within 1e-12 at 800 Hz. Three calls
 * of Math for each took five times as long.
 */
function turnedBack(
  samples: Float32Array,
  track: PitchTrack,
  spec: AudioSpec,
  { first, count, margin }: { first: number; count: number; margin: number },
): { re: Float64Array; im: Float64Array; hz: Float64Array } {
  const re = new Float64Array(count + 2 * margin);
  const im = new Float64Array(count + 2 * margin);
  const hz = new Float64Array(count);
  const octaves = trackAt(track.pitch, spec, first * FACTOR, FACTOR, count);
  const perHz = (2 * Math.PI * FACTOR) / spec.sampleRate;
  let here = spec.pitchReference * 2 ** octaves[0];
  let cosine = 1;
  let sine = 0;
  for (let k = 0; k < count; k++) {
    const x = k === 0 ? 0 : (octaves[k] - octaves[k - 1]) * Math.LN2;
    here *= 1 + x * (1 + x * (1 / 2 + x * (1 / 6 + x * (1 / 24 + x * (1 / 120)))));
    hz[k] = here;
    const turn = here * perHz;
    const square = turn * turn;
    const c = 1 - square * (1 / 2 - square * (1 / 24 - square * (1 / 720 - square * (1 / 40_320 - square * (1 / 3_628_800)))));
    const s = turn * (1 - square * (1 / 6 - square * (1 / 120 - square * (1 / 5040 - square * (1 / 362_880)))));
    const before = cosine;
    cosine = before * c - sine * s;
    sine = before * s + sine * c;
    const n = (first + k) * FACTOR;
    const sum = samples[n] + samples[n + 1] + samples[n + 2] + samples[n + 3];
    re[margin + k] = sum * cosine;
    im[margin + k] = -sum * sine;
  }
  return { re, im, hz };
}

/** Mean of a complex series under a Hann window of `half` values to either side. */
function underWindow(re: Float64Array, im: Float64Array, centre: number, half: number): { re: number; im: number } {
  let sumRe = re[centre];
  let sumIm = im[centre];
  // cos by Chebyshev's recurrence.
  const twice = 2 * Math.cos(Math.PI / half);
  let cosine = twice / 2;
  let before = 1;
  for (let d = 1; d < half; d++) {
    const w = 0.5 + 0.5 * cosine;
    sumRe += w * (re[centre + d] + re[centre - d]);
    sumIm += w * (im[centre + d] + im[centre - d]);
    const next = twice * cosine - before;
    before = cosine;
    cosine = next;
  }
  return { re: sumRe / half, im: sumIm / half };
}
