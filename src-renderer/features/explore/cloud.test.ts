import { expect, test } from 'vitest';

import { PLACE } from '../../../src-preload/contract/places.ts';
import { AXES, coordinatesOf, spansOf } from './arrange.ts';
import { countOf, isMeasured, isSaved, sourceOf, valueOf, withDraws, withKicks, type MapAnswer } from './cloud.ts';
import { coloursOf, paletteOf, pixelOf, rangeOf, shapesOf } from './colours.ts';
import { nearestTo } from './nearest.ts';
import { lay, SHAPES, stampOf } from './stamps.ts';

/** Points whose every number is `base` + its column. */
const answer = (bases: readonly number[], kicks: MapAnswer['kicks'] = []): MapAnswer => ({
  bundleId: 'b', kicks, elsewhere: 0, training: [], clusters: [0.6, 0.4], categories: ['808', '909'], axes: [0.3, 0.2, 0.1],
  places: Float32Array.from(bases.flatMap((base) => PLACE.map((_, column) => base + column))),
});
const SAVED = [{ id: 'k1', name: 'One', favourite: false }];

test('a cloud grows in the middle, the saved kicks stay last', () => {
  const first = withDraws(null, answer([100, 200]), 7);
  const withSaved = withKicks(first, answer([900], SAVED));
  const all = withDraws(withSaved, answer([300]), 7);
  expect(countOf(all)).toBe(4);
  expect([0, 1, 2, 3].map((point) => valueOf(all.places, point, 'x'))).toEqual([100, 200, 300, 900]);
  expect(sourceOf(all, 2)).toEqual({ kind: 'model', seed: 7, index: 3 });
  expect(sourceOf(all, 3)).toEqual({ kind: 'saved', kick: SAVED[0] });
  expect([2, 3].map((point) => isSaved(all, point))).toEqual([false, true]);
  const fewer = withKicks(all, answer([]));
  expect(countOf(fewer)).toBe(3);
  expect(fewer.places).toHaveLength(3 * PLACE.length);
  // Another model's points are another map.
  expect(countOf(withDraws(all, { ...answer([1]), bundleId: 'c' }, 7))).toBe(1);
});

test('recordings of the training set follow the saved kicks, are heard by their latent, and go again', () => {
  const training = [{ name: 'a.wav', latent: [1, 2] }, { name: 'b.wav', latent: [3, 4] }];
  const all = withKicks(withDraws(null, answer([100, 200]), 7), { ...answer([900, 500, 600], SAVED), training });
  expect(countOf(all)).toBe(5);
  expect(sourceOf(all, 4)).toEqual({ kind: 'latent', name: 'b.wav', latent: [3, 4] });
  expect([1, 2, 3, 4].map((point) => [isSaved(all, point), isMeasured(all, point)])).toEqual([[false, false], [true, true], [false, true], [false, true]]);
  const more = withDraws(all, answer([300]), 7);
  expect([2, 3, 5].map((point) => valueOf(more.places, point, 'x'))).toEqual([300, 900, 600]);
  expect(countOf(withKicks(more, answer([900], SAVED)))).toBe(4);
});

test('coordinates are one axis after the other, logarithmic where the axis is', () => {
  const { places } = answer([100, 1000]);
  const sound = coordinatesOf(places, 'sound');
  expect(sound).toHaveLength(6);
  expect(sound[1]).toBeCloseTo(Math.log10(1000 + PLACE.indexOf('decayMs')), 5);
  expect(sound[5]).toBe(1000 + PLACE.indexOf('clickDb'));
  expect([...coordinatesOf(places, 'latent')]).toEqual([100, 1000, 101, 1001, 102, 1002]);
  expect(AXES.sound.filter(({ log }) => log)).toHaveLength(2);
});

test('a map opens at nearly all of its points, and a lone far one does not squeeze the rest', () => {
  const many = Float32Array.from({ length: 3000 }, (_, i) => (i % 1000) / 1000);
  many[999] = 1000;
  const [first, second] = spansOf(many);
  expect(first.high).toBeLessThan(2);
  expect(second.low).toBeLessThan(0.01);
  expect(second.high).toBeGreaterThan(0.99);
  expect(spansOf(new Float32Array(0))[0]).toEqual({ low: -1, high: 1 });
});

