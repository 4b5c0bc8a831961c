import { describe, expect, test } from 'vitest';

import { dot, fitAxes, fromPcaCoordinates, pcaCoordinates, percentile, transformDescriptors, untransform } from './axes.ts';

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

  test('each direction moves its own descriptor by one and the others by none', () => {
    axes.directions.forEach((step, k) => {
      axes.map.weights.forEach((row, j) => expect(dot(row, step)).toBeCloseTo(j === k ? 1 : 0, 6));
    });
  });

  test('directions take the likeliest way: no other exact step is shorter in whitened units', () => {
    const whitenedLength = (step: readonly number[]): number =>
      Math.hypot(...AXES.map((axis, i) => dot(axis, step) / SD[i]));
    // (0,0,1,-4,?,?) style null steps of A: build one by removing what the map sees of a probe.
    const probe = [0, 0, 1, 0, 0, 0.3];
    const seen = axes.map.weights.map((row) => dot(row, probe));
    const hidden = probe.map((value, i) => value - seen.reduce((sum, s, k) => sum + s * axes.directions[k][i], 0));
    expect(Math.hypot(...hidden)).toBeGreaterThan(0.01);
    for (const step of axes.directions) {
      for (const sign of [0.1, -0.1]) {
        const other = step.map((value, i) => value + sign * hidden[i]);
        expect(whitenedLength(other)).toBeGreaterThan(whitenedLength(step));
      }
    }
  });

  test('a collapsed dimension neither moves nor explodes', () => {
    const flat = latents.map((row) => [...row, 0.25]);
    const fitted = fitAxes(flat, descriptors);
    expect(fitted.pca.components).toHaveLength(7);
    for (const step of fitted.directions) {
      expect(step.every(Number.isFinite)).toBe(true);
      expect(Math.abs(step[6])).toBeLessThan(1e-9);
    }
  });

  test('gives every axis from fewer rows than dimensions', () => {
    const few = fitAxes(latents.slice(0, 5), descriptors.slice(0, 5));
    expect(few.pca.components).toHaveLength(6);
    expect(few.directions.flat().every(Number.isFinite)).toBe(true);
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

test('descriptor transforms: ln, ln, 10 log10 of the share, dB as it is', () => {
  const [decay, brightness, subby, click] = transformDescriptors({ decayMs: Math.E ** 5, centroidHz: Math.E ** 6, subShare: 0.1, clickDb: -30 });
  expect(decay).toBeCloseTo(5, 12);
  expect(brightness).toBeCloseTo(6, 12);
  expect(subby).toBeCloseTo(-10, 12);
  expect(click).toBe(-30);
  expect(untransform('log', Math.log(250))).toBeCloseTo(250, 9);
  expect(untransform('dB-share', -20)).toBeCloseTo(0.01, 12);
  expect(untransform('dB', -12)).toBe(-12);
  expect(transformDescriptors({ decayMs: 0, centroidHz: 0, subShare: 0, clickDb: -Infinity }).every(Number.isFinite)).toBe(true);
});
