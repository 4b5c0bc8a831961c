/**
 * Turns a plan into samples, and keeps the periodic part apart all the way, so that voicing is
 * known and need not be estimated. Time 0 is index 0; aligning and levelling are `finish.ts`'s.
 */

import type { Random } from '../../base/random.ts';
import { applyBiquad, designBiquad } from '../biquad.ts';
import { blockDc } from '../dc-block.ts';
import { applyDrive } from '../drive.ts';
import { peakOf } from '../level.ts';
import type { AudioSpec } from '../spec.ts';
import type { Plan } from './plan.ts';
import { addRoom } from './room.ts';
import { addClick, addNoise, clickGain, energy } from './transient.ts';
import { addModes, addVoice, sweepPhase } from './voice.ts';

/** Both of one length. `whole` holds everything, `periodic` the harmonics of the declared pitch. */
export interface Rendered {
  whole: Float64Array;
  periodic: Float64Array;
  /** The declared phase in radians. */
  phase: Float64Array;
}

/** A plan's upper voices sit below the principal one. */
const UPPER_VOICE_GAIN = 0.5;

/** Renders `count` samples of a plan. Chance (noise, room) comes from `random` alone. */
export function renderPlan(plan: Plan, random: Random, spec: AudioSpec, count: number): Rendered {
  const { sampleRate } = spec;
  const [principal, ...upper] = plan.voices;
  const phase = sweepPhase(principal.sweep, spec, count);
  let periodic: Float64Array = new Float64Array(count);
  addVoice(principal, phase, spec, 1, periodic);

  const body = periodic.slice();
  for (const voice of upper) addVoice(voice, sweepPhase(voice.sweep, spec, count), spec, UPPER_VOICE_GAIN, body);
  addModes(plan.modes, phase, principal.envelope.attack, spec, body);

  let whole: Float64Array = body.slice();
  const bodyEnergy = energy(body);
  for (const noise of plan.noises) {
    addNoise(noise, bodyEnergy * 10 ** (noise.shareDb / 10), random, sampleRate, whole);
  }
  const clicks = new Float64Array(count);
  for (const click of plan.clicks) addClick(click, random, sampleRate, clicks);
  const gain = clickGain(whole, clicks, plan.clickDb, plan.clickPeak, sampleRate);
  for (let n = 0; n < count; n++) whole[n] += gain * clicks[n];

  if (plan.drive !== null) {
    const reference = peakOf(whole);
    const used = lastAbove(whole, 1e-5 * reference) + 64;
    // Once clicks and noise have died the two are one signal, and need driving only once.
    const parted = Math.min(used, lastDifference(whole, periodic, 1e-6 * reference) + 64);
    const tone = applyDrive(plan.drive, periodic.subarray(0, parted + 64), reference);
    whole = padded(applyDrive(plan.drive, whole.subarray(0, used), reference), count);
    periodic = whole.slice();
    periodic.set(tone.subarray(0, parted));
  }
  if (plan.room !== null) addRoom(plan.room, random, sampleRate, whole);
  for (const spec of plan.filters) {
    const filter = designBiquad(spec, sampleRate);
    applyBiquad(filter, whole);
    applyBiquad(filter, periodic);
  }
  if (plan.compressor !== null) compress(plan.compressor, sampleRate, whole, periodic);
  if (plan.crush !== null) crush(plan.crush, whole);
  for (const x of [whole, periodic]) blockDc(x, sampleRate);
  return { whole, periodic, phase };
}

function padded(x: Float64Array, count: number): Float64Array {
  const out = new Float64Array(count);
  out.set(x);
  return out;
}

/** Index of the last sample at or above `level`, 0 where there is none. */
function lastAbove(x: Float64Array, level: number): number {
  let n = x.length - 1;
  while (n > 0 && Math.abs(x[n]) < level) n--;
  return n;
}

/** Index of the last sample where the two differ by more than `tolerance`, 0 where there is none. */
function lastDifference(a: Float64Array, b: Float64Array, tolerance: number): number {
  let n = a.length - 1;
  while (n > 0 && Math.abs(a[n] - b[n]) <= tolerance) n--;
  return n;
}

/** Feed-forward peak compressor (Giannoulis et al., JAES 60/6, 2012), hard knee; both share one gain. */
function compress(c: NonNullable<Plan['compressor']>, sampleRate: number, whole: Float64Array, periodic: Float64Array): void {
  const threshold = peakOf(whole) * 10 ** (c.thresholdDb / 20);
  const up = 1 - Math.exp(-1 / (c.attack * sampleRate));
  const down = 1 - Math.exp(-1 / (c.release * sampleRate));
  const exponent = 1 / c.ratio - 1;
  let level = 0;
  for (let n = 0; n < whole.length; n++) {
    const x = Math.abs(whole[n]);
    level += (x > level ? up : down) * (x - level);
    if (level > threshold) {
      const gain = (level / threshold) ** exponent;
      whole[n] *= gain;
      periodic[n] *= gain;
    }
  }
}

/** An old sampler: fewer bits, and each value held for a few samples. */
function crush(c: NonNullable<Plan['crush']>, x: Float64Array): void {
  const step = peakOf(x) / 2 ** (c.bits - 1);
  for (let n = 0; n < x.length; n++) x[n] = n % c.hold === 0 ? step * Math.round(x[n] / step) : x[n - 1];
}
