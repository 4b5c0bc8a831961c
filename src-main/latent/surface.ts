/**
 * The descriptor surface: what decay, brightness, subby and click a latent will have, and how they
 * change around it, in microseconds. A small network fitted on rendered sounds
 * (`engine/train/surface-fit.ts`) over the whitened principal axes; evaluation only.
 *
 * y = out . h + skip . x + bias, h = tanh(W2 tanh(W1 x + b1) + b2), any number of hidden layers.
 * With none it is the straight-line map of bundles that were fitted before there was a surface.
 */

import { SLIDERS } from '../../src-preload/contract/sliders.ts';
import { COLLAPSED, type Axes } from './axes.ts';
import { dot } from './vector.ts';

/** `surface` in `axes.json`. x is the latent in whitened PCA coordinates [L]; y is transformed, SLIDERS order. */
export interface Surface {
  /** Weights [units][inputs] of each tanh layer, the first over x. */
  hidden: { weights: number[][]; bias: number[] }[];
  /** [4][units of the last hidden layer]; rows are empty where there is no hidden layer. */
  out: number[][];
  /** [4][L] */
  skip: number[][];
  /** [4] */
  bias: number[];
  /** Distance |x| within which the model's own sounds lie: nothing is solved for outside. */
  radius: number;
}

/** A surface made ready to be evaluated many times. Its arrays are reused: copy what is to stay. */
export interface Field {
  /** L */
  readonly size: number;
  /** The descriptors at x. */
  value(x: Float64Array): Float64Array;
  /** The descriptors at x, and their derivatives [4 x L] by rows in `jacobian`. */
  slope(x: Float64Array): Float64Array;
  readonly jacobian: Float64Array;
}

const K = SLIDERS.length;

interface Layer {
  weights: Float64Array;
  bias: Float64Array;
  inputs: number;
  units: number;
  /** tanh of each unit. */
  out: Float64Array;
  /** [4 x units] of dy/d(units) on the way back. */
  back: Float64Array;
}

/** Prepares a surface. */
export function createField(surface: Surface): Field {
  const size = surface.skip[0].length;
  const layers: Layer[] = surface.hidden.map(({ weights, bias }) => ({
    weights: Float64Array.from(weights.flat()),
    bias: Float64Array.from(bias),
    inputs: weights[0].length,
    units: weights.length,
    out: new Float64Array(weights.length),
    back: new Float64Array(K * weights.length),
  }));
  const out = surface.out.map((row) => Float64Array.from(row));
  const skip = surface.skip.map((row) => Float64Array.from(row));
  const y = new Float64Array(K);
  const jacobian = new Float64Array(K * size);

  const value = (x: Float64Array): Float64Array => {
    let input = x;
    for (const { weights, bias, inputs, units, out: h } of layers) {
      for (let u = 0; u < units; u++) h[u] = Math.tanh(bias[u] + inner(weights, u * inputs, input));
      input = h;
    }
    for (let k = 0; k < K; k++) {
      let sum = surface.bias[k];
      const row = out[k];
      for (let u = 0; u < row.length; u++) sum += row[u] * input[u];
      const line = skip[k];
      for (let i = 0; i < size; i++) sum += line[i] * x[i];
      y[k] = sum;
    }
    return y;
  };

  const slope = (x: Float64Array): Float64Array => {
    value(x);
    for (let k = 0; k < K; k++) jacobian.set(skip[k], k * size);
    for (let l = layers.length - 1; l >= 0; l--) {
      if (l === layers.length - 1) for (let k = 0; k < K; k++) layers[l].back.set(out[k], k * out[k].length);
      const before = l === 0 ? jacobian : layers[l - 1].back;
      if (l > 0) before.fill(0);
      pullBack(layers[l], before);
    }
    return y;
  };

  return { size, value, slope, jacobian };
}

/** Row `from` ... of the weights times the input; four sums that need not wait for each other. */
function inner(weights: Float64Array, from: number, input: Float64Array): number {
  const n = input.length;
  const whole = n - (n % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < whole; i += 4) {
    a += weights[from + i] * input[i];
    b += weights[from + i + 1] * input[i + 1];
    c += weights[from + i + 2] * input[i + 2];
    d += weights[from + i + 3] * input[i + 3];
  }
  for (let i = whole; i < n; i++) a += weights[from + i] * input[i];
  return a + b + (c + d);
}

/** Adds to `before` [4 x inputs] what `back` [4 x units] of a layer comes to at its inputs; four rows at once, each weight read once. */
function pullBack({ weights, inputs, units, out: h, back }: Layer, before: Float64Array): void {
  for (let u = 0; u < units; u++) {
    const bend = 1 - h[u] * h[u];
    const a = bend * back[u];
    const b = bend * back[units + u];
    const c = bend * back[2 * units + u];
    const d = bend * back[3 * units + u];
    for (let i = 0, at = u * inputs; i < inputs; i++, at++) {
      const w = weights[at];
      before[i] += a * w;
      before[inputs + i] += b * w;
      before[2 * inputs + i] += c * w;
      before[3 * inputs + i] += d * w;
    }
  }
}

/** Between latents and whitened principal coordinates. A collapsed axis reads 0 and moves nothing. */
export interface Whitening {
  /** x of a latent. */
  there(latent: readonly number[]): Float64Array;
  /** The latent moved as x moved; where x did not move, the very same numbers. */
  moved(latent: readonly number[], from: Float64Array, to: Float64Array): number[];
  /** A slope by x [L] as the slope by latent. */
  slope(byX: Float64Array): Float64Array;
}

export function createWhitening({ mean, components, sd }: Axes['pca']): Whitening {
  const limit = COLLAPSED * Math.max(...sd);
  const live = sd.map((s) => s > limit && s > 0);
  return {
    there: (latent) => {
      const centred = latent.map((value, i) => value - mean[i]);
      return Float64Array.from(components, (axis, i) => (live[i] ? dot(axis, centred) / sd[i] : 0));
    },
    moved: (latent, from, to) => {
      const next = [...latent];
      components.forEach((axis, i) => {
        const step = live[i] ? (to[i] - from[i]) * sd[i] : 0;
        if (step !== 0) for (let d = 0; d < next.length; d++) next[d] += step * axis[d];
      });
      return next;
    },
    slope: (byX) => {
      const byLatent = new Float64Array(mean.length);
      components.forEach((axis, i) => {
        const share = live[i] ? byX[i] / sd[i] : 0;
        if (share !== 0) for (let d = 0; d < byLatent.length; d++) byLatent[d] += share * axis[d];
      });
      return byLatent;
    },
  };
}

/** |x| that a standard normal of L dimensions stays within, 99 times of 100 (Wilson & Hilferty 1931). */
function usualRadius(size: number): number {
  const spread = 2 / (9 * size);
  return Math.sqrt(size * (1 - spread + 2.326 * Math.sqrt(spread)) ** 3);
}

/** The straight-line map of the axes as a surface. */
export function straightSurface({ map, pca }: Pick<Axes, 'map' | 'pca'>): Surface {
  return {
    hidden: [],
    out: map.weights.map(() => []),
    skip: map.weights.map((row) => pca.components.map((axis, i) => dot(axis, row) * pca.sd[i])),
    bias: map.weights.map((row, k) => dot(row, pca.mean) + map.bias[k]),
    radius: usualRadius(pca.mean.length),
  };
}
