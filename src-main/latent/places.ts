/** Where kicks lie on the map, and what is known of each without making it: principal coordinates, cluster, what the surface predicts. */

import type { PlaceField } from '../../src-preload/contract/places.ts';
import { SLIDERS } from '../../src-preload/contract/sliders.ts';
import { untransform, type Axes } from './axes.ts';
import { coordinatesOf } from './components.ts';
import { jointAt } from './mixture.ts';
import { typicality, type Prior } from './prior.ts';
import { steeringOf } from './sliders.ts';

/**
 * The place of a latent; its descriptors are predicted. The coordinates are on the bundle's own first three axes, in standard
 * deviations of its data, so that a kick's place does not depend on which others there are; the cluster is the
 * prior's component that most likely made it.
 */
export function placeOf(prior: Prior, axes: Axes, latent: readonly number[]): Record<PlaceField, number> {
  const [x, y, z] = coordinatesOf(axes.pca, latent);
  const joint = prior.kind === 'mixture' ? jointAt(prior.components, latent) : [0];
  const predicted = steeringOf(axes).predict(latent);
  const [decayMs, centroidHz, subShare, clickDb] = SLIDERS.map((name, k) => untransform(axes.descriptors[name].transform, predicted[k]));
  return { x, y, z, cluster: joint.indexOf(Math.max(...joint)), typicality: typicality(prior, latent), decayMs, centroidHz, subShare, clickDb };
}

/** Share of each component of the prior. */
export function clusterShares(prior: Prior): number[] {
  return prior.kind === 'mixture' ? prior.components.map(({ weight }) => weight) : [1];
}

/** Share of the variance of the bundle's data along each of the first three axes. */
export function axisShares({ pca: { sd } }: Axes): number[] {
  const total = sd.reduce((sum, s) => sum + s * s, 0);
  return sd.slice(0, 3).map((s) => (s * s) / total);
}
