/**
 * Clusters among latents: a mixture of Gaussians, how many by BIC, in the directions in which the
 * latents differ most. Averages of a cluster are made of latents. Pure; names and sounds are others' business.
 */

import { PCA } from 'ml-pca';
import { LEAST_KICKS } from '../../src-preload/contract/clusters.ts';
import { createRandom } from '../base/random.ts';
import { parameterCount } from './em.ts';
import { jointAt, logSumExp, type Component } from './mixture.ts';
import { tryMixture } from './mixture-fit.ts';

/** Numbers of clusters that are tried: as many at most as the eye tells apart by colour and shape. */
const COUNTS = [1, 2, 3, 4, 5, 6, 7, 8];
/**
 * Spreads that are tried: all clusters alike, or each its own. On the factory's 116 recordings two seeds agreed on the
 * clusters of the alike ones to .96 (adjusted Rand index), where volumes that differ took near-copies for clusters (.76).
 */
const SHAPES = ['tied', 'full'] as const;
type Shape = (typeof SHAPES)[number];
/** k-means starts of a hundred latents, where with 4 of them seeds agreed to .8 only; of many latents fewer find the same. */
const STARTS = { few: 16, many: 4, manyFrom: 400 };
/** A cluster of fewer kicks' worth is an odd kick, and its mixture is left out. */
const LEAST_MASS = 3;
/**
 * Latents for each direction that is looked along. In the 32 of a bundle, all much alike in width, a hundred latents lie
 * equally far from each other and chance makes the clusters.
 */
const LATENTS_A_DIRECTION = 25;
const DIRECTIONS = { least: 2, most: 12 };
/** A direction narrower than this share of the widest is none; nor is any where all latents are one. */
const FLAT = 1e-6;
const ALL_ONE = 1e-12;
/** Of more latents a mixture is fitted, and the silhouette taken, on so many that chance picks. */
const FITTED = 1000;

/** Which cluster a latent belongs to: told of any latent of the bundle. */
export interface ClusterModel {
  /** [L], where the directions begin. */
  mean: number[];
  /** [D][L], at right angles, of unit length, the widest first. */
  directions: number[][];
  /** The clusters in coordinates along the directions, the heaviest first. */
  components: Component[];
}

export interface Clustering {
  model: ClusterModel;
  shape: Shape;
  /** The lowest BIC of each number of clusters; a number without a sound mixture is missing. */
  curve: { k: number; bic: number; parameters: number }[];
  /** Share of the latents' variance along each of the model's directions. */
  shares: number[];
  /** [N][k]: how probably a latent belongs to each cluster; a row sums to 1. */
  memberships: number[][];
  /** [N]: the most probable cluster. */
  labels: number[];
  /** [k][L]: the mean of the latents, each by its probability. */
  averages: number[][];
  /** [k]: the latent of the cluster that lies nearest to its average; -1 where none is most probably of it. */
  nearest: number[];
  /** Rousseeuw 1987: 1 where clusters are far apart, 0 where they touch; null for a single one. */
  silhouette: number | null;
  /** [N][3]: along the three widest directions of all, as they are. */
  places: number[][];
  /** Share of the variance along each of the three. */
  explained: number[];
}

/**
 * A label for each of N latents that have none: `cluster-1` is the largest. For training with categories on sounds that
 * nobody sorted; all alike where there is one cluster, or too few latents to tell.
 */
export async function labelsOfClusters(latents: readonly (readonly number[])[], options: Parameters<typeof findClusters>[1]): Promise<string[]> {
  const labels = latents.length < LEAST_KICKS ? latents.map(() => 0) : (await findClusters(latents, options)).labels;
  return labels.map((label) => `cluster-${String(label + 1)}`);
}

/** [D] coordinates of a latent along the directions. */
function along({ mean, directions }: Pick<ClusterModel, 'mean' | 'directions'>, latent: readonly number[]): number[] {
  return directions.map((direction) => direction.reduce((sum, weight, i) => sum + weight * (latent[i] - mean[i]), 0));
}

/** How probably a latent belongs to each cluster, [k]. */
export function membershipOf(model: ClusterModel, latent: readonly number[]): number[] {
  const joint = jointAt(model.components, along(model, latent));
  const total = logSumExp(joint);
  return joint.map((log) => Math.exp(log - total));
}

export const indexOfMost = (values: readonly number[]): number => values.indexOf(Math.max(...values));

/**
 * The clusters among latents. The same latents and seed give the same clusters.
 * @param latents [N][L], N >= LEAST_KICKS, finite
 * @param pause Awaited between fits (some 10 ms each for a hundred latents, up to half a second for a thousand and more).
 */
