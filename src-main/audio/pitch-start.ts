/**
 * Where the refinement starts: the wavelet ridge for the ring, and for the first milliseconds the
 * exponential sweep that explains most of the sound, found by trying a grid of them. A wavelet
 * cannot see a fall of three octaves within two cycles; a matched filter can.
 */

import { gaussian } from './gaussian.ts';
import type { LowBand } from './low-band.ts';
import type { DenseTrack } from './pitch-refine.ts';
import { HARMONIC_LIMIT, HARMONIC_WEIGHT } from './pitch-ridge.ts';

/** Pitch at the onset over the pitch where the sweep joins the ridge. */
const START_RATIOS = [1, 1.35, 1.8, 2.5, 3.5, 5, 7, 10, 14] as const;
/** Time constants and joining times in seconds. */
const TIME_CONSTANTS = [0.0015, 0.003, 0.006, 0.012, 0.025, 0.05] as const;
const JOINS = [0.03, 0.09] as const;
/** How much of the sound a trial is judged by, and how often. */
const JUDGED_SECONDS = 0.1;
const STEP_SECONDS = 0.004;
/** Judging window: at least this many seconds and this many cycles (standard deviation). */
const WINDOW_SECONDS = 0.004;
const WINDOW_CYCLES = 0.5;
const WINDOW_REACH = 2.5;

/** The low band is oversampled by four: trials look at every second sample. */
const STRIDE = 2;

/** The best of the ridge itself and every sweep that joins it. */
export function bestStart(band: LowBand, ridge: DenseTrack, maxHz: number): DenseTrack {
  const judge = createJudge(band, ridge);
  let best: { join: number; ratio: number; seconds: number } | undefined;
  let bestShare = judge(ridgeHz(ridge));
  for (const join of JOINS) {
    const at = Math.min(ridge.logHz.length - 1, Math.round(join * band.rate));
    for (const ratio of START_RATIOS) {
      if (Math.exp(ridge.logHz[at]) * ratio > maxHz) break;
      for (const seconds of ratio === 1 ? TIME_CONSTANTS.slice(0, 1) : TIME_CONSTANTS) {
        const share = judge(sweepHz(ridge, band.rate, at, ratio, seconds));
        if (share > bestShare) {
          best = { join: at, ratio, seconds };
          bestShare = share;
        }
      }
    }
  }
  if (best === undefined) return ridge;
  const hz = sweepHz(ridge, band.rate, best.join, best.ratio, best.seconds);
  const logHz = ridge.logHz.slice();
  for (let n = 0; n < best.join; n++) logHz[n] = Math.log(hz(n));
  return { from: ridge.from, to: ridge.to, logHz };
}

/** Hz at sample n after the onset. */
type Curve = (n: number) => number;

const ridgeHz = (ridge: DenseTrack): Curve => (n) => Math.exp(ridge.logHz[n]);

/** An exponential fall from `ratio` times the ridge at sample `at` down to it; then the ridge. */
function sweepHz(ridge: DenseTrack, rate: number, at: number, ratio: number, seconds: number): Curve {
  const rest = Math.exp(ridge.logHz[at]);
  const perSample = -1 / (rate * seconds);
  const left = Math.exp(at * perSample);
  const span = (rest * (ratio - 1)) / (1 - left);
  return (n) => (n < at ? rest + span * (Math.exp(n * perSample) - left) : Math.exp(ridge.logHz[n]));
}

/**
 * A function that says which share of the energy of the first 100 ms sinusoids along a curve (and
 * their harmonics, as far as the ridge counts them) explain, each with an amplitude of its own under a window of a few milliseconds: the right
 * sweep needs no quicker one, a wrong one slides out of phase under it.
 */
function createJudge(band: LowBand, ridge: DenseTrack): (curve: Curve) => number {
  const rate = band.rate / STRIDE;
  const judged = Math.floor(Math.min(ridge.to - ridge.from, JUDGED_SECONDS * band.rate) / STRIDE);
  const x = Float64Array.from({ length: judged }, (_, n) => band.samples[ridge.from + n * STRIDE]);
  const cosine = new Float64Array(judged);
  const sine = new Float64Array(judged);
  const hz = new Float64Array(judged);
  const step = Math.max(1, Math.round(STEP_SECONDS * rate));
  return (curve) => {
    let phase = 0;
    for (let n = 0; n < judged; n++) {
      hz[n] = curve(n * STRIDE);
      if (n > 0) phase += (Math.PI * (hz[n - 1] + hz[n])) / rate;
      cosine[n] = Math.cos(phase);
      sine[n] = Math.sin(phase);
    }
    let explained = 0;
    let total = 0;
    for (let centre = 0; centre < judged; centre += step) {
      const sigma = Math.max(WINDOW_SECONDS, WINDOW_CYCLES / hz[centre]) * rate;
      const reach = Math.ceil(WINDOW_REACH * sigma);
      let [w0, wc, ws, cc, cs, ss, x0, xc, xs, xx] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
      let [xc2, xs2, xc3, xs3] = [0, 0, 0, 0];
      const last = Math.min(judged - 1, centre + reach);
      for (let n = Math.max(0, centre - reach); n <= last; n++) {
        const w = gaussian(Math.abs(n - centre) / sigma) / sigma;
        const v = w * x[n];
        const c = cosine[n];
        const s = sine[n];
        w0 += w;
        wc += w * c;
        ws += w * s;
        cc += w * c * c;
        cs += w * c * s;
        ss += w * s * s;
        x0 += v;
        xc += v * c;
        xs += v * s;
        xx += v * x[n];
        // Multiple angles: cos 2a = 2cc - 1, sin 2a = 2sc, cos 3a = c(4cc - 3), sin 3a = s(4cc - 1).
        xc2 += v * (2 * c * c - 1);
        xs2 += v * (2 * s * c);
        xc3 += v * c * (4 * c * c - 3);
        xs3 += v * s * (4 * c * c - 1);
      }
      // The mean is projected out; a little ridge keeps near-singular windows honest.
      const ridgeTerm = 1e-2 * w0;
      const a = cc - (wc * wc) / w0 + ridgeTerm;
      const b = cs - (wc * ws) / w0;
      const d = ss - (ws * ws) / w0 + ridgeTerm;
      const p = xc - (x0 * wc) / w0;
      const q = xs - (x0 * ws) / w0;
      const own = (p * p * d - 2 * p * q * b + q * q * a) / (a * d - b * b);
      const mean = x0 / w0;
      const second = (2 * ((xc2 - mean * (2 * cc - w0)) ** 2 + (xs2 - mean * 2 * cs) ** 2)) / w0;
      const third = (2 * (xc3 * xc3 + xs3 * xs3)) / w0;
      const limit = HARMONIC_LIMIT * own;
      explained += Math.min(xx, own + HARMONIC_WEIGHT * (Math.min(limit, second) + Math.min(limit, third)));
      total += xx;
    }
    return total > 0 ? explained / total : 0;
  };
}