test('neighbours are the nearest in what is shown, each axis by its own width', () => {
  const rows = [[0, 0], [0.2, 0], [0, 30], [0.9, 90], [1, 100]].map(([x, y]) => PLACE.map((field) => (field === 'x' ? x : field === 'y' ? y : 0)));
  const places = Float32Array.from(rows.flat());
  const cloud = withDraws(null, { ...answer([]), places }, 1);
  expect(nearestTo(cloud, 'latent', places.subarray(0, PLACE.length), 3)).toEqual([0, 1, 2]);
  expect(nearestTo(cloud, 'latent', places.subarray(4 * PLACE.length), 2)).toEqual([4, 3]);
});

/** A red of its own for every role. */
const reds = (role: string): string => `rgb(${Number(role.slice(-1))}, 0, 0)`;

test.each(['dark', 'light'] as const)('colours tell clusters apart, and run along a scale from the 2nd to the 98th percentile, away from a %s ground', (theme) => {
  const { places } = answer(Array.from({ length: 100 }, (_, i) => i));
  const clusters = coloursOf(places, 'cluster', paletteOf(theme, reds));
  expect(new Set(clusters.subarray(0, 8)).size).toBe(8);
  expect(new Set(coloursOf(places, 'category', paletteOf(theme, reds)).subarray(0, 5)).size).toBe(5);
  const { low, high } = rangeOf(places, 'clickDb');
  expect([low, high]).toEqual([1, 98].map((i) => i + PLACE.indexOf('clickDb')));
  const light = (pixel: number): number => 0.3 * (pixel & 0xff) + 0.6 * ((pixel >> 8) & 0xff) + 0.1 * ((pixel >> 16) & 0xff);
  const away = theme === 'dark' ? 1 : -1;
  const scale = [...coloursOf(places, 'clickDb', paletteOf(theme, reds))].map((pixel) => away * light(pixel));
  scale.slice(1).forEach((value, i) => expect(value).toBeGreaterThanOrEqual(scale[i] - 1));
  expect(scale[99] - scale[0]).toBeGreaterThan(100);
});

test('what a point is one of is told by its shape too, and what it has some of is not', () => {
  const { places } = answer([0, 1, 2]);
  expect(new Set(shapesOf(places, 'cluster')).size).toBe(3);
  expect(new Set(shapesOf(places, 'category')).size).toBe(3);
  expect(new Set(shapesOf(places, 'decayMs')).size).toBe(1);
});

test('shapes of one radius look equally large, and no two are the same', () => {
  const covers = SHAPES.map((shape) => stampOf(shape, 8).cover);
  const inks = covers.map((cover) => cover.reduce((sum, c) => sum + c, 0) / 255);
  inks.forEach((ink) => expect(Math.abs(ink / (Math.PI * 64) - 1)).toBeLessThan(0.3));
  expect(new Set(covers.map((cover) => cover.join())).size).toBe(SHAPES.length);
});

test('a mark covers what it lies on, and is cut at the edge', () => {
  const pixels = { data: new Uint32Array(100).fill(0xff000000), width: 10, height: 10 };
  const red = pixelOf('rgb(255, 0, 0)');
  lay(pixels, stampOf('square', 1.3), 5, 5, red, 1);
  expect(pixels.data[55]).toBe(0xff0000ff);
  expect(pixels.data[52]).toBe(0xff000000);
  lay(pixels, stampOf('disc', 2), 0, 9.6, pixelOf('rgb(0, 0, 255)'), 0.5);
  expect(pixels.data[90] >> 16 & 0xff).toBeGreaterThan(100);
  // Nothing wraps round to the other side.
  expect([...pixels.data.subarray(7, 10), pixels.data[89], pixels.data[99]]).toEqual(new Array(5).fill(0xff000000));
});
