/**
 * Which latent a request for a kick means: its base, its sliders, its targets. Everything that a
 * caller could get wrong about them is checked here.
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { PARTS, type Exchanged, type PartSource, type Transfer } from '../../src-preload/contract/parts.ts';
import { SLIDERS, type SliderName, type SliderValues } from '../../src-preload/contract/sliders.ts';
import { createRandom } from '../base/random.ts';
import { sampleIn, sharesIn, shiftTo, varyIn, type Conditioned } from '../latent/categories.ts';
import { coordinatesOf, placedOn, type Place } from '../latent/components.ts';
import { steeringOf } from '../latent/sliders.ts';
import type { Bundle } from './bundle.ts';
import type { Model } from './models.ts';
import type { EngineVerbs, KickBase, Reached, Targets } from './protocol.ts';
import { keepDescriptors, reachTargets, TARGET_OF } from './steer.ts';
import { transferLatent } from './transfer.ts';

export interface Placed {
  /** Before components and sliders; where there are targets, what they led to. */
  base: number[];
  /** The base with its components set: what the sliders start from. */
  start: number[];
  /** Of the base, in standard deviations. */
  coordinates: number[];
  /** Share of each category in the base. */
  categories: Record<string, number>;
  latent: number[];
  /** Position of every slider in the base's own reach. */
  sliders: Record<SliderName, number>;
  reached: Reached;
  /** What is still to be put into the features of the latent. */
  exchanged: Exchanged;
}

/**
 * Base, then components, then sliders, then targets.
 * @throws LATENT_LENGTH, LATENT_NOT_FINITE, CATEGORY_UNKNOWN, COMPONENT_UNKNOWN, SLIDER_RANGE, TARGET_RANGE, TARGET_AND_SLIDER
 */
export async function placeKick(
  model: Model,
  { base, components = [], sliders, targets = {} }: Pick<EngineVerbs['generate']['args'], 'base' | 'components' | 'sliders' | 'targets'>,
  signal: AbortSignal,
): Promise<Placed> {
  const { bundle } = model;
  checkSliders(sliders);
  checkTargets(targets, sliders);
  checkComponents(components, bundle.manifest.latentSize);
  checkCategories(bundle, base);
  const steering = steeringOf(bundle.axes);
  const exchanged = exchangedOf(bundle, base);
  const kept = 'like' in base ? await keepDescriptors(model, conditionedOf(bundle), checkedLike(bundle, base), signal) : null;
  const own = kept?.latent ?? ('transfer' in base ? await transferLatent(model, checkedTransfer(bundle, base.transfer)) : baseLatent(bundle, base as DrawnBase));
  const { pca } = bundle.axes;
  const start = placedOn(pca, own, components);
  const moved = steering.apply(start, sliders);
  if (Object.keys(targets).length > 0) {
    const { latent, reached } = await reachTargets(model, moved, targets, signal);
    return { base: latent, start: latent, coordinates: coordinatesOf(pca, latent), categories: sharesOfBase(bundle, base, latent), latent, sliders: steering.positions(latent), reached, exchanged };
  }
  return {
    base: own,
    start,
    coordinates: coordinatesOf(pca, own),
    categories: sharesOfBase(bundle, base, own),
    latent: moved,
    sliders: { ...steering.positions(start), ...sliders },
    reached: kept?.reached ?? {},
    exchanged,
  };
}

function checkedLike<B extends { like: readonly number[] }>(bundle: Bundle, base: B): B {
  checkLatent(base.like, bundle.manifest.latentSize);
  return base;
}

function checkedTransfer(bundle: Bundle, transfer: Transfer): Transfer {
  checkLatent(transfer.kick, bundle.manifest.latentSize);
  for (const name of PARTS) checkPart(bundle, transfer[name]);
  return transfer;
}

/** The parts of a base that belong into its features. */
function exchangedOf(bundle: Bundle, base: KickBase): Exchanged {
  const { pitch, transient }: Exchanged = 'transfer' in base ? base.transfer : 'latent' in base ? base.exchanged ?? {} : {};
  checkPart(bundle, pitch);
  checkPart(bundle, transient);
  return { ...(pitch && { pitch }), ...(transient && { transient }) };
}

/** @throws LATENT_LENGTH, LATENT_NOT_FINITE, PART_AMOUNT */
function checkPart({ manifest }: Bundle, part: PartSource | undefined): void {
  if (part === undefined) return;
  checkLatent(part.latent, manifest.latentSize);
  // Written so that NaN fails too.
  if (!(part.amount >= 0 && part.amount <= 1)) throw new KicklabError('PART_AMOUNT', { amount: part.amount });
}

type DrawnBase = Exclude<KickBase, { like: unknown } | { transfer: unknown }>;

function baseLatent(bundle: Bundle, base: DrawnBase): number[] {
  if ('latent' in base) {
    checkLatent(base.latent, bundle.manifest.latentSize);
    return shiftTo(categoriesOf(bundle), base.categories ?? {}, base.latent);
  }
  if ('near' in base) {
    checkLatent(base.near, bundle.manifest.latentSize);
    return varyIn(conditionedOf(bundle), base.categories ?? {}, base.near, createRandom(base.seed, 'vary'), base.amount);
  }
  return sampleIn(conditionedOf(bundle), base.categories ?? {}, createRandom(base.seed, 'kick', base.index), base.amount);
}

const categoriesOf = ({ axes }: Bundle): Conditioned['categories'] => axes.categories ?? [];

/** What chance draws from, with or without categories. */
const conditionedOf = (bundle: Bundle): Conditioned => ({ prior: bundle.prior, categories: categoriesOf(bundle) });

/** The shares asked for, completed by those of the latent that a shift began with; where none are, those of the base that came of it. */
function sharesOfBase(bundle: Bundle, base: KickBase, own: readonly number[]): Record<string, number> {
  const asked = 'categories' in base ? base.categories ?? {} : {};
  const shifted = 'latent' in base && Object.keys(asked).length > 0;
  return sharesIn(categoriesOf(bundle), asked, shifted ? base.latent : own);
}

/** @throws CATEGORY_UNKNOWN */
function checkCategories(bundle: Bundle, base: KickBase): void {
  const known = categoriesOf(bundle).map(({ name }) => name);
  const name = Object.keys('categories' in base ? base.categories ?? {} : {}).find((asked) => !known.includes(asked));
  if (name !== undefined) throw new KicklabError('CATEGORY_UNKNOWN', { name, known });
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

function checkComponents(places: readonly Place[], count: number): void {
  for (const { component } of places) if (component > count) throw new KicklabError('COMPONENT_UNKNOWN', { component, count });
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
