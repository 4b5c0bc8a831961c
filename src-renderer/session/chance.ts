/** What Randomise asks for: where the next kick starts, and what of this one it keeps. */

import { MOST_DEVIATIONS, type Components } from '../../src-preload/contract/shape.ts';
import { SLIDERS } from '../../src-preload/contract/sliders.ts';
import type { Base, SessionState } from './session.ts';
import { current } from './steps.ts';

/**
 * Any kick, or one near the one at hand; with locks, one that sounds like it in those, or is of its categories.
 * @param before The base that was asked for last.
 */
export function randomBase(state: SessionState, before: Base): Base {
  const base = anyBase(state, before);
  const shares = state.categories ?? current(state.steps)?.kick.categories ?? {};
  return state.categoryLock && Object.keys(shares).length > 0 ? { ...base, categories: shares } : base;
}

type ChanceBase = Extract<Base, { seed: number }>;

function anyBase({ amount, locks, set, steps }: SessionState, before: Base): ChanceBase {
  const [seed] = crypto.getRandomValues(new Uint32Array(1));
  const kick = current(steps)?.kick;
  if (kick === undefined) return { seed, index: 1 };
  if (locks.size > 0) {
    const keep = SLIDERS.filter((name) => locks.has(name));
    // Again and again, each would be a little off from the one before: so like the first, while nothing was moved.
    const again = amount >= 1 && 'like' in before && before.keep.join() === keep.join() && Object.keys(set).length === 0;
    return { like: again ? before.like : kick.latent, keep, seed, amount };
  }
  return amount >= 1 ? { seed, index: 1 } : { near: kick.latent, seed, amount };
}

/** Where the components stay that are locked: where they were set, else where the kick has them. */
export function keptPlaces({ components, componentLocks, steps }: SessionState): Components {
  const own = current(steps)?.kick.coordinates;
  return [...componentLocks].flatMap((component) => {
    const deviations = components.find((place) => place.component === component)?.deviations ?? own?.[component - 1];
    return deviations === undefined ? [] : [{ component, deviations: Math.min(MOST_DEVIATIONS, Math.max(-MOST_DEVIATIONS, deviations)) }];
  });
}
