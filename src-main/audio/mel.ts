/**
 * Log-mel spectrograms: Slaney mel scale, triangular filters of unit height (not normalised by
 * area), power in dB against a fixed full-scale reference, mapped to [0, 1].
 * Arrays of mels are row-major [mels][frames]. The bank is sparse: with unit-height triangles on
 * common corner points, each FFT bin lies on the falling side of one filter and the rising side
 * of the next, and nowhere else.
 */

import type { AudioSpec } from './spec.ts';
import { createStft, hann } from './stft.ts';
import type { Stft } from './stft.ts';

/** Slaney's scale (Auditory Toolbox, 1998; librosa's default): 200/3 Hz a mel below 1 kHz ... */
const LINEAR_HZ = 200 / 3;
const BREAK_HZ = 1000;
const BREAK_MEL = 15;
/** ... and 27 mels for each factor 6.4 above. */
const LOG_STEP = Math.log(6.4) / 27;

/** Mel value of a frequency in Hz: 1000 Hz is 15 mel, 6400 Hz is 42. */
export function hzToMel(hz: number): number {
  return hz < BREAK_HZ ? hz / LINEAR_HZ : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP;
}

/** Frequency in Hz of a mel value. */
export function melToHz(mel: number): number {
  return mel < BREAK_MEL ? mel * LINEAR_HZ : BREAK_HZ * Math.exp((mel - BREAK_MEL) * LOG_STEP);
}

/**
 * Corner frequencies of the filters in Hz, mels + 2 values evenly spaced in mel from fMin to
 * fMax: filter j rises from point j to its peak at point j + 1 and falls to point j + 2.
 */
export function melPoints(spec: AudioSpec): Float64Array {
  const low = hzToMel(spec.fMin);
  const high = hzToMel(spec.fMax);
  return Float64Array.from({ length: spec.mels + 2 }, (_, i) =>
    melToHz(low + ((high - low) * i) / (spec.mels + 1)),
  );
}

/** The sparse filter bank F, [mels] x [bins]. */
export interface MelBank {
  readonly mels: number;
  readonly bins: number;
  /**
   * Bins edges[i] to edges[i + 1] - 1 lie on the falling side of filter i - 1 and the rising side
   * of filter i; mels + 2 values.
   */
  readonly edges: Int32Array;
  /** Height of each bin on the side that rises there, and on the one that falls; 0 where there is none. */
  readonly rise: Float64Array;
  readonly fall: Float64Array;
  /** out[outAt + j] = (F s)[j] for the power spectrum at s[at..at+bins). */
  apply(s: Float64Array, at: number, out: Float64Array, outAt: number): void;
  /**
   * s[at + k] *= (F^T g)[k] / (F^T 1)[k]: each bin is scaled by the mean of `g` over its filters.
   * Bins that no filter covers (0 Hz and Nyquist, for one) take the outermost filter's value,
   * which is the limit of that mean at the edge of the bank.
   */
  scaleByMeanOf(g: Float64Array, gAt: number, s: Float64Array, at: number): void;
}

/** Builds the bank for `spec`, at its own n_fft. */
export function createMelBank(spec: AudioSpec): MelBank {
  const { mels } = spec;
  const bins = spec.nFft / 2 + 1;
  const points = melPoints(spec);
  const edges = new Int32Array(mels + 2);
  for (let i = 0; i < mels + 2; i++) {
    const exact = (points[i] * spec.nFft) / spec.sampleRate;
    edges[i] = Math.min(bins, Math.ceil(exact - 1e-9));
  }
  const rise = new Float64Array(bins);
  const fall = new Float64Array(bins);
  for (let i = 0; i <= mels; i++) {
    for (let k = edges[i]; k < edges[i + 1]; k++) {
      const hz = (k * spec.sampleRate) / spec.nFft;
      const along = (hz - points[i]) / (points[i + 1] - points[i]);
      if (i < mels) rise[k] = along;
      if (i > 0) fall[k] = 1 - along;
    }
  }
  const first = edges[1];
  const end = edges[mels];

  const apply = (s: Float64Array, at: number, out: Float64Array, outAt: number): void => {
    let carried = 0;
    for (let i = 0; i <= mels; i++) {
      let rising = 0;
      let falling = 0;
      for (let k = edges[i]; k < edges[i + 1]; k++) {
        rising += rise[k] * s[at + k];
        falling += fall[k] * s[at + k];
      }
      if (i > 0) out[outAt + i - 1] = carried + falling;
      carried = rising;
    }
  };
  // Between the outermost peaks rise + fall = 1, and on the outermost slopes there is one filter
  // only: so the mean needs no division by F^T 1.
  const scaleByMeanOf = (g: Float64Array, gAt: number, s: Float64Array, at: number): void => {
    const lowest = g[gAt];
    const highest = g[gAt + mels - 1];
    for (let k = 0; k < first; k++) s[at + k] *= lowest;
    for (let i = 1; i < mels; i++) {
      const down = g[gAt + i - 1];
      const slope = g[gAt + i] - down;
      for (let k = edges[i]; k < edges[i + 1]; k++) s[at + k] *= down + slope * rise[k];
    }
    for (let k = end; k < bins; k++) s[at + k] *= highest;
  };
  return { mels, bins, edges, rise, fall, apply, scaleByMeanOf };
}

