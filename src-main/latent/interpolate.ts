/** Ways between latents: straight lines, and arcs about a centre. Pure arithmetic; which latents sound good is the prior's to say. */

import { dot } from './vector.ts';

/** `straight`: by the shortest way. `spherical`: around the centre, as far from it as the kicks themselves are. */
export type Way = 'straight' | 'spherical';

/** A point's direction from the centre, of length 1, and its distance; no direction at the centre itself. */
interface Polar {
  direction: number[] | null;
  distance: number;
}

/** Cosines nearer to -1 than this leave open which way round the centre leads. */
const OPPOSITE = 1e-9;
/** The mean on the sphere has come to rest, radians. */
const AT_REST = 1e-12;
const MOST_ROUNDS = 64;

/**
 * `steps` latents evenly spaced from `a` to `b`, both ends included and exact.
 * @param steps whole number >= 2; the caller checks it, and that the lengths agree.
 */
export function interpolate(a: readonly number[], b: readonly number[], steps: number): number[][] {
  return Array.from({ length: steps }, (_, i) => lerp(a, b, i / (steps - 1)));
}

/** (1 - t) a + t b. */
export function lerp(a: readonly number[], b: readonly number[], t: number): number[] {
  return a.map((value, d) => (1 - t) * value + t * b[d]);
}

/**
 * The point at `t` of the arc from `a` (t = 0) to `b` (t = 1) about `centre`: the direction turns
 * evenly along the great circle (Shoemake 1985, "Animating rotation with quaternion curves"), the
 * distance goes evenly from the one to the other. A straight line between two draws of a Gaussian
 * of many dimensions passes nearer to its centre than draws ever lie (White 2016, "Sampling
 * generative networks"); this arc does not. Where no arc is determined, because an end is the
 * centre or the two lie opposite each other, it is the straight line.
 */
export function slerp(centre: readonly number[], a: readonly number[], b: readonly number[], t: number): number[] {
  if (t === 0) return [...a];
  if (t === 1) return [...b];
  const [from, to] = [polarOf(centre, a), polarOf(centre, b)];
  if (from.direction === null || to.direction === null) return lerp(a, b, t);
  const cosine = dot(from.direction, to.direction);
  if (1 + cosine < OPPOSITE) return lerp(a, b, t);
  const direction = turn(from.direction, tangent(from.direction, to.direction), t);
  const distance = (1 - t) * from.distance + t * to.distance;
  return direction.map((value, d) => centre[d] + distance * value);
}

/** The point at `t` of the way from `a` to `b`. */
function along(a: readonly number[], b: readonly number[], t: number, way: Way, centre: readonly number[]): number[] {
  return way === 'straight' ? lerp(a, b, t) : slerp(centre, a, b, t);
}

/**
 * Latents mixed by weights that sum to 1. Spherical: the weighted mean of their directions on the
 * unit sphere, the point from which the weighted arcs to all of them cancel (Buss & Fillmore 2001,
 * "Spherical averages and applications to spherical splines and interpolation"), at the weighted
 * mean of their distances; of two it is the `slerp`, and of one that one exactly. Straight, and where
 * the directions cancel, it is the weighted mean itself.
 */
export function blend(latents: readonly (readonly number[])[], weights: readonly number[], way: Way, centre: readonly number[]): number[] {
  const used = weights.flatMap((weight, i) => (weight === 0 ? [] : [i]));
  const [first, second] = used;
  if (used.length === 1) return [...latents[first]];
  if (used.length === 2) return along(latents[first], latents[second], weights[second], way, centre);
  const mean = weightedSum(latents, weights);
  if (way === 'straight') return mean;
  const polar = latents.map((latent) => polarOf(centre, latent));
  const parts = polar.flatMap(({ direction }, i) => (direction === null || weights[i] === 0 ? [] : [{ direction, weight: weights[i] }]));
  const start = unit(weightedSum(parts.map((part) => part.direction), parts.map((part) => part.weight)));
  if (start === null) return mean;
  let direction = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const pull = weightedSum(parts.map((part) => tangent(direction, part.direction)), parts.map((part) => part.weight));
    const size = Math.hypot(...pull);
    if (size < AT_REST) break;
    direction = turn(direction, pull, 1);
  }
  const distance = polar.reduce((sum, each, i) => sum + weights[i] * each.distance, 0);
  return direction.map((value, d) => centre[d] + distance * value);
}

function polarOf(centre: readonly number[], latent: readonly number[]): Polar {
  const from = latent.map((value, d) => value - centre[d]);
  return { direction: unit(from), distance: Math.hypot(...from) };
}

/** The way from one direction to another along the sphere: its length is the angle, and it stands at right angles to `from`. */
function tangent(from: readonly number[], to: readonly number[]): number[] {
  const cosine = dot(from, to);
  const across = to.map((value, d) => value - cosine * from[d]);
  const sine = Math.hypot(...across);
  const angle = Math.atan2(sine, cosine);
  return sine === 0 ? across : across.map((value) => (value * angle) / sine);
}

/** `direction` turned by `t` of a `tangent`. */
function turn(direction: readonly number[], way: readonly number[], t: number): number[] {
  const length = Math.hypot(...way);
  if (length === 0) return [...direction];
  const [cosine, sine] = [Math.cos(t * length), Math.sin(t * length) / length];
  return direction.map((value, d) => cosine * value + sine * way[d]);
}

function unit(vector: readonly number[]): number[] | null {
  const length = Math.hypot(...vector);
  return length < Number.EPSILON ? null : vector.map((value) => value / length);
}

function weightedSum(vectors: readonly (readonly number[])[], weights: readonly number[]): number[] {
  return (vectors.at(0) ?? []).map((_, d) => vectors.reduce((sum, vector, i) => sum + weights[i] * vector[d], 0));
}
