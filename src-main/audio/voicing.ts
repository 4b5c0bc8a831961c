/**
 * How periodic a sound is along its pitch track: the share of its low band that the fundamental
 * and its harmonics explain. Not a classifier; a kick is voiced by degrees.
 */

import { gaussian } from './gaussian.ts';
import type { LowBand } from './low-band.ts';
import type { DenseTrack } from './pitch-refine.ts';

/** Harmonics of the fundamental up to this frequency and this count. */
const TOP_HZ = 1200;
const MAX_HARMONICS = 8;
/** Envelope window in cycles (standard deviation) and envelope points a cycle. */
const SIGMA = 0.9;
const REACH = 2.5;
const POINTS_PER_CYCLE = 2;
/** Envelopes are read off every second sample: the low band is oversampled by four. */
const STRIDE = 2;
/** Energies are compared over this many seconds or cycles, whichever is longer. */
const COMPARE_SECONDS = 0.008;
/**
 * What a comb with such windows explains of white noise: each harmonic sees 1 / (2 sqrt(pi) SIGMA)
 * of the spacing between harmonics.
 */
const CHANCE = 1 / (2 * Math.sqrt(Math.PI) * SIGMA);

/**
 * Voicing in [0, 1] at each of `grid` (input samples): 0 at what noise would score, 1 where the
 * comb explains everything, times the level's trust.
 */
export function measureVoicing(
  band: LowBand,
  track: DenseTrack,
  phase: Float64Array,
  trust: Float64Array,
  grid: Int32Array,
): Float32Array {
  const length = phase.length;
  const residual = band.samples.slice(track.from, track.to);
  subtractHarmonics(residual, track, phase);
  const left = new Float64Array(length + 1);
  const all = new Float64Array(length + 1);
  for (let n = 0; n < length; n++) {
    left[n + 1] = left[n] + residual[n] * residual[n];
    all[n + 1] = all[n] + band.samples[track.from + n] * band.samples[track.from + n];
  }
  const raw = Float64Array.from(grid, (sample) => {
    const k = Math.round(sample / band.factor);
    const n = k - track.from;
    if (n < 0 || n >= length) return 0;
    const half = Math.ceil(0.5 * band.rate * Math.max(COMPARE_SECONDS, 1 / Math.exp(track.logHz[n])));
    const a = Math.max(0, n - half);
    const b = Math.min(length, n + half + 1);
    const total = all[b] - all[a];
    if (total <= 0) return 0;
    const share = 1 - (left[b] - left[a]) / total;
    return trust[k] * Math.min(1, Math.max(0, (share - CHANCE) / (1 - CHANCE)));
  });
  // Binomial smoothing over five points, so that no network has to learn jitter.
  return Float32Array.from(raw, (_, i) => {
    const at = (j: number): number => raw[Math.min(raw.length - 1, Math.max(0, j))];
    return (at(i - 2) + at(i + 2) + 4 * (at(i - 1) + at(i + 1)) + 6 * at(i)) / 16;
  });
}

/** Takes the local mean and every harmonic, at its local amplitude and phase, out of `x`. */
function subtractHarmonics(x: Float64Array, track: DenseTrack, phase: Float64Array): void {
  const length = phase.length;
  const count = Math.floor(phase[length - 1] * POINTS_PER_CYCLE) + 2;
  const width = 2 * MAX_HARMONICS;
  const envelope = new Float64Array(count * width);
  const used = new Int32Array(count);
  const cosine = phase.map((p) => Math.cos(2 * Math.PI * p));
  const sine = phase.map((p) => Math.sin(2 * Math.PI * p));
  let first = 0;
  let here = 0;
  for (let m = 0; m < count; m++) {
    const centre = m / POINTS_PER_CYCLE;
    while (first < length - 1 && phase[first] < centre - REACH * SIGMA) first++;
    while (here < length - 1 && phase[here] < centre) here++;
    const harmonics = Math.min(MAX_HARMONICS, Math.max(1, Math.floor(TOP_HZ / Math.exp(track.logHz[here]))));
    used[m] = harmonics;
    // Samples count by the phase they span; at a sweep's start they are far apart.
    let mass = 0;
    const row = envelope.subarray(m * width, (m + 1) * width);
    for (let n = first; n < length && phase[n] <= centre + REACH * SIGMA; n += STRIDE) {
      const span = n > 0 ? phase[n] - phase[n - 1] : phase[1];
      const w = span * gaussian(Math.abs(phase[n] - centre) / SIGMA);
      mass += w;
      let c = 1;
      let s = 0;
      const v = 2 * w * x[n];
      for (let k = 0; k < harmonics; k++) {
        const next = c * cosine[n] - s * sine[n];
        s = s * cosine[n] + c * sine[n];
        c = next;
        row[2 * k] += v * c;
        row[2 * k + 1] += v * s;
      }
    }
    if (mass > 0) for (let k = 0; k < width; k++) row[k] /= mass;
  }
  for (let n = 0; n < length; n++) {
    const position = phase[n] * POINTS_PER_CYCLE;
    const m = Math.min(count - 2, Math.floor(position));
    const r = position - m;
    const a = m * width;
    const b = a + width;
    let c = 1;
    let s = 0;
    let sum = 0;
    for (let k = 0; k < Math.min(used[m], used[m + 1]); k++) {
      const next = c * cosine[n] - s * sine[n];
      s = s * cosine[n] + c * sine[n];
      c = next;
      sum += ((1 - r) * envelope[a + 2 * k] + r * envelope[b + 2 * k]) * c;
      sum += ((1 - r) * envelope[a + 2 * k + 1] + r * envelope[b + 2 * k + 1]) * s;
    }
    x[n] -= sum;
  }
}
