/**
 * Sub-harmonic synthesis: a sine whose phase is the integral of the kick's own pitch track, or half
 * of it, set against the fundamental as it is found in the sound. Not a filter or a divider: it
 * cannot be thrown off by harmonics, and is as clean in the tail as the track is.
 */

import type { EffectOf } from '../../../src-preload/contract/effects.ts';
import { peakOf } from '../level.ts';
import { trackAt, type AudioSpec } from '../spec.ts';
import { amplitude, keptOver } from './gain.ts';

type Settings = EffectOf<'sub'>;

/** The f0 of a sound, and where the sound lies against it. */
export interface PitchPlace {
  spec: AudioSpec;
  /** Hz on the spec's pitch grid. */
  pitch: Float32Array;
  /** Sample of the grid at which the sound's first sample lies; may be below 0. */
  from: number;
}

/** Samples a value of phase and envelope: over so few even the steepest sweep is a straight line to 1e-3 rad. */
export const STEP = 8;
/** Time constant of the envelope, forwards and backwards: at 50 Hz what is left of the second harmonic is 3 %. */
const SMOOTHING_MS = 10;
/** The sine comes in over this, so that it starts without a click at any phase. */
const RAMP_MS = 3;
/** Under the peak: from here on a sine that rings longer than the kick counts as over. */
const OVER_DB = -72;
/** Fall that `decayMs` names. */
const DECAY_DB = 30;
const MOST_SECONDS = 2;
/** Where the sound ends, so does the sine, over this. */
const CLOSING_MS = 20;

/** Phase of the fundamental in radians at every STEP-th sample, `points` of them, 0 at the first: 2 pi times the integral of f0. */
export function trackPhase({ spec, pitch, from }: PitchPlace, points: number): Float64Array {
  const hz = trackAt(pitch, spec, from, STEP, points);
  const phase = new Float64Array(points);
  for (let k = 1; k < points; k++) phase[k] = phase[k - 1] + ((hz[k - 1] + hz[k]) * Math.PI * STEP) / spec.sampleRate;
  return phase;
}

/** `x` with the sine: a new sound, longer than `x` where the sine rings on. */
export function addSub(x: Float64Array, settings: Settings, place: PitchPlace): Float64Array {
  const { sampleRate } = place.spec;
  const most = settings.follow === 100 ? x.length : Math.max(x.length, Math.round(MOST_SECONDS * sampleRate));
  const phase = trackPhase(place, Math.ceil(most / STEP) + 1);
  const { envelope, offset, onset } = findFundamental(x, phase, sampleRate);
  const peak = peakOf(envelope);
  if (peak === 0) return x;

  const ramp = (RAMP_MS * sampleRate) / 1000;
  const decayed = (DECAY_DB * Math.LN10 * 1000) / (20 * settings.decayMs * sampleRate);
  const follow = settings.follow / 100;
  const floor = amplitude(OVER_DB);
  /** Envelope of the sine at a point, as a share of its peak. */
  const shareAt = (k: number): number => {
    const since = Math.max(0, k * STEP - onset);
    const kick = Math.max(floor, k < envelope.length ? envelope[k] / peak : 0);
    return (follow === 1 ? kick : kick ** follow * Math.exp(-decayed * (1 - follow) * since)) * Math.min(1, since / ramp);
  };
  let points = Math.ceil(x.length / STEP) + 1;
  while (points < phase.length && shareAt(points - 1) > floor) points++;
  const closing = Math.round((CLOSING_MS * sampleRate) / (1000 * STEP));
  const shares = Float64Array.from({ length: points }, (_, k) => shareAt(k) * Math.min(1, (points - 1 - k) / closing));

  const out = new Float64Array(Math.max(x.length, Math.min(most, (points - 1) * STEP)));
  out.set(x);
  const divisor = settings.octave === 'below' ? 2 : 1;
  const turned = (settings.phase * Math.PI) / 180 + offset / divisor;
  addSine(out, peak * amplitude(settings.levelDb), shares, phase.map((angle) => angle / divisor + turned), amplitude(settings.driveDb));
  return out;
}

/** Adds level * shape(share * sin(angle)), both given every STEP samples; between two angles the sine is turned on evenly. */
function addSine(out: Float64Array, level: number, shares: Float64Array, angles: Float64Array, drive: number): void {
  const shape = saturator(drive);
  for (let k = 0; k * STEP < out.length; k++) {
    let sine = Math.sin(angles[k]);
    let cosine = Math.cos(angles[k]);
    const turn = (angles[k + 1] - angles[k]) / STEP;
    const [turnSine, turnCosine] = [Math.sin(turn), Math.cos(turn)];
    const slope = (shares[k + 1] - shares[k]) / STEP;
    const end = Math.min(out.length, (k + 1) * STEP);
    let share = shares[k];
    for (let n = k * STEP; n < end; n++) {
      out[n] += level * shape(share * sine);
      share += slope;
      const next = sine * turnCosine + cosine * turnSine;
      cosine = cosine * turnCosine - sine * turnSine;
      sine = next;
    }
  }
}

/** x / sqrt(1 + x^2) driven by `gain`, 1 staying 1; without drive, the sine itself. */
function saturator(gain: number): (x: number) => number {
  if (gain === 1) return (x) => x;
  const top = Math.sqrt(1 + gain * gain);
  return (x) => (x * top) / Math.sqrt(1 + (gain * x) ** 2);
}

/**
 * The fundamental of `x` along `phase` (every STEP samples): x is about envelope * sin(phase + offset).
 * `envelope` has a value every STEP samples too; `onset` is the first sample that is not 0.
 */
export function findFundamental(x: Float64Array, phase: Float64Array, sampleRate: number): { envelope: Float64Array; offset: number; onset: number } {
  const count = Math.ceil(x.length / STEP);
  const re = new Float64Array(count);
  const im = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const start = k * STEP;
    const end = Math.min(x.length, start + STEP);
    let mean = 0;
    for (let n = start; n < end; n++) mean += x[n];
    mean /= STEP;
    // A stretch is short against any cycle: its mean stands for its middle, half a sample before the next one's.
    const angle = phase[k] + ((phase[k + 1] - phase[k]) * (STEP - 1)) / (2 * STEP);
    re[k] = mean * Math.sin(angle);
    im[k] = mean * Math.cos(angle);
  }
  const kept = keptOver(STEP, SMOOTHING_MS, sampleRate);
  smooth(re, kept);
  smooth(im, kept);
  let sumRe = 0;
  let sumIm = 0;
  const envelope = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const magnitude = Math.hypot(re[k], im[k]);
    envelope[k] = 2 * magnitude;
    sumRe += magnitude * re[k];
    sumIm += magnitude * im[k];
  }
  return { envelope, offset: Math.atan2(sumIm, sumRe), onset: Math.max(0, x.findIndex((v) => v !== 0)) };
}

/** One pole forwards and one backwards, in place: no delay. */
function smooth(x: Float64Array, kept: number): void {
  let y = 0;
  for (let n = 0; n < x.length; n++) x[n] = y = x[n] + kept * (y - x[n]);
  y = 0;
  for (let n = x.length - 1; n >= 0; n--) x[n] = y = x[n] + kept * (y - x[n]);
}
