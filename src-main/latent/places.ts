/** Where kicks lie on the map, and what is known of each without making it: principal coordinates, cluster, what the surface predicts. */

import { SLIDERS } from '../../src-preload/contract/sliders.ts';
import { pcaCoordinates, untransform, type Axes } from './axes.ts';
import { jointAt } from './mixture.ts';
import { typicality, type Prior } from './prior.ts';
import { steeringOf } from './sliders.ts';

/** Numbers of a place: three principal coordinates, cluster, typicality, then decay (ms), brightness (Hz), subby (share) and click (dB), predicted. */
export const PLACE_FIELDS = 9;
/** First of the descriptors in a place. */
export const PLACE_DESCRIPTORS = 5;

/**
 * The place of a latent, PLACE_FIELDS numbers. The coordinates are on the bundle's own first three axes, in standard
 * deviations of its data, so that a kick's place does not depend on which others there are; the cluster is the
 * prior's component that most likely made it.
 */
export function placeOf(prior: Prior, axes: Axes, latent: readonly number[]): number[] {
  const at = pcaCoordinates(axes.pca, latent).slice(0, 3).map((value, i) => value / (axes.pca.sd[i] || 1));
  const joint = prior.kind === 'mixture' ? jointAt(prior.components, latent) : [0];
  const predicted = steeringOf(axes).predict(latent);
  return [
    ...at,
    joint.indexOf(Math.max(...joint)),
    typicality(prior, latent),
    ...SLIDERS.map((name, k) => untransform(axes.descriptors[name].transform, predicted[k])),
  ];
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
