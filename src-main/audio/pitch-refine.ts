/**
 * Heterodyne refinement of a pitch track: demodulate by the track's own phase, see how the
 * residual phase turns, correct the frequency, smooth, repeat.
 *
 * Everything is measured per cycle instead of per second. In the phase domain a right track is a
 * tone of constant frequency 1 whatever it sweeps through, so one window of a cycle or so serves
 * 800 Hz and 40 Hz alike, harmonics fall on its far side, and "smooth" has one meaning.
 */

import { gaussian } from './gaussian.ts';
import type { LowBand } from './low-band.ts';

/** Measuring points a cycle. */
export const POINTS_PER_CYCLE = 4;
/** Windows are cut off at this many standard deviations. */
const REACH = 3;
/** Samples a cycle beyond which a window skips samples: more add time, not precision. */
const DENSE = 40;
const MAX_STRIDE = 4;

/** A pitch track on every sample of the low band from `from` (included) to `to` (excluded). */
export interface DenseTrack {
  from: number;
  to: number;
  /** Natural logarithm of Hz. */
  logHz: Float64Array;
}

/** A sinusoid fitted around each measuring point. */
export interface Demodulated {
  /** Sample positions (fractional, in the low band) of the points. */
  at: Float64Array;
  /** x ~ re cos(phase) - im sin(phase). */
  re: Float64Array;
  im: Float64Array;
  /** Windowed energy of the sound about its local mean, and what the sinusoid explains of it. */
  energy: Float64Array;
  explained: Float64Array;
}

/** Phase in cycles since `from`, at every sample of the track. */
export function integratePhase(track: DenseTrack, rate: number): Float64Array {
  const phase = new Float64Array(track.to - track.from);
  let sum = 0;
  let previous = Math.exp(track.logHz[0]);
  for (let n = 1; n < phase.length; n++) {
    const hz = Math.exp(track.logHz[n]);
    sum += (0.5 * (previous + hz)) / rate;
    phase[n] = sum;
    previous = hz;
  }
  return phase;
}

/**
 * Weighted least squares of {1, cos, sin} of the track's phase around every quarter of a cycle,
 * under a Gaussian of `sigma` cycles. A fit rather than a product with exp(-i phase), because
 * windows at the onset are one-sided and would let DC and the image at -f through.
 */
export function demodulate(band: LowBand, track: DenseTrack, phase: Float64Array, sigma: number): Demodulated {
  const x = band.samples;
  const length = phase.length;
  const cosine = new Float64Array(length);
  const sine = new Float64Array(length);
  for (let n = 0; n < length; n++) {
    const angle = 2 * Math.PI * (phase[n] - Math.floor(phase[n]));
    cosine[n] = Math.cos(angle);
    sine[n] = Math.sin(angle);
  }
  const count = Math.max(2, Math.floor(phase[length - 1] * POINTS_PER_CYCLE) + 1);
  const at = new Float64Array(count);
  const re = new Float64Array(count);
  const im = new Float64Array(count);
  const energy = new Float64Array(count);
  const explained = new Float64Array(count);
  let here = 0;
  let first = 0;
  for (let m = 0; m < count; m++) {
    const centre = m / POINTS_PER_CYCLE;
    while (here < length - 1 && phase[here] < centre) here++;
    at[m] = track.from + (here === 0 ? 0 : here - Math.max(0, (phase[here] - centre) / (phase[here] - phase[here - 1])));
    while (phase[first] < centre - REACH * sigma) first++;
    const cycle = here > 0 ? 1 / (phase[here] - phase[here - 1]) : 1 / phase[1];
    const stride = Math.min(MAX_STRIDE, Math.max(1, Math.floor(cycle / DENSE)));
    const sums = new Float64Array(10);
    const end = centre + REACH * sigma;
    for (let n = first; n < length && phase[n] <= end; n += stride) {
      const w = gaussian(Math.abs(phase[n] - centre) / sigma);
      const v = x[track.from + n];
      const wc = w * cosine[n];
      const ws = w * sine[n];
      sums[0] += w;
      sums[1] += wc;
      sums[2] += ws;
      sums[3] += wc * cosine[n];
      sums[4] += wc * sine[n];
      sums[5] += ws * sine[n];
      sums[6] += w * v;
      sums[7] += wc * v;
      sums[8] += ws * v;
      sums[9] += w * v * v;
    }
    const fit = solve(sums);
    re[m] = fit.a;
    im[m] = -fit.b;
    energy[m] = fit.energy;
    explained[m] = fit.explained;
  }
  return { at, re, im, energy, explained };
}

/** Fit after the mean is projected out, so that a slow offset is nobody's merit. */
function solve(s: Float64Array): { a: number; b: number; energy: number; explained: number } {
  const w = s[0];
  const cc = s[3] - (s[1] * s[1]) / w;
  const cs = s[4] - (s[1] * s[2]) / w;
  const ss = s[5] - (s[2] * s[2]) / w;
  const xc = s[7] - (s[1] * s[6]) / w;
  const xs = s[8] - (s[2] * s[6]) / w;
  // A trace of ridge keeps half-empty windows at the edges from inventing amplitudes.
  const ridge = 1e-3 * w;
  const det = (cc + ridge) * (ss + ridge) - cs * cs;
  const a = ((ss + ridge) * xc - cs * xs) / det;
  const b = ((cc + ridge) * xs - cs * xc) / det;
  const energy = s[9] - (s[6] * s[6]) / w;
  const explained = Math.min(energy, Math.max(0, 2 * (a * xc + b * xs) - (a * a * cc + 2 * a * b * cs + b * b * ss)));
  return { a, b, energy: Math.max(0, energy), explained };
}

