/** Where kicks lie on the map, and what is known of each without making it: principal coordinates, cluster, what the surface predicts. */

import type { PlaceField } from '../../src-preload/contract/places.ts';
import { SLIDERS } from '../../src-preload/contract/sliders.ts';
import { untransform, type Axes } from './axes.ts';
import { indexOfMost, membershipOf, type ClusterModel } from './clusters.ts';
import { coordinatesOf } from './components.ts';
import { jointAt } from './mixture.ts';
import { typicality, type Prior } from './prior.ts';
import { steeringOf } from './sliders.ts';

/**
 * The place of a latent; its descriptors are predicted. The coordinates are on the bundle's own first three axes, in standard
 * deviations of its data, so that a kick's place does not depend on which others there are; the cluster is the
 * most probable one, or without clusters the prior's component that most likely made it.
 */
export function placeOf(prior: Prior, axes: Axes, latent: readonly number[], clusters: ClusterModel | null): Record<Exclude<PlaceField, 'category'>, number> {
  const [x, y, z] = coordinatesOf(axes.pca, latent);
  const belongs = clusters !== null ? membershipOf(clusters, latent) : prior.kind === 'mixture' ? jointAt(prior.components, latent) : [0];
  const predicted = steeringOf(axes).predict(latent);
  const [decayMs, centroidHz, subShare, clickDb] = SLIDERS.map((name, k) => untransform(axes.descriptors[name].transform, predicted[k]));
  return { x, y, z, cluster: indexOfMost(belongs), typicality: typicality(prior, latent), decayMs, centroidHz, subShare, clickDb };
}

/** Share of each cluster, or of each component of the prior. */
export function clusterShares(prior: Prior, clusters: ClusterModel | null): number[] {
  if (clusters !== null) return clusters.components.map(({ weight }) => weight);
  return prior.kind === 'mixture' ? prior.components.map(({ weight }) => weight) : [1];
}

/** Share of the variance of the bundle's data along each of the first three axes. */
export function axisShares({ pca: { sd } }: Axes): number[] {
  const total = sd.reduce((sum, s) => sum + s * s, 0);
  return sd.slice(0, 3).map((s) => (s * s) / total);
}
