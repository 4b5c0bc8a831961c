/**
 * How far one kick can go along each slider: from its own latent both ways, the other three
 * descriptors held (or left free), until the surface says that nothing more is to be had inside the model's ball
 * or the data's range. Points of the way are kept, so that a position is found between two of them.
 */

import { advance, solve, type Ground } from './solver.ts';

/** A way of one slider: descriptor values, rising, and the latents (whitened) that have them. */
export interface Way {
  values: number[];
  points: Float64Array[];
}

/** Advance of a step of the way, in data-set standard deviations; one that gains less than a share of it is stuck. */
const ADVANCE = 0.45;
const STUCK = 0.15;
/** A way ends after this many stuck steps in turn, or this near to its limit. */
const PATIENCE = 2;
const END = 0.05;
/** The others may be off by this at a point of the way, in data-set standard deviations. */
const TOLERANCE = 0.12;
const MOST = 32;
/** Corrections of a point between two others. */
const CORRECTIONS = 3;

/**
 * @param x the kick
 * @param k which slider
 * @param limits lowest and highest value that is worth going to
 * @param hold whether the others are held, or may go where they like
 */
export function findWay(ground: Ground, x: Float64Array, k: number, limits: readonly [number, number], hold = true): Way {
  const own = [...ground.field.value(x)];
  const held = own.map((value, j) => (hold || j === k ? value : NaN));
  const down = half(ground, x, held, k, -1, limits[0]);
  const up = half(ground, x, held, k, 1, limits[1]);
  return {
    values: [...down.values.reverse(), own[k], ...up.values],
    points: [...down.points.reverse(), x, ...up.points],
  };
}

function half(ground: Ground, from: Float64Array, own: readonly number[], k: number, sign: number, limit: number): Way {
  const way: Way = { values: [], points: [] };
  const { field, scale } = ground;
  const x = from.slice();
  const target = [...own];
  let best = own[k];
  for (let step = 0, stuck = 0; step < MOST && stuck < PATIENCE; step++) {
    const y = field.slope(x);
    if (step > 0) {
      // A comparison with NaN is false: what is free is never off.
      const off = own.some((value, j) => j !== k && Math.abs(y[j] - value) > TOLERANCE * scale[j]);
      const gained = (sign * (y[k] - best)) / scale[k];
      stuck = off || gained < STUCK * ADVANCE ? stuck + 1 : 0;
      if (!off && gained > 0) {
        best = y[k];
        way.values.push(best);
        way.points.push(x.slice());
      }
    }
    if (sign * (limit - best) < END * scale[k]) break;
    target[k] = sign > 0 ? Math.min(best + ADVANCE * scale[k], limit) : Math.max(best - ADVANCE * scale[k], limit);
    advance(ground, x, y, target);
  }
  return way;
}

/** The point of a way where its descriptor has `value`, held to the way's ends. */
export function pointAt(ground: Ground, { values, points }: Way, k: number, value: number, own: readonly number[]): Float64Array {
  const above = values.findIndex((v) => v >= value);
  if (above === 0) return points[0].slice();
  if (above < 0) return points[points.length - 1].slice();
  const share = (value - values[above - 1]) / (values[above] - values[above - 1]);
  const low = points[above - 1];
  const x = points[above].map((high, i) => low[i] + share * (high - low[i]));
  const target = [...own];
  target[k] = value;
  return solve(ground, x, target, CORRECTIONS);
}
