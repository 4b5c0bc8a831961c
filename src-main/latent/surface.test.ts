import { expect, test } from 'vitest';

import { createRandom } from '../base/random.ts';
import { fitAxes } from './axes.ts';
import { createField, createWhitening, straightSurface, type Surface } from './surface.ts';

const random = createRandom('surface');
const matrix = (rows: number, columns: number, gain: number): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => gain * random.normal()));
const vector = (length: number): number[] => matrix(1, length, 0.5)[0];

const SIZE = 6;
/** Widths that are no multiple of four, so that the odd ends are summed too. */
const surface: Surface = {
  hidden: [
    { weights: matrix(9, SIZE, 0.5), bias: vector(9) },
    { weights: matrix(7, 9, 0.5), bias: vector(7) },
  ],
  out: matrix(4, 7, 1),
  skip: matrix(4, SIZE, 0.3),
  bias: vector(4),
  radius: 3,
};
const point = (): Float64Array => random.fillNormal(new Float64Array(SIZE));

/** The formula as it is written, without a shortcut. */
function plainly(x: readonly number[]): number[] {
  const times = (rows: number[][], v: readonly number[]): number[] => rows.map((row) => row.reduce((sum, w, i) => sum + w * v[i], 0));
  const h = surface.hidden.reduce<readonly number[]>(
    (v, { weights, bias }) => times(weights, v).map((sum, u) => Math.tanh(sum + bias[u])),
    x,
  );
  const line = times(surface.skip, x);
  return times(surface.out, h).map((sum, k) => sum + line[k] + surface.bias[k]);
}

test('the value is the formula\'s', () => {
  const field = createField(surface);
  for (let n = 0; n < 5; n++) {
    const x = point();
    const expected = plainly([...x]);
    [...field.value(x)].forEach((y, k) => expect(y).toBeCloseTo(expected[k], 12));
  }
});

test('the slopes are those of finite differences', () => {
  const field = createField(surface);
  const step = 1e-5;
  for (let n = 0; n < 5; n++) {
    const x = point();
    field.slope(x);
    const slopes = field.jacobian.slice();
    for (let i = 0; i < SIZE; i++) {
      const above = [...field.value(x.map((v, j) => (j === i ? v + step : v)))];
      const below = [...field.value(x.map((v, j) => (j === i ? v - step : v)))];
      for (let k = 0; k < 4; k++) {
        expect(slopes[k * SIZE + i], `d${String(k)}/dx${String(i)}`).toBeCloseTo((above[k] - below[k]) / (2 * step), 7);
      }
    }
  }
});

const latents = Array.from({ length: 60 }, () => [3, 1, 0.5, 0.2, 0].map((sd, i) => sd * random.normal() + i));
const axes = fitAxes(latents, latents.map(([a, b, c, d]) => [5 + a, 6 - b, c + d, -30 + 2 * a]));

test('the straight line as a surface is the axes\' map', () => {
  const field = createField(straightSurface(axes));
  const whitening = createWhitening(axes.pca);
  for (const latent of latents.slice(0, 5)) {
    const y = field.value(whitening.there(latent));
    axes.map.weights.forEach((row, k) => {
      expect(y[k]).toBeCloseTo(row.reduce((sum, w, i) => sum + w * latent[i], axes.map.bias[k]), 4);
    });
  }
});

test('whitened coordinates have unit spread; a collapsed axis reads 0 and is left alone', () => {
  const whitening = createWhitening(axes.pca);
  const rows = latents.map((latent) => whitening.there(latent));
  for (let i = 0; i < 4; i++) {
    const squares = rows.reduce((sum, row) => sum + row[i] ** 2, 0) / (rows.length - 1);
    expect(squares).toBeCloseTo(1, 6);
  }
  expect(rows.every((row) => row[4] === 0)).toBe(true);
  const [from] = rows;
  expect(whitening.moved(latents[0], from, from)).toEqual(latents[0]);
  const moved = whitening.moved(latents[0], from, from.map((x, i) => x + i));
  expect(moved[4]).toBeCloseTo(4, 9);
  [...whitening.there(moved)].forEach((x, i) => expect(x).toBeCloseTo(i === 4 ? 0 : from[i] + i, 9));
});
