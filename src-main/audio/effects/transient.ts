/**
 * Transient shaper: gain from the difference of two envelopes, a fast one and one that lags behind
 * it, taken relative to the larger, so that the level of the sound does not matter.
 */

import type { EffectOf } from '../../../src-preload/contract/effects.ts';
import { amplitude, applyGains, keptOver, stretchPeaks } from './gain.ts';

/** Samples a gain. */
const STEP = 8;
/** The fast envelope holds a peak so long: half a cycle of 33 Hz, or it would follow the waveform. */
const HOLD_MS = 15;
/** It follows the held peaks up and down within these. */
const RISE_MS = 0.4;
const FALL_MS = 5;
/** How the envelope that sustain is measured against falls. */
const SLOW_FALL_MS = 300;

/** `x` in place. Where the sound jumps from silence, attack is full and then fades as exp(-t / attackMs). */
export function shapeTransient(x: Float64Array, { attackDb, sustainDb, attackMs }: EffectOf<'transient'>, sampleRate: number): Float64Array {
  const kept = (ms: number): number => keptOver(STEP, ms, sampleRate);
  const [rise, fall, lag, slowFall] = [kept(RISE_MS), kept(FALL_MS), kept(attackMs), kept(SLOW_FALL_MS)];
  const held = holdPeaks(stretchPeaks(x, STEP), Math.round((HOLD_MS * sampleRate) / (1000 * STEP)));
  const gains = new Float64Array(held.length);
  let fast = 0;
  let lagging = 0;
  let slow = 0;
  for (let k = 0; k < held.length; k++) {
    fast = held[k] + (held[k] > fast ? rise : fall) * (fast - held[k]);
    lagging = Math.min(fast, fast + lag * (lagging - fast));
    slow = Math.max(fast, slow * slowFall);
    const attack = fast === 0 ? 1 : 1 - lagging / fast;
    const sustain = slow === 0 ? 0 : 1 - fast / slow;
    gains[k] = amplitude(attackDb * attack + sustainDb * sustain);
  }
  applyGains(x, gains, STEP);
  return x;
}

/** The largest of each value and the `hold` before it. */
function holdPeaks(peaks: Float64Array, hold: number): Float64Array {
  const out = new Float64Array(peaks.length);
  let at = 0;
  for (let k = 0; k < peaks.length; k++) {
    if (peaks[k] >= peaks[at]) at = k;
    else if (k - at > hold) {
      at = k - hold;
      for (let j = at + 1; j <= k; j++) if (peaks[j] >= peaks[at]) at = j;
    }
    out[k] = peaks[at];
  }
  return out;
}
