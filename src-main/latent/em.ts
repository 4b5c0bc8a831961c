/**
 * Expectation-maximisation for a mixture of a given number of Gaussians and a given shape of their
 * covariances (Dempster, Laird & Rubin 1977). Which number and shape is `mixture-fit.ts`'s choice.
 */

import type { Random } from '../base/random.ts';
import { kMeans, type Points } from './k-means.ts';
import { choleskyOf, invertLower, logDiagonal } from './triangular.ts';

/**
 * What the components' covariances share (Celeux & Govaert 1995, "Gaussian parsimonious clustering
 * models"): `tied` all of it (their EEE), `scaled` all but the volume (VEE), `full` nothing (VVV).
 */
export const SHAPES = ['tied', 'scaled', 'full'] as const;
export type Shape = (typeof SHAPES)[number];

/** Components as EM keeps them. */
export interface Mixture {
  /** [k], summing to 1 */
  weights: Float64Array;
  /** [k] of [size] */
  means: Float64Array[];
  /** [k] of [size * size]: lower triangular factors of the covariances. */
  factors: Float64Array[];
}

export interface EmOptions {
  k: number;
  shape: Shape;
  /**
   * How many points' worth of the covariance that all components have in common each one's own is
   * blended with, so that a component of few points does not collapse (in the manner of Fraley &
   * Raftery 2007, whose prior is fixed beforehand).
   */
  shrinkage: number;
  /** How many k-means starts are tried. */
  starts: number;
  random: Random;
}

/** Stops when a round gains less than this many nats a point, or after so many rounds. */
const LEAST_GAIN = 2e-3;
const MOST_ROUNDS = 60;
/** Rounds of each start before the likeliest goes on alone (Biernacki, Celeux & Govaert 2003). */
const TRIAL_ROUNDS = 6;
/** A point this unlikely to be a component's does not move it. */
const NEGLIGIBLE = 1e-7;
/** Added to every variance of the whitened points: no component gets thinner than 1 % of their spread. */
const FLOOR = 1e-4;
/** A component this many nats below the likeliest one adds nothing to a point's density. */
const BEYOND = 40;
/** A component of fewer points' worth has died. */
const LEAST_MASS = 1e-6;
/** Rows of a factor between two looks whether a component is beyond. */
const ROWS = 8;

/** Free numbers of a mixture; what BIC charges for. */
export function parameterCount(k: number, size: number, shape: Shape): number {
  const covariance = (size * (size + 1)) / 2;
  const covariances = { tied: covariance, scaled: covariance + k - 1, full: k * covariance }[shape];
  return k - 1 + k * size + covariances;
}

/**
 * log(sum over components of weight x density) of every point, and the responsibilities [N * k].
 * @param shares filled with the responsibilities
 * @returns sum over points of weight x log density
 */
export function expect(points: Points, { weights, means, factors }: Mixture, shares: Float64Array): number {
  const { data, size } = points;
  const k = weights.length;
  const inverses = factors.map((factor) => invertLower(factor, size));
  const offsets = factors.map((factor, c) => Math.log(weights[c]) - logDiagonal(factor, size) - 0.5 * size * Math.log(2 * Math.PI));
  const centred = new Float64Array(size);
  const logs = new Float64Array(k);
  let total = 0;
  for (let i = 0; i < points.weights.length; i++) {
    let highest = -Infinity;
    for (let c = 0; c < k; c++) {
      const mean = means[c];
      for (let d = 0; d < size; d++) centred[d] = data[i * size + d] - mean[d];
      const inverse = inverses[c];
      let log = offsets[c];
      for (let d = 0; d < size; d++) {
        let e = 0;
        for (let j = 0; j <= d; j++) e += inverse[d * size + j] * centred[j];
        log -= 0.5 * e * e;
        if (d % ROWS === ROWS - 1 && log < highest - BEYOND) break;
      }
      logs[c] = log;
      highest = Math.max(highest, log);
    }
    let sum = 0;
    for (let c = 0; c < k; c++) sum += Math.exp(logs[c] - highest);
    const density = highest + Math.log(sum);
    for (let c = 0; c < k; c++) shares[i * k + c] = Math.exp(logs[c] - density);
    total += points.weights[i] * density;
  }
  return total;
}

/** Scatter of the points about a mean, weighted by their share of component c: [size * size], symmetric. */
function scatter({ data, size, weights }: Points, shares: Float64Array, k: number, c: number, mean: Float64Array): Float64Array {
  const out = new Float64Array(size * size);
  const centred = new Float64Array(size);
  for (let i = 0; i < weights.length; i++) {
    const share = weights[i] * shares[i * k + c];
    if (share < NEGLIGIBLE) continue;
    for (let d = 0; d < size; d++) centred[d] = data[i * size + d] - mean[d];
    for (let a = 0; a < size; a++) {
      const scaled = share * centred[a];
      for (let b = 0; b <= a; b++) out[a * size + b] += scaled * centred[b];
    }
  }
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) out[b * size + a] = out[a * size + b];
  return out;
}

const sumOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

