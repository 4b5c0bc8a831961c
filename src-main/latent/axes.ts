/**
 * What a bundle knows about its latent space: principal axes, the four sound descriptors as a
 * straight-line map, and as a surface. Axes and map are fitted here from pairs of (latent,
 * descriptors); applied in `sliders.ts`. Pure arithmetic: it neither decodes latents nor measures
 * audio.
 */

import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { PCA } from 'ml-pca';

import { SLIDERS, type SliderName } from '../../src-preload/contract/sliders.ts';
import type { LatentCategory } from './categories.ts';
import type { Surface } from './surface.ts';
import { dot } from './vector.ts';

/**
 * `log`: natural logarithm of ms or Hz. `dB-odds`: 10 log10 of a power share over what is left, so
 * that .98 and .99 are as far apart as .02 and .01, and no prediction comes out above the whole.
 * `dB-share`: 10 log10 of the share, as earlier bundles have it. `dB`: as it is.
 */
export type Transform = 'log' | 'dB-odds' | 'dB-share' | 'dB';

export const TRANSFORMS = {
  decay: 'log',
  brightness: 'log',
  subby: 'dB-odds',
  click: 'dB',
} as const satisfies Record<SliderName, Transform>;
const CURRENT = {
  decay: { transform: TRANSFORMS.decay },
  brightness: { transform: TRANSFORMS.brightness },
  subby: { transform: TRANSFORMS.subby },
  click: { transform: TRANSFORMS.click },
};

/** Spread of one descriptor over the data, in transformed units. */
export interface DescriptorStatistics {
  transform: Transform;
  mean: number;
  sd: number;
  /** 2nd, 50th and 98th percentile. */
  low: number;
  median: number;
  high: number;
}

/** `axes.json`. L is the latent size; rows in SLIDERS order where there are four. */
export interface Axes {
  pca: {
    /** [L] */
    mean: number[];
    /** [L][L], one unit-length component a row, largest variance first. */
    components: number[][];
    /** [L] standard deviation along each component. */
    sd: number[];
  };
  descriptors: Record<SliderName, DescriptorStatistics>;
  /** Transformed descriptor = weights . latent + bias. */
  map: {
    /** [4][L] */
    weights: number[][];
    /** [4] */
    bias: number[];
  };
  /** [L] each: percentiles of the PCA coordinates (2nd, 50th, 98th). */
  ranges: { low: number[]; median: number[]; high: number[] };
  /** What sliders are solved on; bundles of earlier versions have none, and the map stands in. */
  surface?: Surface;
  /** The kinds of sound that it was told of; none where it was told of none. */
  categories?: LatentCategory[];
}

/** The four measured values that the sliders steer, in their own units. */
export interface SliderDescriptors {
  decayMs: number;
  centroidHz: number;
  /** 0..1 */
  subShare: number;
  clickDb: number;
}

/** Below these a value carries no information for the ear and would only stretch the axes. */
const FLOOR = { decayMs: 1, centroidHz: 10, subShare: 1e-6, clickDb: -120 };
/** What is left of a share is at least this. */
const REST = 1e-5;

/** Descriptors in transformed units, in SLIDERS order; those that a bundle's axes were fitted in unless told otherwise. */
export function transformDescriptors(
  d: SliderDescriptors,
  statistics: Record<SliderName, { transform: Transform }> = CURRENT,
): [number, number, number, number] {
  const of = (name: SliderName, value: number): number => transform(statistics[name].transform, value);
  return [
    of('decay', Math.max(d.decayMs, FLOOR.decayMs)),
    of('brightness', Math.max(d.centroidHz, FLOOR.centroidHz)),
    of('subby', Math.max(d.subShare, FLOOR.subShare)),
    of('click', Math.max(d.clickDb, FLOOR.clickDb)),
  ];
}

/** To transformed units from ms, Hz, share or dB. */
export function transform(kind: Transform, value: number): number {
  switch (kind) {
    case 'log':
      return Math.log(value);
    case 'dB-odds':
      return 10 * Math.log10(value / Math.max(REST, 1 - value));
    case 'dB-share':
      return 10 * Math.log10(value);
    case 'dB':
      return value;
    default:
      throw new TypeError(kind satisfies never);
  }
}

/** Back from transformed units to ms, Hz, share or dB. */
export function untransform(kind: Transform, value: number): number {
  switch (kind) {
    case 'log':
      return Math.exp(value);
    case 'dB-odds':
      return 1 / (1 + 10 ** (-value / 10));
    case 'dB-share':
      return 10 ** (value / 10);
    case 'dB':
      return value;
    default:
      throw new TypeError(kind satisfies never);
  }
}

