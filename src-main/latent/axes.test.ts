import { describe, expect, test } from 'vitest';

import { fitAxes, fromPcaCoordinates, pcaCoordinates, percentile, transform, transformDescriptors, untransform } from './axes.ts';
import { dot } from './vector.ts';

/** All 64 corners of a six-cube, turned and stretched: exactly known mean, axes and spread. */
const SD = [4, 2, 1, 0.5, 0.25, 0.125];
const MEAN = [1, -2, 3, 0, 0.5, -1];
/** A rotation in the (0, 1) plane by 30 degrees; the other axes stay. */
const COS = Math.cos(Math.PI / 6);
const SIN = Math.sin(Math.PI / 6);
const AXES = SD.map((_, i) => SD.map((__, j) => rotation(i, j)));

function rotation(i: number, j: number): number {
  if (i === 0 && j < 2) return j === 0 ? COS : SIN;
  if (i === 1 && j < 2) return j === 0 ? -SIN : COS;
  return i === j ? 1 : 0;
}

const latents = Array.from({ length: 64 }, (_, n) => {
  const corner = SD.map((sd, i) => (((n >> i) & 1) === 1 ? sd : -sd));
  return MEAN.map((m, d) => m + corner.reduce((sum, c, i) => sum + c * AXES[i][d], 0));
});
const A = [
  [0.3, 0.1, 0, 0, 0.2, 0],
  [0, -0.2, 0.4, 0.1, 0, 0],
  [1, 0, 0, 2, 0, -1],
  [0, 0.5, 0, 0, 3, 0.5],
];
const B = [5, 7, -3, -20];
const descriptors = latents.map((row) => A.map((a, k) => dot(a, row) + B[k]));
const axes = fitAxes(latents, descriptors);

describe('fitAxes', () => {
  test('finds the principal axes of a turned box', () => {
    axes.pca.mean.forEach((value, i) => expect(value).toBeCloseTo(MEAN[i], 10));
    const unbiased = Math.sqrt(64 / 63);
    axes.pca.sd.forEach((value, i) => expect(value).toBeCloseTo(SD[i] * unbiased, 9));
    axes.pca.components.forEach((row, i) => expect(Math.abs(dot(row, AXES[i]))).toBeCloseTo(1, 9));
  });

  test('recovers a linear map up to its light ridge', () => {
    axes.map.weights.forEach((row, k) => {
      row.forEach((value, i) => {
        expect(value, `weight ${String(k)},${String(i)}`).toBeCloseTo(A[k][i] / (63 / 64 + 1e-3) * (63 / 64), 8);
      });
    });
    const centre = A.map((a, k) => dot(a, MEAN) + B[k]);
    axes.map.weights.forEach((row, k) => expect(dot(row, MEAN) + axes.map.bias[k]).toBeCloseTo(centre[k], 9));
  });

  test('a collapsed dimension says nothing and does not explode', () => {
    const flat = latents.map((row) => [...row, 0.25]);
    const fitted = fitAxes(flat, descriptors);
    expect(fitted.pca.components).toHaveLength(7);
    for (const weights of fitted.map.weights) {
      expect(weights.every(Number.isFinite)).toBe(true);
      expect(Math.abs(weights[6])).toBeLessThan(1e-9);
    }
  });

  test('gives every axis from fewer rows than dimensions', () => {
    const few = fitAxes(latents.slice(0, 5), descriptors.slice(0, 5));
    expect(few.pca.components).toHaveLength(6);
    expect(few.map.weights.flat().every(Number.isFinite)).toBe(true);
  });

  test('PCA coordinates and back', () => {
    const there = pcaCoordinates(axes.pca, latents[17]);
    fromPcaCoordinates(axes.pca, there).forEach((value, i) => expect(value).toBeCloseTo(latents[17][i], 10));
  });
});

test('percentiles interpolate between order statistics', () => {
  const values = [50, 10, 40, 20, 30];
  expect(percentile(values, 0)).toBe(10);
  expect(percentile(values, 50)).toBe(30);
  expect(percentile(values, 98)).toBeCloseTo(49.2, 12);
  expect(percentile([3], 98)).toBe(3);
});

test('descriptor transforms: ln, ln, 10 log10 of the share over the rest, dB as it is', () => {
  const [decay, brightness, subby, click] = transformDescriptors({ decayMs: Math.E ** 5, centroidHz: Math.E ** 6, subShare: 0.8, clickDb: -30 });
  expect(decay).toBeCloseTo(5, 12);
  expect(brightness).toBeCloseTo(6, 12);
  expect(subby).toBeCloseTo(10 * Math.log10(4), 12);
  expect(click).toBe(-30);
  for (const values of [{ decayMs: 0, centroidHz: 0, subShare: 0, clickDb: -Infinity }, { decayMs: 1, centroidHz: 1, subShare: 1, clickDb: 0 }]) {
    expect(transformDescriptors(values).every(Number.isFinite)).toBe(true);
  }
});

test('a bundle of before keeps the units it was fitted in', () => {
  const subby = { transform: 'dB-share' } as const;
  const old = { decay: { transform: 'log' }, brightness: { transform: 'log' }, subby, click: { transform: 'dB' } } as const;
  expect(transformDescriptors({ decayMs: 1, centroidHz: 1, subShare: 0.1, clickDb: -30 }, old)[2]).toBeCloseTo(-10, 12);
});

test.each([['log', 250], ['dB-odds', 0.3], ['dB-odds', 0.997], ['dB-share', 0.01], ['dB', -12]] as const)('%s: there and back', (kind, value) => {
  expect(untransform(kind, transform(kind, value))).toBeCloseTo(value, 9);
});
