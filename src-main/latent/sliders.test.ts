import { expect, test } from 'vitest';

import { SLIDERS } from '../../src-preload/contract/sliders.ts';
import type { Axes, Transform } from './axes.ts';
import { applySliders, predictDescriptors, sliderPositions } from './sliders.ts';

/** Descriptor k is twice latent number k; the fifth number is none of the sliders' business. */
const statistics = (transform: Transform, low: number, high: number) => ({
  transform, mean: 0, sd: 1, low, median: (low + high) / 2, high,
});
const unit = (k: number, size: number): number[] => Array.from({ length: 5 }, (_, i) => (i === k ? size : 0));
const axes: Axes = {
  pca: { mean: unit(9, 0), components: [0, 1, 2, 3, 4].map((k) => unit(k, 1)), sd: unit(9, 0).map(() => 1) },
  descriptors: {
    decay: statistics('log', 4, 6),
    brightness: statistics('log', 5, 9),
    subby: statistics('dB-share', -20, 0),
    click: statistics('dB', -60, -10),
  },
  map: { weights: [0, 1, 2, 3].map((k) => unit(k, 2)), bias: [5, 7, -10, -35] },
  directions: [0, 1, 2, 3].map((k) => unit(k, 0.5)),
  ranges: { low: unit(9, 0), median: unit(9, 0), high: unit(9, 0) },
};

test('the middle of every range reads one half', () => {
  const positions = sliderPositions(axes, [0, 0, 0, 0, 3]);
  for (const name of SLIDERS) expect(positions[name]).toBeCloseTo(0.5, 12);
});

test('positions outside the range are held to its ends', () => {
  expect(sliderPositions(axes, [9, -9, 0, 0, 0])).toMatchObject({ decay: 1, brightness: 0 });
});

test('a range without extent reads one half', () => {
  const still = { ...axes, descriptors: { ...axes.descriptors, decay: statistics('log', 5, 5) } };
  expect(sliderPositions(still, [4, 0, 0, 0, 0]).decay).toBe(0.5);
});

test('set sliders land on their targets together; the rest keeps its own value', () => {
  const base = [0.1, 0.2, 0.3, 0.4, 0.5];
  const moved = applySliders(axes, base, { decay: 1, click: 0 });
  const predicted = predictDescriptors(axes, moved);
  expect(predicted[0]).toBeCloseTo(6, 12);
  expect(predicted[3]).toBeCloseTo(-60, 12);
  expect(moved[1]).toBe(0.2);
  expect(moved[2]).toBe(0.3);
  expect(moved[4]).toBe(0.5);
});

test('no slider set: the base comes back as a copy', () => {
  const base = [0.1, 0.2, 0.3, 0.4, 0.5];
  const same = applySliders(axes, base, {});
  expect(same).toEqual(base);
  expect(same).not.toBe(base);
});

test('applying twice is applying once', () => {
  const once = applySliders(axes, [1, 2, 3, 4, 5], { subby: 0.25, brightness: 0.75 });
  applySliders(axes, once, { subby: 0.25, brightness: 0.75 }).forEach((value, i) => expect(value).toBeCloseTo(once[i], 12));
});