/** Linear-interpolated percentile (type 7 of Hyndman and Fan 1996) of unsorted values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).sort();
  const at = ((sorted.length - 1) * percent) / 100;
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** Axes whose spread is below this share of the widest one carry no sound (collapsed). */
export const COLLAPSED = 1e-4;
/** Ridge on whitened coordinates, as a share of their unit variance. */
const RIDGE = 1e-3;

/**
 * Fits the axes.
 * @param latents N rows of length L (N >= 2).
 * @param descriptors N rows of four, transformed (`transformDescriptors`). Measure them on
 *   decoded latents: a map fitted on the encoder's inputs undershoots (design.md 3).
 *
 * The map is least squares with intercept and a light ridge, in PCA-whitened coordinates z: what
 * the descriptor surface starts from.
 */
export function fitAxes(latents: readonly (readonly number[])[], descriptors: readonly (readonly number[])[]): Axes {
  const pca = fitPca(latents);
  const sdLimit = COLLAPSED * Math.max(...pca.sd);
  const invSd = pca.sd.map((sd) => (sd > sdLimit && sd > 0 ? 1 / sd : 0));

  const scores = latents.map((row) => pcaCoordinates(pca, row));
  const z = new Matrix(scores.map((row) => row.map((value, i) => value * invSd[i])));
  const targetMeans = SLIDERS.map((_, k) => mean(descriptors.map((row) => row[k])));
  const y = new Matrix(descriptors.map((row) => SLIDERS.map((_, k) => row[k] - targetMeans[k])));

  const gram = z.transpose().mmul(z);
  for (let i = 0; i < gram.rows; i++) gram.set(i, i, gram.get(i, i) + RIDGE * latents.length);
  // Columns of z are centred (PCA removed the mean), so the intercept is the mean itself.
  const whitened = solveSpd(gram, z.transpose().mmul(y)).transpose();

  const components = new Matrix(pca.components);
  const weights = whitened.mmul(Matrix.diag(invSd)).mmul(components).to2DArray();
  const bias = weights.map((row, k) => targetMeans[k] - dot(row, pca.mean));

  const column = (i: number): number[] => scores.map((row) => row[i]);
  const along = (percent: number): number[] => pca.mean.map((_, i) => percentile(column(i), percent));
  return {
    pca,
    descriptors: statistics(descriptors),
    map: { weights, bias },
    ranges: { low: along(2), median: along(50), high: along(98) },
  };
}

/** Coordinates of a latent on the principal axes (not divided by their spread). */
export function pcaCoordinates(pca: Axes['pca'], latent: readonly number[]): number[] {
  const centred = latent.map((value, i) => value - pca.mean[i]);
  return pca.components.map((row) => dot(row, centred));
}

/** The latent at given principal coordinates. */
export function fromPcaCoordinates(pca: Axes['pca'], coordinates: readonly number[]): number[] {
  return pca.mean.map((value, i) => coordinates.reduce((sum, c, j) => sum + c * pca.components[j][i], value));
}

function fitPca(latents: readonly (readonly number[])[]): Axes['pca'] {
  // By the covariance matrix: unlike the SVD of the data it yields all L axes from fewer than L rows.
  const fitted = new PCA(
    latents.map((row) => [...row]),
    { method: 'covarianceMatrix' },
  );
  const size = latents[0].length;
  const components = fitted.getEigenvectors().transpose().to2DArray().map(pointLargestUp);
  const sd = fitted.getEigenvalues().map((value) => Math.sqrt(Math.max(0, value)));
  const means = Array.from({ length: size }, (_, i) => mean(latents.map((row) => row[i])));
  return { mean: means, components, sd };
}

/** An axis has no sign of its own; this fixes one, so that a second fit draws the same picture. */
function pointLargestUp(axis: number[]): number[] {
  const largest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}

function statistics(descriptors: readonly (readonly number[])[]): Axes['descriptors'] {
  const of = (k: number, transform: Transform): DescriptorStatistics => {
    const values = descriptors.map((row) => row[k]);
    const centre = mean(values);
    return {
      transform,
      mean: centre,
      sd: Math.sqrt(mean(values.map((value) => (value - centre) ** 2))),
      low: percentile(values, 2),
      median: percentile(values, 50),
      high: percentile(values, 98),
    };
  };
  return {
    decay: of(0, TRANSFORMS.decay),
    brightness: of(1, TRANSFORMS.brightness),
    subby: of(2, TRANSFORMS.subby),
    click: of(3, TRANSFORMS.click),
  };
}

function solveSpd(a: Matrix, b: Matrix): Matrix {
  return new CholeskyDecomposition(a).solve(b);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
