/**
 * Length and fade of a kick's tail. Both count from the loudest moment, as the decay that is shown
 * does: what is at the end of the buffer does not matter.
 */

import type { EffectOf } from '../../../src-preload/contract/effects.ts';
import { decaySpan } from '../descriptors.ts';
import { findOnset } from '../onset.ts';
import { amplitude, applyGains } from './gain.ts';

/** dB that `decayMs` names, as the descriptor does. */
const DECAY_DB = 30;
/** Samples a reading of the level and a gain. */
const STEP = 16;
const SMOOTHING_MS = 10;

/** Loudest moment of `x`, or undefined for silence. */
function loudest(x: Float64Array, sampleRate: number): number | undefined {
  const samples = new Float32Array(x);
  const onset = findOnset(samples);
  return onset === undefined ? undefined : decaySpan(samples, onset, sampleRate).peak;
}

/**
 * `x` in place, its tail falling faster by the same dB each ms from the hold on: by the least that
 * takes all that comes after `decayMs` 30 dB below the loudest moment.
 */
export function shorten(x: Float64Array, { decayMs, holdMs }: EffectOf<'length'>, sampleRate: number): Float64Array {
  const peak = loudest(x, sampleRate);
  if (peak === undefined) return x;
  const perMs = sampleRate / 1000;
  const hold = peak + Math.min(holdMs, decayMs / 2) * perMs;
  const end = peak + decayMs * perMs;
  const levels = smoothedLevels(x, sampleRate);
  const top = levels[Math.round(peak / STEP)] - DECAY_DB;
  let dbASample = 0;
  for (let k = Math.ceil(end / STEP); k < levels.length; k++) {
    dbASample = Math.max(dbASample, (levels[k] - top) / (k * STEP - hold));
  }
  if (dbASample === 0) return x;
  applyGains(x, Float64Array.from({ length: levels.length + 1 }, (_, k) => amplitude(-dbASample * Math.max(0, k * STEP - hold))), STEP);
  return x;
}

/** Power over 10 ms around every STEP-th sample, dB; -Infinity for silence. */
function smoothedLevels(x: Float64Array, sampleRate: number): Float64Array {
  const half = Math.round((SMOOTHING_MS * sampleRate) / 2000);
  const energy = new Float64Array(x.length + 1);
  for (let n = 0; n < x.length; n++) energy[n + 1] = energy[n] + x[n] * x[n];
  return Float64Array.from({ length: Math.ceil(x.length / STEP) }, (_, k) => {
    const [from, to] = [Math.max(0, k * STEP - half), Math.min(x.length, k * STEP + half)];
    return 10 * Math.log10((energy[to] - energy[from]) / (2 * half));
  });
}

/** Gain at `u` of the way, 0 to 1: 1 at the beginning and 0 at the end. */
export const FADES: Record<EffectOf<'fade'>['curve'], (u: number) => number> = {
  smooth: (u) => 0.5 + 0.5 * Math.cos(Math.PI * u),
  linear: (u) => 1 - u,
  early: (u) => (1 - u) ** 3,
  late: (u) => 1 - u ** 3,
};

/** `x` up to the end of the fade, in place. */
export function fadeTail(x: Float64Array, { startMs, fadeMs, curve }: EffectOf<'fade'>, sampleRate: number): Float64Array {
  const peak = loudest(x, sampleRate);
  if (peak === undefined) return x;
  const start = peak + Math.round((startMs * sampleRate) / 1000);
  const length = Math.round((fadeMs * sampleRate) / 1000);
  const gain = FADES[curve];
  for (let n = 0; n < length && start + n < x.length; n++) x[start + n] *= gain(n / length);
  return x.subarray(0, Math.min(x.length, start + length));
}