/** sum(A o B): the trace of the product of two symmetric matrices. */
const innerProduct = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** (C C^T)^-1 from C. */
function precision(factor: Float64Array, size: number): Float64Array {
  const inverse = invertLower(factor, size);
  const out = new Float64Array(size * size);
  for (let m = 0; m < size; m++) {
    for (let a = 0; a <= m; a++) for (let b = 0; b <= m; b++) out[a * size + b] += inverse[m * size + a] * inverse[m * size + b];
  }
  return out;
}

/** How large each component's covariance is beside a common one's, [k]. */
function volumes(scatters: readonly Float64Array[], masses: Float64Array, common: Float64Array, size: number): Float64Array {
  const inverse = precision(common, size);
  return masses.map((mass, c) => innerProduct(scatters[c], inverse) / (mass * size));
}

/** The components' factors from their scatters, [k]; null where a covariance has none. */
function factorsOf(
  scatters: readonly Float64Array[],
  masses: Float64Array,
  { shape, shrinkage }: EmOptions,
  before: Mixture | null,
  size: number,
): Float64Array[] | null {
  const total = sumOf(masses);
  const common = (scales: Float64Array): Float64Array => {
    const out = new Float64Array(size * size);
    scatters.forEach((one, c) => { for (let i = 0; i < out.length; i++) out[i] += one[i] / scales[c] / total; });
    return out;
  };
  const even = new Float64Array(masses.length).fill(1);
  const pooled = common(even);
  if (shape === 'full') {
    const own = scatters.map((one, c) =>
      choleskyOf(one.map((value, i) => (value + shrinkage * pooled[i]) / (masses[c] + shrinkage)), size));
    return own.every((factor) => factor !== null) ? own : null;
  }
  const tied = choleskyOf(pooled, size);
  if (tied === null || shape === 'tied') return tied === null ? null : scatters.map(() => tied);
  // One round of the alternation between volumes and shape (an ECM step), from the round before.
  const scales = volumes(scatters, masses, before?.factors[0] ?? tied, size);
  const alike = choleskyOf(common(scales), size);
  return alike === null ? null : Array.from(scales, (scale) => alike.map((value) => value * Math.sqrt(scale)));
}

/** Mixture that fits the responsibilities best; null where a component died or collapsed. */
function maximise(points: Points, shares: Float64Array, options: EmOptions, before: Mixture | null): Mixture | null {
  const { k } = options;
  const { data, size } = points;
  const masses = new Float64Array(k);
  const means = Array.from({ length: k }, () => new Float64Array(size));
  for (let i = 0; i < points.weights.length; i++) {
    for (let c = 0; c < k; c++) {
      const share = points.weights[i] * shares[i * k + c];
      masses[c] += share;
      for (let d = 0; d < size; d++) means[c][d] += share * data[i * size + d];
    }
  }
  if (masses.some((mass) => !(mass > LEAST_MASS))) return null;
  means.forEach((mean, c) => { for (let d = 0; d < size; d++) mean[d] /= masses[c]; });
  const scatters = means.map((mean, c) => {
    const out = scatter(points, shares, k, c, mean);
    for (let d = 0; d < size; d++) out[d * size + d] += FLOOR * masses[c];
    return out;
  });
  const factors = factorsOf(scatters, masses, options, before, size);
  const total = sumOf(masses);
  return factors === null ? null : { weights: masses.map((mass) => mass / total), means, factors };
}

interface Run {
  mixture: Mixture;
  logLikelihood: number;
}

/** Goes on from responsibilities until little is gained; null where a component died or collapsed. */
function run(points: Points, shares: Float64Array, options: EmOptions, rounds: number, from: Mixture | null): Run | null {
  const total = sumOf(points.weights);
  let mixture = maximise(points, shares, options, from);
  let last = -Infinity;
  for (let round = 0; mixture !== null; round++) {
    const logLikelihood = expect(points, mixture, shares);
    if (round === rounds || logLikelihood - last < LEAST_GAIN * total) return { mixture, logLikelihood };
    last = logLikelihood;
    mixture = maximise(points, shares, options, mixture);
  }
  return null;
}

/**
 * The likeliest mixture from several k-means starts, or null where none holds.
 * @param points whitened (covariance I), so that every dimension counts alike
 * @returns the mixture and sum over points of weight x log density under it
 */
export function fitComponents(points: Points, options: EmOptions): Run | null {
  const { k, random, starts } = options;
  const count = points.weights.length;
  let best: Run | null = null;
  for (let start = 0; start < (k === 1 ? 1 : starts); start++) {
    const shares = new Float64Array(count * k);
    kMeans(points, k, random).forEach((c, i) => { shares[i * k + c] = 1; });
    const tried = run(points, shares, options, TRIAL_ROUNDS, null);
    if (tried !== null && (best === null || tried.logLikelihood > best.logLikelihood)) best = tried;
  }
  if (best === null) return null;
  const shares = new Float64Array(count * k);
  expect(points, best.mixture, shares);
  return run(points, shares, options, MOST_ROUNDS, best.mixture);
}
