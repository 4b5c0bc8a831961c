/**
 * Which latent a request for a kick means: its base, its sliders, its targets. Everything that a
 * caller could get wrong about them is checked here.
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { SLIDERS, type SliderName, type SliderValues } from '../../src-preload/contract/sliders.ts';
import { createRandom } from '../base/random.ts';
import { samplePrior, varyLatent } from '../latent/prior.ts';
import { steeringOf } from '../latent/sliders.ts';
import type { Bundle } from './bundle.ts';
import type { Model } from './models.ts';
import type { EngineVerbs, KickBase, Reached, Targets } from './protocol.ts';
import { keepDescriptors, reachTargets, TARGET_OF } from './steer.ts';

export interface Placed {
  /** Before the sliders; where there are targets, what they led to. */
  base: number[];
  latent: number[];
  /** Position of every slider in the base's own reach. */
  sliders: Record<SliderName, number>;
  reached: Reached;
}

/**
 * Base, then sliders, then targets.
 * @throws LATENT_LENGTH, LATENT_NOT_FINITE, SLIDER_RANGE, TARGET_RANGE, TARGET_AND_SLIDER
 */
export async function placeKick(
  model: Model,
  { base, sliders, targets = {} }: Pick<EngineVerbs['generate']['args'], 'base' | 'sliders' | 'targets'>,
  signal: AbortSignal,
): Promise<Placed> {
  const { bundle } = model;
  checkSliders(sliders);
  checkTargets(targets, sliders);
  const steering = steeringOf(bundle.axes);
  const kept = 'like' in base ? await keepDescriptors(model, checkedLike(bundle, base), signal) : null;
  const start = kept?.latent ?? baseLatent(bundle, base as Exclude<KickBase, { like: unknown }>);
  const moved = steering.apply(start, sliders);
  if (Object.keys(targets).length > 0) {
    const { latent, reached } = await reachTargets(model, moved, targets, signal);
    return { base: latent, latent, sliders: steering.positions(latent), reached };
  }
  return { base: start, latent: moved, sliders: { ...steering.positions(start), ...sliders }, reached: kept?.reached ?? {} };
}

function checkedLike<B extends { like: readonly number[] }>(bundle: Bundle, base: B): B {
  checkLatent(base.like, bundle.manifest.latentSize);
  return base;
}

function baseLatent(bundle: Bundle, base: Exclude<KickBase, { like: unknown }>): number[] {
  if ('latent' in base) {
    checkLatent(base.latent, bundle.manifest.latentSize);
    return [...base.latent];
  }
  if ('near' in base) {
    checkLatent(base.near, bundle.manifest.latentSize);
    return varyLatent(bundle.prior, base.near, createRandom(base.seed, 'vary'), base.amount);
  }
  return samplePrior(bundle.prior, createRandom(base.seed, 'kick', base.index), base.amount);
}

/** @throws LATENT_LENGTH, LATENT_NOT_FINITE */
export function checkLatent(latent: readonly number[], expected: number): void {
  if (latent.length !== expected) throw new KicklabError('LATENT_LENGTH', { length: latent.length, expected });
  const index = latent.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw new KicklabError('LATENT_NOT_FINITE', { index });
}

function checkSliders(sliders: SliderValues): void {
  for (const slider of SLIDERS) {
    const value = sliders[slider];
    // Written so that NaN fails too.
    if (value !== undefined && !(value >= 0 && value <= 1)) throw new KicklabError('SLIDER_RANGE', { slider, value });
  }
}

/** ms and Hz above zero, a share between 0 and 1, dB at most 0; ends that no sound has are left out. */
const POSSIBLE: Record<SliderName, { fits: (value: number) => boolean; range: string }> = {
  decay: { fits: (value) => value > 0 && value < 1e5, range: 'above 0 ms' },
  brightness: { fits: (value) => value > 0 && value < 1e5, range: 'above 0 Hz' },
  subby: { fits: (value) => value > 0 && value < 1, range: 'between 0 and 100 %' },
  click: { fits: (value) => value >= -120 && value <= 0, range: 'from -120 to 0 dB' },
};

function checkTargets(targets: Targets, sliders: SliderValues): void {
  for (const slider of SLIDERS) {
    const value = targets[TARGET_OF[slider]];
    if (value === undefined) continue;
    if (!POSSIBLE[slider].fits(value)) throw new KicklabError('TARGET_RANGE', { slider, value, range: POSSIBLE[slider].range });
    if (sliders[slider] !== undefined) throw new KicklabError('TARGET_AND_SLIDER', { slider });
  }
}
