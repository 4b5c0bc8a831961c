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
  const hz = trackAt(track.pitch, spec, first * FACTOR, FACTOR, count).map((octaves) => spec.pitchReference * 2 ** octaves);
  const re = new Float64Array(count);
  const im = new Float64Array(count);
  let phase = 0;
  for (let k = 0; k < count; k++) {
    phase += (2 * Math.PI * hz[k]) / rate;
    const n = (first + k) * FACTOR;
    const x = samples[n] + samples[n + 1] + samples[n + 2] + samples[n + 3];
    re[k] = x * Math.cos(phase);
    im[k] = -x * Math.sin(phase);
  }
  let weights = 0;
  let octaves = 0;
  let previous: { re: number; im: number } | null = null;
  const stop = Math.min(count - 1, Math.floor(end / FACTOR) - first);
  for (let centre = Math.max(0, Math.floor(from / FACTOR) - first); centre <= stop; centre += HOP) {
    const here = underWindow(re, im, centre, Math.round((CYCLES * rate) / (2 * hz[centre])));
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

/** Mean of a complex series under a Hann window of `half` values to either side. */
function underWindow(re: Float64Array, im: Float64Array, centre: number, half: number): { re: number; im: number } {
  let sumRe = 0;
  let sumIm = 0;
  // cos by Chebyshev's recurrence.
  const twice = 2 * Math.cos(Math.PI / half);
  let cosine = 1;
  let before = Math.cos(Math.PI / half);
  for (let d = 0; d < half; d++) {
    const w = (0.5 + 0.5 * cosine) / half;
    const right = centre + d;
    const left = centre - d;
    if (right < re.length) {
      sumRe += w * re[right];
      sumIm += w * im[right];
    }
    if (d > 0 && left >= 0) {
      sumRe += w * re[left];
      sumIm += w * im[left];
    }
    const next = twice * cosine - before;
    before = cosine;
    cosine = next;
  }
  return { re: sumRe, im: sumIm };
}
