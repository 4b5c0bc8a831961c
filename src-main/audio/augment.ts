/**
 * Augmentation of prepared kicks: new kicks from old ones, seeded. A few hundred real kicks teach
 * the autoencoder too little on their own (design.md 3). Pitch is not carried along: track it on
 * the result.
 */

import { evenly } from '../../src-preload/contract/augmentation.ts';
import type { Random } from '../base/random.ts';
import { applyBiquad, designBiquad } from './biquad.ts';
import { blockDc } from './dc-block.ts';
import { applyDrive } from './drive.ts';
import { levelForTraining, peakOf } from './level.ts';
import { findOnset } from './onset.ts';
import { resample } from './resample.ts';
import type { AudioSpec } from './spec.ts';
import { timeStretch } from './time-stretch.ts';

/** Seconds at the start that a time-stretch leaves alone. */
const TRANSIENT = 0.008;
/** Seconds before the tail is re-enveloped. */
const PUNCH = 0.02;

/**
 * A variation of one prepared kick: varispeed (+/-3 semitones, which moves the decay along as
 * on a sampler), time-stretch (0.75 to 1.35), a steeper or flatter tail, light saturation, one to
 * three filters of +/-6 dB; then re-aligned and re-levelled, with up to 3 dB of level taken away.
 * @param samples `spec.length` samples, onset at `spec.onset`; unchanged.
 * @param amounts scale every range; 1 is as stated, 0 everywhere leaves the sound and only re-levels it.
 */
export function augment(samples: Float32Array, spec: AudioSpec, random: Random, amounts = evenly(1)): Float32Array {
  const rate = spec.sampleRate;
  const { pitch, stretch, eq, gain, tail } = amounts;
  let x = varispeed(samples, pitch * random.between(-3, 3), spec);
  const ratio = (random.uniform() < 0.5 ? 0.75 : 1.35) ** (stretch * random.uniform());
  x = timeStretch(x, ratio, spec.onset + Math.round(TRANSIENT * rate), rate);
  if (random.uniform() < 0.6) reshapeTail(x, spec, 2.2 ** (tail * random.between(-0.5, 1)));
  if (random.uniform() < 0.3 * eq) x = saturate(x, 0.4 + 2 * eq * random.uniform());
  equalise(x, rate, random, eq);
  blockDc(x, rate);
  const out = settle(x, spec);
  const level = 10 ** ((-3 * gain * random.uniform()) / 20);
  for (let i = 0; i < out.length; i++) out[i] *= level;
  return out;
}

/**
 * One kick's click on another's body: either the first milliseconds of `a` cross-faded into `b`,
 * or what `a` has above a crossover on what `b` has below it. Re-aligned and re-levelled.
 * @param a,b prepared kicks of `spec.length` samples; unchanged. The pitch is b's.
 */
export function blend(a: Float32Array, b: Float32Array, spec: AudioSpec, random: Random): Float32Array {
  const gain = 10 ** (random.between(-5, 5) / 20);
  const out = new Float32Array(spec.length);
  if (random.uniform() < 0.5) {
    const from = spec.onset + Math.round(spec.sampleRate * random.between(0.003, 0.01));
    const length = spec.sampleRate * random.between(0.002, 0.008);
    for (let i = 0; i < out.length; i++) {
      const into = Math.min(1, Math.max(0, (i - from) / length));
      out[i] = Math.sqrt(1 - into) * gain * a[i] + Math.sqrt(into) * b[i];
    }
  } else {
    // Linkwitz & Riley (JAES 24/1, 1976), fourth order: the halves stay in phase, and being causal
    // they put nothing before the onset.
    const hz = 150 * 12 ** random.uniform();
    const high = new Float64Array(a);
    const low = new Float64Array(b);
    for (let i = 0; i < 2; i++) {
      applyBiquad(designBiquad({ kind: 'highPass', hz, q: Math.SQRT1_2, gainDb: 0 }, spec.sampleRate), high);
      applyBiquad(designBiquad({ kind: 'lowPass', hz, q: Math.SQRT1_2, gainDb: 0 }, spec.sampleRate), low);
    }
    for (let i = 0; i < out.length; i++) out[i] = gain * high[i] + low[i];
  }
  return settle(out, spec);
}

