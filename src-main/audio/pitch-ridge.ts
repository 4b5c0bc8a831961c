/**
 * A rough pitch track to start from: the ridge of a low-Q wavelet transform, found by dynamic
 * programming over a logarithmic frequency grid. Good to about a semitone where a kick rings;
 * it cannot follow the first milliseconds of a fast sweep, which `pitch-start.ts` adds.
 */

import type { LowBand } from './low-band.ts';

const BINS_PER_OCTAVE = 12;
/** Standard deviation of the Gaussian window in cycles: wide enough that DC leaks < 1e-4. */
const WINDOW_CYCLES = 0.75;
const REACH = 2.75;
/** Coarser copies of the low band are used while a cycle keeps at least this many samples. */
const SAMPLES_PER_CYCLE = 12;
/**
 * A second and a third harmonic count for their fundamental, because drive can make
 * the third the strongest partial, but for no more than so many times the fundamental itself:
 * without that limit every pitch would vote for its subharmonics.
 */
export const HARMONIC_WEIGHT = 0.8;
export const HARMONIC_LIMIT = 4;
/** Cost of an octave of movement: a kick falls readily and rises rarely. */
const FALL_COST = 0.6;
const RISE_COST = 8;

/**
 * log2 of the pitch in Hz at each of `times` (sample indices of the low band, ascending).
 * `from` and `to` bound what may be looked at; `minHz`..`maxHz` bound the answer.
 */
export function pitchRidge(
  band: LowBand,
  times: Int32Array,
  from: number,
  to: number,
  minHz: number,
  maxHz: number,
): Float64Array {
  const bins = Math.floor(Math.log2(maxHz / minHz) * BINS_PER_OCTAVE) + 1;
  const octaves = pyramid(band.samples.subarray(0, to));
  const coherence = new Float64Array(times.length * bins);
  for (let b = 0; b < bins; b++) {
    const hz = minHz * 2 ** (b / BINS_PER_OCTAVE);
    const level = Math.min(octaves.length - 1, Math.max(0, Math.floor(Math.log2(band.rate / hz / SAMPLES_PER_CYCLE))));
    fillCoherence(octaves[level], band.rate / 2 ** level, level, hz, times, from, coherence, b, bins);
  }
  const secondAt = BINS_PER_OCTAVE;
  const thirdAt = Math.round(BINS_PER_OCTAVE * Math.log2(3));
  for (let i = 0; i < coherence.length; i += bins) {
    for (let b = 0; b < bins; b++) {
      const own = coherence[i + b];
      const limit = HARMONIC_LIMIT * own;
      const second = b + secondAt < bins ? Math.min(limit, coherence[i + b + secondAt]) : 0;
      const third = b + thirdAt < bins ? Math.min(limit, coherence[i + b + thirdAt]) : 0;
      // Ascending bins: the harmonics above are still unsummed.
      coherence[i + b] = own + HARMONIC_WEIGHT * (second + third);
    }
  }
  const path = bestPath(coherence, times.length, bins);
  return Float64Array.from(path, (b) => Math.log2(minHz) + b / BINS_PER_OCTAVE);
}

/** Copies decimated by 2, 4, 8, 16, each through a 5-tap binomial filter. */
function pyramid(samples: Float64Array): Float64Array[] {
  const levels = [samples];
  for (let l = 1; l <= 4; l++) {
    const x = levels[l - 1];
    const out = new Float64Array(Math.ceil(x.length / 2));
    const at = (n: number): number => (n >= 0 && n < x.length ? x[n] : 0);
    for (let k = 0; k < out.length; k++) {
      const n = 2 * k;
      out[k] = (at(n - 2) + at(n + 2) + 4 * (at(n - 1) + at(n + 1)) + 6 * x[n]) / 16;
    }
    levels.push(out);
  }
  return levels;
}

/** Share of the local energy that a Gaussian-windowed sinusoid of `hz` explains, into column b. */
function fillCoherence(
  x: Float64Array,
  rate: number,
  level: number,
  hz: number,
  times: Int32Array,
  from: number,
  out: Float64Array,
  b: number,
  bins: number,
): void {
  const sigma = (WINDOW_CYCLES * rate) / hz;
  const reach = Math.ceil(REACH * sigma);
  const size = 2 * reach + 1;
  const window = new Float64Array(size);
  const cosine = new Float64Array(size);
  const sine = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const n = k - reach;
    window[k] = Math.exp(-0.5 * (n / sigma) ** 2);
    cosine[k] = window[k] * Math.cos((2 * Math.PI * hz * n) / rate);
    sine[k] = window[k] * Math.sin((2 * Math.PI * hz * n) / rate);
  }
  const start = Math.max(0, Math.floor(from / 2 ** level));
  for (let i = 0; i < times.length; i++) {
    const centre = Math.round(times[i] / 2 ** level);
    const first = Math.max(start, centre - reach);
    const last = Math.min(x.length - 1, centre + reach);
    let re = 0;
    let im = 0;
    let energy = 0;
    let mass = 0;
    for (let n = first, k = first - centre + reach; n <= last; n++, k++) {
      const v = x[n];
      re += v * cosine[k];
      im += v * sine[k];
      energy += window[k] * v * v;
      mass += window[k];
    }
    out[i * bins + b] = energy > 0 ? (2 * (re * re + im * im)) / (energy * mass) : 0;
  }
}

/** Viterbi: the bins that collect most coherence for the least movement. */
function bestPath(score: Float64Array, steps: number, bins: number): Int32Array {
  const back = new Uint8Array(steps * bins);
  let best = score.slice(0, bins);
  let next = new Float64Array(bins);
  const fall = FALL_COST / BINS_PER_OCTAVE;
  const rise = RISE_COST / BINS_PER_OCTAVE;
  for (let i = 1; i < steps; i++) {
    // With linear costs the best predecessor is found by one sweep each way.
    let value = Number.NEGATIVE_INFINITY;
    let origin = 0;
    for (let b = 0; b < bins; b++) {
      value -= rise;
      if (best[b] >= value) {
        value = best[b];
        origin = b;
      }
      next[b] = value;
      back[i * bins + b] = origin;
    }
    value = Number.NEGATIVE_INFINITY;
    for (let b = bins - 1; b >= 0; b--) {
      value -= fall;
      if (best[b] >= value) {
        value = best[b];
        origin = b;
      }
      if (value > next[b]) {
        next[b] = value;
        back[i * bins + b] = origin;
      }
    }
    for (let b = 0; b < bins; b++) next[b] += score[i * bins + b];
    [best, next] = [next, best];
  }
  const path = new Int32Array(steps);
  path[steps - 1] = best.indexOf(best.reduce((a, v) => Math.max(a, v)));
  for (let i = steps - 1; i > 0; i--) path[i - 1] = back[i * bins + path[i]];
  return path;
}
