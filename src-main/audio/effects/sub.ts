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

/** Samples a value of the envelope. */
const STEP = 8;
/** Time constant of the envelope, forwards and backwards: at 50 Hz what is left of the second harmonic is 3 %. */
const SMOOTHING_MS = 10;
/** The sine comes in over this, so that it starts without a click at any phase. */
const RAMP_MS = 3;
/** Under the peak: from here on a sine that rings longer than the kick counts as over. */
const OVER_DB = -72;
/** Fall that `decayMs` names. */
const DECAY_DB = 30;
const MOST_SECONDS = 2;

/** Phase of the fundamental in radians at each of `count` samples, 0 at the first: 2 pi times the sum of f0. */
export function trackPhase({ spec, pitch, from }: PitchPlace, count: number): Float64Array {
  const hz = trackAt(pitch, spec, from, 1, count);
  const phase = new Float64Array(count);
  for (let n = 1; n < count; n++) phase[n] = phase[n - 1] + ((hz[n - 1] + hz[n]) * Math.PI) / spec.sampleRate;
  return phase;
}

/** `x` with the sine: a new sound, longer than `x` where the sine rings on. */
export function addSub(x: Float64Array, settings: Settings, place: PitchPlace): Float64Array {
  const { sampleRate } = place.spec;
  const most = settings.follow === 100 ? x.length : Math.max(x.length, Math.round(MOST_SECONDS * sampleRate));
  const phase = trackPhase(place, most);
  const { envelope, offset, onset } = findFundamental(x, phase, sampleRate);
  const peak = peakOf(envelope);
  if (peak === 0) return x;
  const level = peak * amplitude(settings.levelDb);

  const ramp = (RAMP_MS * sampleRate) / 1000;
  const decayed = (DECAY_DB * Math.LN10 * 1000) / (20 * settings.decayMs * sampleRate);
  const follow = settings.follow / 100;
  const floor = amplitude(OVER_DB);
  /** Of a value of the envelope's grid, as a share of the peak. */
  const shareAt = (k: number): number => {
    const since = Math.max(0, k * STEP - onset);
    const kick = Math.max(floor, k < envelope.length ? envelope[k] / peak : 0);
    return kick ** follow * Math.exp(-decayed * (1 - follow) * since) * Math.min(1, since / ramp);
  };
  let points = Math.ceil(x.length / STEP) + 1;
  while (points * STEP < most && shareAt(points) > floor) points++;
  const shares = Float64Array.from({ length: points + 1 }, (_, k) => shareAt(k));

  const out = new Float64Array(Math.max(x.length, Math.min(most, (points - 1) * STEP)));
  out.set(x);
  const divisor = settings.octave === 'below' ? 2 : 1;
  const turned = (settings.phase * Math.PI) / 180 + offset / divisor;
  const shape = saturator(amplitude(settings.driveDb));
  for (let n = Math.max(0, Math.floor(onset)); n < out.length; n++) {
    const k = Math.floor(n / STEP);
    const share = shares[k] + (n / STEP - k) * (shares[k + 1] - shares[k]);
    out[n] += level * shape(share * Math.sin(phase[n] / divisor + turned));
  }
  return out;
}

/** x / sqrt(1 + x^2) driven by `gain`, 1 staying 1; without drive, the sine itself. */
function saturator(gain: number): (x: number) => number {
  if (gain === 1) return (x) => x;
  const top = Math.sqrt(1 + gain * gain);
  return (x) => (x * top) / Math.sqrt(1 + (gain * x) ** 2);
}

/**
 * The fundamental of `x` along `phase`: x is about envelope * sin(phase + offset).
 * `envelope` has a value every STEP samples; `onset` is the first sample that is not 0.
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
    // A stretch is short against any cycle: its mean stands for its middle.
    const angle = 0.5 * (phase[start] + phase[end - 1]);
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