export interface Pass {
  /** Window, in cycles. */
  sigma: number;
  /** Smoothing length as a share of the time since the onset: kicks change on a log-time scale. */
  smoothing: number;
}

/** Smoothing never reaches below this many seconds. */
const SMOOTHING_FROM = 0.003;
const MAX_SMOOTHING_CYCLES = 6;
/** A window gives no more than this correction at once; beyond it its phase slope folds. */
const MAX_STEP = 0.4;
/**
 * Where there is next to nothing to measure (weights below HOLD_BELOW) the track is drawn level:
 * a spline alone would go on in a straight line through noise.
 */
const HOLD = 0.3;
const HOLD_BELOW = 0.05;

/**
 * One pass: the track corrected and smoothed. `trusted(position)` in [0, 1] is what a measuring
 * point there (low-band sample) may weigh by its level.
 */
export function refine(
  band: LowBand,
  track: DenseTrack,
  pass: Pass,
  trusted: (position: number) => number,
  minHz: number,
  maxHz: number,
): DenseTrack {
  const phase = integratePhase(track, band.rate);
  const d = demodulate(band, track, phase, pass.sigma);
  const count = d.at.length - 1;
  const target = new Float64Array(count);
  const weight = new Float64Array(count);
  const stiffness = new Float64Array(count);
  const hold = new Float64Array(count);
  const at = new Float64Array(count);
  for (let m = 0; m < count; m++) {
    at[m] = 0.5 * (d.at[m] + d.at[m + 1]);
    const turned = Math.atan2(
      d.im[m + 1] * d.re[m] - d.re[m + 1] * d.im[m],
      d.re[m + 1] * d.re[m] + d.im[m + 1] * d.im[m],
    );
    const error = Math.min(MAX_STEP, Math.max(-MAX_STEP, (turned / (2 * Math.PI)) * POINTS_PER_CYCLE));
    const old = sampleAt(track, at[m]);
    target[m] = old + Math.log1p(error);
    const share = (d.explained[m] + d.explained[m + 1]) / (d.energy[m] + d.energy[m + 1] + 1e-30);
    weight[m] = (trusted(at[m]) * share * share) / (1.05 - share) + 1e-9;
    const seconds = (at[m] - track.from) / band.rate;
    const cycles = Math.min(MAX_SMOOTHING_CYCLES, pass.smoothing * (seconds + SMOOTHING_FROM) * Math.exp(old));
    const reach = cycles * POINTS_PER_CYCLE;
    stiffness[m] = reach ** 4 + 0.1;
    hold[m] = (HOLD * reach * reach * HOLD_BELOW) / (HOLD_BELOW + weight[m]);
  }
  const smooth = smoothSpline(target, weight, stiffness, hold);
  const lo = Math.log(minHz);
  const hi = Math.log(maxHz);
  for (let m = 0; m < count; m++) smooth[m] = Math.min(hi, Math.max(lo, smooth[m]));
  return { from: track.from, to: track.to, logHz: interpolate(at, smooth, track.from, track.to) };
}

function sampleAt(track: DenseTrack, position: number): number {
  const p = Math.min(track.to - 1, Math.max(track.from, position)) - track.from;
  const n = Math.min(track.logHz.length - 2, Math.floor(p));
  return track.logHz[n] + (p - n) * (track.logHz[n + 1] - track.logHz[n]);
}

/** Piecewise linear through (at, values), held beyond the ends, on every sample from..to-1. */
export function interpolate(at: Float64Array, values: Float64Array, from: number, to: number): Float64Array {
  const out = new Float64Array(to - from);
  let m = 0;
  for (let n = 0; n < out.length; n++) {
    const t = from + n;
    while (m < at.length - 1 && at[m + 1] <= t) m++;
    if (t <= at[0]) out[n] = values[0];
    else if (m === at.length - 1) out[n] = values[m];
    else out[n] = values[m] + ((t - at[m]) / (at[m + 1] - at[m])) * (values[m + 1] - values[m]);
  }
  return out;
}

/**
 * argmin_u sum w (u - y)^2 + sum s (second difference of u)^2 + sum h (first difference of u)^2
 * (Whittaker 1923, with a second penalty), by LDL' of the pentadiagonal normal equations.
 */
function smoothSpline(y: Float64Array, w: Float64Array, s: Float64Array, h: Float64Array): Float64Array {
  const n = y.length;
  const u = Float64Array.from(y, (v, i) => v * w[i]);
  const d0 = Float64Array.from(w);
  const d1 = new Float64Array(n);
  const d2 = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) {
    d0[i - 1] += s[i];
    d0[i] += 4 * s[i];
    d0[i + 1] += s[i];
    d1[i - 1] -= 2 * s[i];
    d1[i] -= 2 * s[i];
    d2[i - 1] += s[i];
  }
  for (let i = 0; i + 1 < n; i++) {
    d0[i] += h[i];
    d0[i + 1] += h[i];
    d1[i] -= h[i];
  }
  for (let i = 0; i < n; i++) {
    if (i + 1 < n) {
      const l1 = d1[i] / d0[i];
      const l2 = d2[i] / d0[i];
      d0[i + 1] -= l1 * d1[i];
      d1[i + 1] -= l1 * d2[i];
      u[i + 1] -= l1 * u[i];
      if (i + 2 < n) {
        d0[i + 2] -= l2 * d2[i];
        u[i + 2] -= l2 * u[i];
      }
      d1[i] = l1;
      d2[i] = l2;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    u[i] /= d0[i];
    if (i + 1 < n) u[i] -= d1[i] * u[i + 1];
    if (i + 2 < n) u[i] -= d2[i] * u[i + 2];
  }
  return u;
}
