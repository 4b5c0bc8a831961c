/**
 * Latents with wanted *measured* descriptors. The surface says where to look; what is made there
 * is measured, and what is missing is asked for on top, until it fits or nothing is gained. Always
 * on the CPU provider, so that the same request finds the same latent.
 */

import { SLIDERS, type SliderName } from '../../src-preload/contract/sliders.ts';
import { describe } from '../audio/descriptors.ts';
import { createRandom } from '../base/random.ts';
import { transform, transformDescriptors, untransform } from '../latent/axes.ts';
import { sampleIn, varyIn, type Conditioned } from '../latent/categories.ts';
import { steeringOf } from '../latent/sliders.ts';
import type { Bundle } from './bundle.ts';
import type { Model } from './models.ts';
import type { KeptBase, Reached, Targets } from './protocol.ts';
import { renderLatent } from './render.ts';

/** Which field of a request steers which slider's descriptor. */
export const TARGET_OF = {
  decay: 'decayMs', brightness: 'centroidHz', subby: 'subShare', click: 'clickDb',
} as const satisfies Record<SliderName, keyof Targets>;

/** Sounds that are made and measured on the way to one target. */
const RENDERS = 7;
/** Met: 5 % of ms, Hz or share, 0.5 dB. The search goes on to this part of it. */
const PERCENT = 0.05;
const DECIBELS = 0.5;
const FINE = 0.5;
/** Draws that are tried for a kick that keeps what another has. */
const DRAWS = 3;
/** A step that made it worse is halved; after this many in turn the search ends. */
const WORSE = 3;

/** What a search came to. */
interface Found {
  latent: number[];
  /** Measured, transformed, SLIDERS order. */
  measured: number[];
  /** Largest distance from a target in tolerances: at most 1 is met. */
  error: number;
}

/**
 * The latent near `start` whose sound measures as asked. What is not asked for stays as `start`
 * has it, unless the target cannot be met so; then it goes where it may.
 */
export async function reachTargets(
  model: Model,
  start: readonly number[],
  targets: Targets,
  signal: AbortSignal,
): Promise<Outcome> {
  const asked = SLIDERS.map((name) => targets[TARGET_OF[name]]);
  let found = await search(model, start, asked, true, signal);
  if (found.error > 1 && asked.includes(undefined)) {
    const freely = await search(model, start, asked, false, signal);
    if (freely.error < found.error) found = freely;
  }
  return { latent: found.latent, reached: reachedOf(model, start, asked, found) };
}

/** What a search for a kick comes to, as it is answered. */
interface Outcome {
  latent: number[];
  reached: Reached;
}

/** The kept kick that was found last: every move of a slider on it names the same base again. */
const lastKept = new WeakMap<Bundle, { key: string; outcome: Outcome }>();

/** A new kick that keeps chosen descriptors of another: drawn from what chance has, then brought to them. */
export async function keepDescriptors(model: Model, chance: Conditioned, base: KeptBase, signal: AbortSignal): Promise<Outcome> {
  const key = JSON.stringify(base);
  const last = lastKept.get(model.bundle);
  if (last?.key === key) return last.outcome;
  const outcome = await findKept(model, chance, base, signal);
  lastKept.set(model.bundle, { key, outcome });
  return outcome;
}

async function findKept(model: Model, chance: Conditioned, { like, keep, seed, amount, categories = {} }: KeptBase, signal: AbortSignal): Promise<Outcome> {
  const { axes } = model.bundle;
  const wanted = await measure(model, like);
  const asked = SLIDERS.map((name, k) => (keep.includes(name) ? untransform(axes.descriptors[name].transform, wanted[k]) : undefined));
  const tryDraw = async (draw: number): Promise<{ start: number[]; found: Found }> => {
    const random = createRandom(seed, 'keep', draw);
    const start = amount >= 1 ? sampleIn(chance, categories, random) : varyIn(chance, categories, like, random, amount);
    return { start, found: await search(model, start, asked, false, signal) };
  };
  let best = await tryDraw(0);
  for (let draw = 1; draw < DRAWS && best.found.error > 1; draw++) {
    const next = await tryDraw(draw);
    if (next.found.error < best.found.error) best = next;
  }
  return { latent: best.found.latent, reached: reachedOf(model, best.start, asked, best.found) };
}

/** @param hold whether what is not asked for is to stay, as predicted */
async function search(
  model: Model,
  start: readonly number[],
  asked: readonly (number | undefined)[],
  hold: boolean,
  signal: AbortSignal,
): Promise<Found> {
  const { axes } = model.bundle;
  const steering = steeringOf(axes);
  const target = asked.map((value, k) => (value === undefined ? NaN : transform(axes.descriptors[SLIDERS[k]].transform, value)));
  const stay = steering.predict(start).map((own) => (hold ? own : NaN));
  const judge = async (latent: number[]): Promise<Found> => {
    signal.throwIfAborted();
    const measured = await measure(model, latent);
    return { latent, measured, error: errorOf(model, asked, measured) };
  };
  const toTarget = target.map((value, k) => (Number.isNaN(value) ? stay[k] : value));
  let best = await judge(steering.aim(start, toTarget));
  let gain = 1;
  for (let made = 1, worse = 0; made < RENDERS && worse < WORSE && best.error > FINE; made++) {
    // From the best so far, by as much as it is off: a constant error of the surface cancels.
    const here = steering.predict(best.latent);
    const wanted = here.map((own, k) => (Number.isNaN(target[k]) ? stay[k] : own + gain * (target[k] - best.measured[k])));
    const next = await judge(steering.aim(best.latent, wanted));
    if (next.error < best.error) {
      best = next;
      gain = 1;
      worse = 0;
    } else {
      gain /= 2;
      worse += 1;
    }
  }
  return best;
}

async function measure({ cpu, bundle }: Model, latent: readonly number[]): Promise<number[]> {
  const spec = bundle.manifest.audio;
  const samples = await renderLatent(cpu, latent, spec);
  return transformDescriptors(describe(samples, spec.sampleRate), bundle.axes.descriptors);
}

/** The largest distance from what was asked, in tolerances. */
function errorOf(model: Model, asked: readonly (number | undefined)[], measured: readonly number[]): number {
  return Math.max(...asked.map((value, k) => (value === undefined ? 0 : distance(SLIDERS[k], value, got(model, k, measured)))));
}

function distance(name: SliderName, asked: number, value: number): number {
  if (name === 'click') return Math.abs(value - asked) / DECIBELS;
  return Math.abs(value - asked) / (PERCENT * Math.max(asked, Number.MIN_VALUE));
}

function got({ bundle }: Model, k: number, measured: readonly number[]): number {
  return untransform(bundle.axes.descriptors[SLIDERS[k]].transform, measured[k]);
}

function reachedOf(model: Model, start: readonly number[], asked: readonly (number | undefined)[], { measured }: Found): Reached {
  const { axes } = model.bundle;
  const reached: Reached = {};
  SLIDERS.forEach((name, k) => {
    const value = asked[k];
    if (value === undefined) return;
    const { low, high } = steeringOf(axes).limits(start, k);
    const { transform: kind } = axes.descriptors[name];
    const made = got(model, k, measured);
    reached[name] = { asked: value, got: made, within: distance(name, value, made) <= 1, reachable: [untransform(kind, low), untransform(kind, high)] };
  });
  return reached;
}
