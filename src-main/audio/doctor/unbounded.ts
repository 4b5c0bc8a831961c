/** A sound as if it began and ended of itself: where it was cut off, it goes on and dies away. For spectra alone; nobody hears it. */

import { peakOf } from '../level.ts';
import { burg, continued } from '../linear-prediction.ts';

/** What goes on is told from so many samples (23 ms), and goes on for as many. */
const CONTEXT = 1024;
/** Enough for the edge of a filter: with 16 coefficients low-passed kicks are told nearly as well. */
const ORDER = 32;
/** Ahead and behind, what is this far below the peak is silence (-80 dB). */
const SILENCE_OF_PEAK = 1e-4;

/**
 * `mono` without the silence around it, continued at both ends by linear prediction and faded out
 * over the continuation. The step of a sound that starts or ends at once has a spectrum of its own,
 * 6 dB an octave, which hides how the sound's own spectrum ends.
 */
export function unbounded(mono: Float32Array): Float32Array {
  const least = SILENCE_OF_PEAK * peakOf(mono);
  const from = mono.findIndex((x) => Math.abs(x) > least);
  const sound = Float64Array.from(mono.subarray(Math.max(0, from), mono.findLastIndex((x) => Math.abs(x) > least) + 1));
  const out = new Float32Array(sound.length + 2 * CONTEXT);
  out.set(dyingAway(sound.slice().reverse()).reverse());
  out.set(sound, CONTEXT);
  out.set(dyingAway(sound), CONTEXT + sound.length);
  return out;
}

/** What follows on the end of `sound`, down to nothing. */
function dyingAway(sound: Float64Array): Float64Array {
  const context = sound.subarray(Math.max(0, sound.length - CONTEXT));
  const order = Math.min(ORDER, Math.floor(context.length / 4));
  return continued(context, burg(context, order), CONTEXT).map((x, n) => x * (0.5 + 0.5 * Math.cos((Math.PI * n) / CONTEXT)));
}
