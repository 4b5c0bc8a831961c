/**
 * A walk through latent space that never leaves where kicks are: underdamped Langevin motion, whose long-run
 * distribution is the prior itself,
 *   du = v dt,  dv = grad log p(u) dt - g v dt + sqrt(2 g) dW,
 * in standard coordinates. A position has a velocity, so that the path has no corners. Steering adds a force along what
 * raises a descriptor, or pulls to a place. Integrated by BAOAB (Leimkuhler & Matthews 2013, "Rational construction of
 * stochastic numerical methods for molecular sampling"). Noise is keyed by step: a walk that is asked for in two
 * stretches goes where it goes in one.
 */

import { SLIDERS, type SliderName } from '../../src-preload/contract/sliders.ts';
import { createRandom } from '../base/random.ts';
import type { Axes } from './axes.ts';
import { noiseAt } from './gaussian.ts';
import { jointAt, logSumExp, type Component } from './mixture.ts';
import type { Prior } from './prior.ts';
import { steeringOf } from './sliders.ts';
import { distanceBetween, standardOf, type Standard } from './standard.ts';

export interface WalkAsked {
  from: readonly number[];
  /** As the stretch before left it; the walk sets out by itself where there is none. */
  velocity?: readonly number[];
  seed: number;
  /** Steps that the walk has gone before. */
  at: number;
  steps: number;
  /** Distance that a free step goes, on average; 1 is what two unrelated kicks lie apart. */
  speed: number;
  /** -1 (less of it) to 1 (more). */
  steer: Partial<Record<SliderName, number>>;
  /** Where it is to end; it arrives and stands. */
  towards?: readonly number[];
}

export interface Stretch {
  /** [steps], the start not among them. */
  latents: number[][];
  /** In standard coordinates [L]. */
  velocity: number[];
  /** Distance left to `towards`. */
  remaining: number | null;
}

/** g: the direction is forgotten in about 1 / g of time, in which a free walk goes about one standard deviation. */
const FRICTION = 1;
/** A pull of stiffness 1 is critically damped by this. */
const PULL_FRICTION = 2;
/** Standard deviations that full steering moves the middle of the walk along its direction. */
const STEER = 3;
/** Longest step of the integration; the forces have a stiffness of about 1. */
const LONGEST = 0.1;

/** The next stretch of a walk. Seeded. */
export function walkOn(prior: Prior, axes: Axes, asked: WalkAsked): Stretch {
  const standard = standardOf(prior);
  const { size } = standard;
  const u = standard.there(asked.from);
  const target = asked.towards === undefined ? null : standard.there(asked.towards);
  const v = asked.velocity === undefined ? createRandom(asked.seed, 'walk').fillNormal(new Float64Array(size)) : Float64Array.from(asked.velocity);
  // Each of the L velocities has variance 1: |v| t is sqrt(L) t, and distance counts in sqrt(2 L).
  const time = Math.SQRT2 * asked.speed;
  const count = Math.max(1, Math.ceil(time / LONGEST));
  const h = time / count;
  const friction = target === null ? FRICTION : PULL_FRICTION;
  const keep = Math.exp(-friction * h);
  // Pulled, it is to arrive: nothing is shaken.
  const shake = target === null ? Math.sqrt(1 - keep * keep) : 0;
  const forceOf = target === null
    ? (at: Float64Array) => sum(priorForce(standard.components, at), steerForce(standard, axes, at, asked.steer))
    : (at: Float64Array) => target.map((t, i) => t - at[i]);

  const latents: number[][] = [];
  let force = forceOf(u);
  for (let step = 0; step < asked.steps; step++) {
    const random = createRandom(asked.seed, 'walk', asked.at + step);
    for (let n = 0; n < count; n++) {
      for (let i = 0; i < size; i++) {
        const half = v[i] + (h / 2) * force[i];
        u[i] += (h / 2) * half;
        v[i] = keep * half + (shake === 0 ? 0 : shake * random.normal());
        u[i] += (h / 2) * v[i];
      }
      force = forceOf(u);
      for (let i = 0; i < size; i++) v[i] += (h / 2) * force[i];
    }
    latents.push(standard.back(u));
  }
  return { latents, velocity: [...v], remaining: target === null ? null : distanceBetween(u, target) };
}

/** The slope of the mixture's log density: each component pulls by its share of the density here. */
function priorForce(components: readonly Component[], u: Float64Array): Float64Array {
  const at = [...u];
  const joint = jointAt(components, at);
  const total = logSumExp(joint);
  const force = new Float64Array(u.length);
  components.forEach((component, c) => {
    const share = Math.exp(joint[c] - total);
    // -C^-T e, e = C^-1 (u - mean), solved from the last row up.
    const back = noiseAt(component, at);
    for (let i = u.length - 1; i >= 0; i--) {
      let rest = back[i];
      for (let j = i + 1; j < u.length; j++) rest -= component.cholesky[j][i] * back[j];
      back[i] = rest / component.cholesky[i][i];
      force[i] -= share * back[i];
    }
  });
  return force;
}

/** STEER along the direction that raises each steered descriptor. */
function steerForce(standard: Standard, axes: Axes, u: Float64Array, steer: WalkAsked['steer']): Float64Array {
  const force = new Float64Array(u.length);
  const steered = SLIDERS.flatMap((name, k) => (steer[name] === undefined || steer[name] === 0 ? [] : [{ k, strength: steer[name] }]));
  if (steered.length === 0) return force;
  const slopes = steeringOf(axes).slopes(standard.back(u));
  for (const { k, strength } of steered) {
    const direction = standard.slope(slopes[k]);
    const length = Math.hypot(...direction);
    if (length > 0) for (let i = 0; i < force.length; i++) force[i] += (STEER * strength * direction[i]) / length;
  }
  return force;
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + b[i]);
}
