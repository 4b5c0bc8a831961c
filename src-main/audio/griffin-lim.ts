/**
 * Griffin-Lim inversion of a log-mel, plain and fast: the weights-free baseline that the vocoder
 * is measured against. Also the magnitudes (mel to linear power) and the iteration that
 * phase-heap.ts shares. Not the product's vocoder.
 */

import { createRandom } from '../base/random.ts';
import { countActiveFrames, createRichardsonLucy, targetRows } from './mel-inversion.ts';
import { createMelBank } from './mel.ts';
import type { AudioSpec } from './spec.ts';
import { createStft, takePower } from './stft.ts';
import type { Stft } from './stft.ts';

/** Momentum of the fast variant (Perraudin, Balazs & Sondergaard 2013, their best alpha). */
export const FAST_MOMENTUM = 0.99;

/** Multiplicative updates from a flat start. Mean mel error they leave on real kicks, within 60 dB
 * of the peak: 0.04 dB after 10, 0.013 after 20, 0.006 after 80. */
const MEL_STEPS = 20;

/** A power spectrogram without phase: rows 0..count-1 of `stft`, the frames after are silent. */
export interface LinearPower {
  stft: Stft;
  count: number;
  /** [count][bins]. */
  power: Float64Array;
}

const plans = new WeakMap<AudioSpec, Stft>();

/**
 * Non-negative linear power for a normalised log-mel [mels][frames]: Richardson-Lucy updates
 * from a flat spectrum, which find a non-negative solution of F S = P in the KL sense and keep it
 * as smooth as the filters allow. Frames after the last active one are left out.
 */
export function melToLinearPower(mel: Float32Array, spec: AudioSpec): LinearPower {
  let stft = plans.get(spec);
  if (!stft) {
    stft = createStft(spec);
    plans.set(spec, stft);
  }
  const { bins } = stft;
  const count = countActiveFrames(mel, spec);
  const target = new Float64Array(count * spec.mels);
  targetRows(mel, spec, count, target);
  const power = new Float64Array(count * bins);
  const step = createRichardsonLucy(createMelBank(spec), spec);
  for (let t = 0; t < count; t++) {
    const row = target.subarray(t * spec.mels, (t + 1) * spec.mels);
    const mean = row.reduce((sum, p) => sum + p, 0) / bins;
    power.fill(mean, t * bins, (t + 1) * bins);
    for (let n = 0; n < MEL_STEPS; n++) step(target, t * spec.mels, power, t * bins);
  }
  return { stft, count, power };
}

export interface GriffinLimOptions {
  readonly iterations: number;
  /** 0 is Griffin & Lim 1984; `FAST_MOMENTUM` is the fast variant. */
  readonly momentum: number;
}

/**
 * Iterates from the spectrogram (re, im), whose magnitudes should be the given ones, and returns
 * the signal of the last projection (stft.length samples). Overwrites `re` and `im`. Each
 * iteration is c_n = magnitude(stft(istft(t_{n-1}))), t_n = c_n + momentum (c_n - c_{n-1})
 * (Perraudin et al. 2013, algorithm 2, with the two projections in their order there: consistent
 * first, magnitudes last); without momentum the inconsistency never grows.
 * `constrain`, if given, alters each time signal in place.
 */
export function iterateGriffinLim(
  { stft, count, power }: LinearPower,
  re: Float64Array,
  im: Float64Array,
  { iterations, momentum }: GriffinLimOptions,
  constrain?: (x: Float32Array) => void,
): Float32Array {
  const x = new Float32Array(stft.length);
  const cells = count * stft.bins;
  const beforeR = momentum > 0 ? re.slice(0, cells) : undefined;
  const beforeI = momentum > 0 ? im.slice(0, cells) : undefined;
  for (let n = 0; n < iterations; n++) {
    stft.inverse(re, im, x, count);
    constrain?.(x);
    stft.forward(x, re, im, count);
    takePower(power, re, im, cells);
    if (beforeR && beforeI && n < iterations - 1) {
      accelerate(re, beforeR, momentum, cells);
      accelerate(im, beforeI, momentum, cells);
    }
  }
  stft.inverse(re, im, x, count);
  constrain?.(x);
  return x;
}

/**
 * Sound for a normalised log-mel [mels][frames], from random phases drawn by `seed`.
 * Returns spec.length samples; silence for a silent mel.
 */
export function griffinLim(
  mel: Float32Array,
  spec: AudioSpec,
  seed: number,
  options: GriffinLimOptions = { iterations: 100, momentum: 0 },
): Float32Array {
  const linear = melToLinearPower(mel, spec);
  const random = createRandom('griffin-lim', seed);
  const { power } = linear;
  const re = new Float64Array(power.length);
  const im = new Float64Array(power.length);
  for (let i = 0; i < power.length; i++) {
    const phase = 2 * Math.PI * random.uniform();
    re[i] = Math.sqrt(power[i]) * Math.cos(phase);
    im[i] = Math.sqrt(power[i]) * Math.sin(phase);
  }
  return iterateGriffinLim(linear, re, im, options);
}

/** now, before := now + momentum (now - before), now; in place. */
function accelerate(now: Float64Array, before: Float64Array, momentum: number, cells: number): void {
  for (let i = 0; i < cells; i++) {
    const c = now[i];
    now[i] = c + momentum * (c - before[i]);
    before[i] = c;
  }
}
