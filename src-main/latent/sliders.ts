/**
 * Sliders as arithmetic on latents: how far a kick can go along each, where it stands, and the
 * latent that has sliders elsewhere. Works on what the bundle's descriptor surface predicts; what
 * the sound then measures is the descriptors' business.
 */

import { SLIDERS, type SliderName, type SliderValues } from '../../src-preload/contract/sliders.ts';
import { straightSurface, createField, createWhitening, type Surface, type Whitening } from './surface.ts';
import type { Axes } from './axes.ts';
import { findWay, pointAt, type Way } from './reach.ts';
import { solve, type Ground } from './solver.ts';

/** Both ends of a slider for one kick, in transformed units. */
export interface Reach {
  low: number;
  high: number;
}

/** What can be done with the latents of one bundle. */
export interface Steering {
  /** Predicted descriptors of a latent, transformed, in SLIDERS order. */
  predict(latent: readonly number[]): number[];
  /** How the predicted descriptors change with the latent, [4][L]: the direction that raises each of them. */
  slopes(latent: readonly number[]): Float64Array[];
  /** How far each slider takes this kick while the others stay. */
  reach(base: readonly number[]): Record<SliderName, Reach>;
  /** How far this kick can be taken when the others may go where they like. `k` in SLIDERS order. */
  limits(base: readonly number[], k: number): Reach;
  /** Whether a latent lies in the ball of what the model makes. */
  inside(latent: readonly number[]): boolean;
  /** Where the kick itself stands on each slider: 0 its low end, 1 its high one. */
  positions(base: readonly number[]): Record<SliderName, number>;
  /**
   * The latent with the set sliders at their positions in this kick's own reach, and the predicted
   * descriptors of the others where they were. With none set, the very same numbers.
   */
  apply(base: readonly number[], values: SliderValues): number[];
  /**
   * The latent near `base` whose predicted descriptors are `targets` (transformed, SLIDERS order;
   * NaN lets one go where it may), as near as the model can come.
   */
  aim(base: readonly number[], targets: readonly number[]): number[];
}

/** Bases whose ways are kept: the kick at hand and a few before it. */
const KEPT = 8;
/** Steps of a solve for several sliders at once, and of one that starts anywhere. */
const JOINT_STEPS = 8;
const AIM_STEPS = 40;
/** Past the data's 2nd and 98th percentiles by this share of the way between them. */
const BEYOND = 0.05;

interface Start {
  x: Float64Array;
  own: number[];
  ways: Map<number, Way>;
}

const made = new WeakMap<Axes, Steering>();

/** The steering of a bundle's axes; made once for each. */
export function steeringOf(axes: Axes): Steering {
  const known = made.get(axes) ?? createSteering(axes, axes.surface ?? straightSurface(axes));
  made.set(axes, known);
  return known;
}

function createSteering(axes: Axes, surface: Surface): Steering {
  const field = createField(surface);
  const whitening: Whitening = createWhitening(axes.pca);
  const statistics = SLIDERS.map((name) => axes.descriptors[name]);
  const scale = statistics.map(({ sd }) => sd || 1);
  const limits = statistics.map(({ low, high }): [number, number] => [low - BEYOND * (high - low), high + BEYOND * (high - low)]);
  const starts = new Map<string, Start>();

  const groundAt = (x: Float64Array): Ground => ({ field, scale, radius: Math.max(surface.radius, Math.hypot(...x)) });

  const startAt = (base: readonly number[]): Start => {
    const key = base.join();
    let start = starts.get(key);
    if (start === undefined) {
      const x = whitening.there(base);
      start = { x, own: [...field.value(x)], ways: new Map() };
    }
    // Re-inserting keeps the map in order of use.
    starts.delete(key);
    starts.set(key, start);
    for (const oldest of [...starts.keys()].slice(0, -KEPT)) starts.delete(oldest);
    return start;
  };

  const wayOf = (start: Start, k: number): Way => {
    let way = start.ways.get(k);
    if (way === undefined) {
      way = findWay(groundAt(start.x), start.x, k, limits[k]);
      start.ways.set(k, way);
    }
    return way;
  };

  const ends = ({ values }: Way): Reach => ({ low: values[0], high: values[values.length - 1] });

  const ofAll = <T>(base: readonly number[], read: (reach: Reach, own: number) => T): Record<SliderName, T> => {
    const start = startAt(base);
    const of = (k: number): T => read(ends(wayOf(start, k)), start.own[k]);
    return { decay: of(0), brightness: of(1), subby: of(2), click: of(3) };
  };

  return {
    predict: (latent) => [...field.value(whitening.there(latent))],

    slopes: (latent) => {
      field.slope(whitening.there(latent));
      return SLIDERS.map((_, k) => whitening.slope(field.jacobian.subarray(k * field.size, (k + 1) * field.size)));
    },

    reach: (base) => ofAll(base, (reach) => reach),

    limits: (base, k) => {
      const { x } = startAt(base);
      return ends(findWay(groundAt(x), x, k, limits[k], false));
    },

    inside: (latent) => Math.hypot(...whitening.there(latent)) <= surface.radius,

    positions: (base) => ofAll(base, ({ low, high }, own) => (high > low ? (own - low) / (high - low) : 0.5)),

    apply: (base, values) => {
      const set = SLIDERS.flatMap((name, k) => (values[name] === undefined ? [] : [{ k, position: values[name] }]));
      if (set.length === 0) return [...base];
      const start = startAt(base);
      const ground = groundAt(start.x);
      const target = [...start.own];
      const x = start.x.slice();
      for (const { k, position } of set) {
        const way = wayOf(start, k);
        const { low, high } = ends(way);
        target[k] = low + position * (high - low);
        const point = pointAt(ground, way, k, target[k], start.own);
        for (let i = 0; i < x.length; i++) x[i] += point[i] - start.x[i];
      }
      if (set.length > 1) solve(ground, x, target, JOINT_STEPS);
      return whitening.moved(base, start.x, x);
    },

    aim: (base, targets) => {
      const from = whitening.there(base);
      const x = solve(groundAt(from), from.slice(), targets, AIM_STEPS);
      return whitening.moved(base, from, x);
    },
  };
}