const fullScale = new Map<number, number>();

/**
 * Power that reads 0 dB: nFft * sum(w^2) / 4. A full-scale sine has windowed energy
 * sum(w^2) / 2; by Parseval its spectrum |X|^2 sums to nFft times that over all bins, half of it
 * over the positive frequencies. So a sine whose whole main lobe meets a filter at height 1
 * reads 0 dB there.
 */
export function fullScalePower(nFft: number): number {
  let power = fullScale.get(nFft);
  if (power === undefined) {
    power = (nFft * hann(nFft).reduce((sum, w) => sum + w * w, 0)) / 4;
    fullScale.set(nFft, power);
  }
  return power;
}

const DB_PER_NEPER_POWER = 10 / Math.LN10;

/**
 * Mel powers to normalised log-mel: dB against `fullScalePower`, clipped to [floorDb, 0], mapped
 * to [0, 1]. Same shape, new array.
 */
export function powerToMelNorm(power: Float32Array | Float64Array, spec: AudioSpec): Float32Array {
  const out = new Float32Array(power.length);
  const reference = fullScalePower(spec.nFft);
  const scale = DB_PER_NEPER_POWER / -spec.floorDb;
  for (let i = 0; i < power.length; i++) {
    out[i] = Math.min(1, Math.max(0, 1 + scale * Math.log(power[i] / reference)));
  }
  return out;
}

/**
 * The inverse of `powerToMelNorm`: normalised log-mel to mel power. 0 gives the floor's power,
 * not zero. Same shape, new array.
 */
export function melToPower(mel: Float32Array, spec: AudioSpec): Float32Array {
  const out = new Float32Array(mel.length);
  const reference = fullScalePower(spec.nFft);
  const perUnit = -spec.floorDb / DB_PER_NEPER_POWER;
  for (let i = 0; i < mel.length; i++) out[i] = reference * Math.exp((mel[i] - 1) * perUnit);
  return out;
}

interface MelPlan {
  stft: Stft;
  bank: MelBank;
}

const plans = new WeakMap<AudioSpec, MelPlan>();

function planFor(spec: AudioSpec): MelPlan {
  let plan = plans.get(spec);
  if (!plan) {
    plan = { stft: createStft(spec), bank: createMelBank(spec) };
    plans.set(spec, plan);
  }
  return plan;
}

/**
 * Normalised log-mel of a prepared sound: `samples` (spec.length; shorter is followed by zeros)
 * to [mels][frames] in [0, 1]. Frame t is centred at sample t * hop; the frame past the end is
 * dropped.
 */
export function logMel(samples: Float32Array, spec: AudioSpec): Float32Array {
  const { stft, bank } = planFor(spec);
  const { mels, frames } = spec;
  const re = new Float64Array(stft.bins);
  const im = new Float64Array(stft.bins);
  const column = new Float64Array(mels);
  const power = new Float64Array(mels * frames);
  for (let t = 0; t < frames; t++) {
    stft.frame(samples, t, re, im);
    for (let k = 0; k < stft.bins; k++) re[k] = re[k] * re[k] + im[k] * im[k];
    bank.apply(re, 0, column, 0);
    for (let j = 0; j < mels; j++) power[j * frames + t] = column[j];
  }
  return powerToMelNorm(power, spec);
}