/** Plays faster or slower, the onset staying at `spec.onset`. */
export function varispeed(samples: Float32Array, semitones: number, spec: AudioSpec): Float32Array {
  const factor = 2 ** (semitones / 12);
  const moved = resample(samples, spec.sampleRate * factor, spec.sampleRate);
  return place(moved, Math.round(spec.onset / factor), spec);
}

/** Makes the tail fall `factor` times as steeply (in dB per second); never lifts it by over 9 dB. */
export function reshapeTail(x: Float32Array, spec: AudioSpec, factor: number): void {
  const start = spec.onset + Math.round(PUNCH * spec.sampleRate);
  const slope = tailSlope(x, start, spec.sampleRate);
  const extra = (slope * (factor - 1)) / spec.sampleRate;
  for (let n = start; n < x.length; n++) x[n] *= 10 ** (Math.min(9, extra * (n - start)) / 20);
}

/** dB per second (negative) between `start` and the last moment within 30 dB of the level there. */
function tailSlope(x: Float32Array, start: number, sampleRate: number): number {
  const block = Math.round(0.02 * sampleRate);
  const power = (from: number): number => {
    let sum = 1e-20;
    for (let n = from; n < from + block; n++) sum += x[n] * x[n];
    return sum;
  };
  const first = power(start);
  let last = start + block;
  let level = first;
  for (let from = start + block; from + block <= x.length; from += block) {
    const p = power(from);
    if (p < first * 1e-3) continue;
    last = from;
    level = p;
  }
  return Math.min(0, (10 * Math.log10(level / first)) / ((last - start) / sampleRate));
}

function saturate(x: Float32Array, gain: number): Float32Array {
  const peak = Math.max(1e-9, peakOf(x));
  return new Float32Array(applyDrive({ kind: 'tanh', gain, bias: 0, mix: 1 }, new Float64Array(x), peak));
}

function equalise(x: Float32Array, sampleRate: number, random: Random, amount: number): void {
  const count = 1 + random.int(3);
  for (let i = 0; i < count; i++) {
    const kind = (['peak', 'lowShelf', 'highShelf'] as const)[random.int(3)];
    const hz = kind === 'peak' ? 60 * 150 ** random.uniform() : kind === 'lowShelf' ? random.between(60, 250) : 1200 * 7 ** random.uniform();
    const q = kind === 'peak' ? 0.5 * 5 ** random.uniform() : Math.SQRT1_2;
    applyBiquad(designBiquad({ kind, hz, q, gainDb: amount * random.between(-6, 6) }, sampleRate), x);
  }
}

/** Onset to its place, the end faded, the level by the rule of training targets. */
function settle(x: Float32Array, spec: AudioSpec): Float32Array {
  const out = place(x, findOnset(x) ?? spec.onset, spec);
  const fade = Math.round(0.01 * spec.sampleRate);
  for (let i = 0; i < fade; i++) {
    const gain = 0.5 - 0.5 * Math.cos((Math.PI * i) / fade);
    out[out.length - 1 - i] *= gain;
    if (i < spec.onset / 2) out[i] *= 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / spec.onset);
  }
  levelForTraining(out, spec.sampleRate);
  return out;
}

/** A buffer of `spec.length` in which sample `onset` of `x` stands at `spec.onset`. */
function place(x: Float32Array, onset: number, spec: AudioSpec): Float32Array {
  const out = new Float32Array(spec.length);
  const shift = onset - spec.onset;
  for (let i = Math.max(0, -shift); i < out.length && i + shift < x.length; i++) out[i] = x[i + shift];
  return out;
}