export async function findClusters(
  latents: readonly (readonly number[])[],
  { seed, pause = () => Promise.resolve() }: { seed: number; pause?: () => Promise<void> },
): Promise<Clustering> {
  const { mean, directions, shares } = widestDirections(latents);
  const wanted = Math.max(DIRECTIONS.least, Math.min(DIRECTIONS.most, Math.floor(latents.length / LATENTS_A_DIRECTION)));
  const basis = { mean, directions: directions.slice(0, wanted) };
  const points = latents.map((latent) => along(basis, latent));
  const picked = createRandom(seed, 'clusters').shuffle([...points.keys()]).slice(0, FITTED).sort((a, b) => a - b);
  const fitted = picked.map((i) => points[i]);

  const curve: Clustering['curve'] = [];
  let best: Fit | null = null;
  for (const k of COUNTS) {
    let bestOfK: Fit | null = null;
    // One component is the same whatever the shape.
    for (const shape of k === 1 ? SHAPES.slice(0, 1) : SHAPES) {
      await pause();
      const fit = fitOf(fitted, k, shape, seed);
      if (fit !== null && (bestOfK === null || fit.bic < bestOfK.bic)) bestOfK = fit;
    }
    if (bestOfK === null) continue;
    curve.push({ k, bic: bestOfK.bic, parameters: parameterCount(k, basis.directions.length, bestOfK.shape) });
    if (best === null || bestOfK.bic < best.bic) best = bestOfK;
  }
  // A single Gaussian fits whatever is finite.
  if (best === null) throw new RangeError('no mixture fits');
  const model = { ...basis, components: best.components.toSorted((a, b) => b.weight - a.weight) };

  const memberships = latents.map((latent) => membershipOf(model, latent));
  const labels = memberships.map(indexOfMost);
  const averages = model.components.map((_, c) => averageOf(latents, memberships.map((row) => row[c])));
  return {
    model,
    shape: best.shape,
    curve,
    shares: shares.slice(0, basis.directions.length),
    memberships,
    labels,
    averages,
    nearest: averages.map((average, c) => nearestOf(latents, labels, c, average)),
    silhouette: silhouetteOf(fitted, picked.map((i) => labels[i]), model.components.length),
    places: latents.map((latent) => padded(along({ mean, directions: directions.slice(0, 3) }, latent))),
    explained: padded(shares.slice(0, 3)),
  };
}

const padded = (values: readonly number[]): number[] => [0, 1, 2].map((i) => values.at(i) ?? 0);

interface Fit {
  components: Component[];
  shape: Shape;
  bic: number;
}

/** The likeliest mixture of k; null where none holds or a cluster of it is hardly there. */
function fitOf(points: readonly number[][], k: number, shape: Shape, seed: number): Fit | null {
  const fit = tryMixture(points, { seed, counts: [k], shapes: [shape], starts: points.length < STARTS.manyFrom ? STARTS.few : STARTS.many });
  const sound = fit?.components.every(({ weight }) => weight * points.length >= LEAST_MASS);
  return fit !== null && sound === true ? { ...fit, shape } : null;
}

/** The directions along which the latents differ, widest first, and the share of the variance along each. */
function widestDirections(latents: readonly (readonly number[])[]): { mean: number[]; directions: number[][]; shares: number[] } {
  const mean = averageOf(latents, latents.map(() => 1));
  const pca = new PCA(latents.map((row) => [...row]), { center: true, scale: false });
  const variances = pca.getEigenvalues();
  const total = variances.reduce((a, b) => a + b, 0);
  const share = (variance: number): number => (total > ALL_ONE ? variance / total : 0);
  const wide = variances.filter((variance) => variance > FLAT * variances[0]).length;
  const vectors = pca.getEigenvectors().transpose().to2DArray();
  return { mean, directions: vectors.slice(0, Math.max(1, wide)), shares: variances.map(share) };
}

function averageOf(latents: readonly (readonly number[])[], weights: readonly number[]): number[] {
  const total = weights.reduce((a, b) => a + b, 0);
  return latents[0].map((_, d) => latents.reduce((sum, latent, i) => sum + (weights[i] / total) * latent[d], 0));
}

const squareBetween = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);

function nearestOf(latents: readonly (readonly number[])[], labels: readonly number[], cluster: number, average: readonly number[]): number {
  let best = -1;
  let least = Infinity;
  latents.forEach((latent, i) => {
    const square = labels[i] === cluster ? squareBetween(latent, average) : Infinity;
    if (square < least) [best, least] = [i, square];
  });
  return best;
}

/** Mean over the points of (b - a) / max(a, b): a the mean distance to its own cluster, b to the nearest other; 0 for a point alone. */
function silhouetteOf(points: readonly (readonly number[])[], labels: readonly number[], k: number): number | null {
  const sizes = Array.from({ length: k }, (_, c) => labels.filter((label) => label === c).length);
  if (sizes.filter((size) => size > 0).length < 2) return null;
  const scores = points.map((point, i) => {
    const sums = new Float64Array(k);
    points.forEach((other, j) => { sums[labels[j]] += Math.sqrt(squareBetween(point, other)); });
    const own = labels[i];
    if (sizes[own] === 1) return 0;
    const a = sums[own] / (sizes[own] - 1);
    const b = Math.min(...sizes.flatMap((size, c) => (c === own || size === 0 ? [] : [sums[c] / size])));
    return a === b ? 0 : (b - a) / Math.max(a, b);
  });
  return scores.reduce((a, b) => a + b, 0) / scores.length;
}
