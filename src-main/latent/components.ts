/** Latents by their places on the principal components: read, and set. Pure arithmetic. */

import type { Axes } from './axes.ts';

/** A component (from 1) and the place on it, in standard deviations of the data from its mean. */
export interface Place {
  component: number;
  deviations: number;
}

/** Where a latent lies on each component; 0 on one along which the data does not differ. */
export function coordinatesOf({ mean, components, sd }: Axes['pca'], latent: readonly number[]): number[] {
  return components.map((axis, k) => {
    if (sd[k] === 0) return 0;
    const along = axis.reduce((sum, weight, i) => sum + weight * (latent[i] - mean[i]), 0);
    return along / sd[k];
  });
}

/**
 * The latent with the named components at their places and all others where they were: components are
 * unit vectors at right angles, so that a step along one moves no other. With none named, the very same
 * numbers. The caller checks that each component exists.
 */
export function placedOn(pca: Axes['pca'], latent: readonly number[], places: readonly Place[]): number[] {
  const out = [...latent];
  if (places.length === 0) return out;
  const now = coordinatesOf(pca, latent);
  for (const { component, deviations } of places) {
    const k = component - 1;
    const by = (deviations - now[k]) * pca.sd[k];
    for (let i = 0; i < out.length; i++) out[i] += by * pca.components[k][i];
  }
  return out;
}
