import { describe, expect, test } from 'vitest';

import { SLIDERS } from '../../src-preload/contract/sliders.ts';
import { createRandom } from '../base/random.ts';
import type { Axes, Transform } from './axes.ts';
import { steeringOf } from './sliders.ts';
import type { Surface } from './surface.ts';

/** Descriptor k is 5 tanh(x_k) plus a little of its neighbour, seen from far off; x_4 and x_5 are no slider's business. */
const SIZE = 6;
const unit = (k: number, size: number): number[] => Array.from({ length: SIZE }, (_, i) => (i === k ? size : 0));
const surface: Surface = {
  hidden: [{ weights: [0, 1, 2, 3].map((k) => unit(k, 1)), bias: [0, 0, 0, 0] }],
  out: [0, 1, 2, 3].map((k) => [0, 1, 2, 3].map((j) => (j === k ? 5 : 0))),
  skip: [0, 1, 2, 3].map((k) => unit((k + 1) % 4, 0.5)),
  bias: [5, 6, 0, -30],
  radius: 3,
};
const statistics = (transform: Transform, mean: number, spread: number) => ({
  transform, mean, sd: 2, low: mean - spread, median: mean, high: mean + spread,
});
const axes: Axes = {
  pca: { mean: unit(9, 0), components: [0, 1, 2, 3, 4, 5].map((k) => unit(k, 1)), sd: unit(9, 0).map(() => 1) },
  descriptors: {
    decay: statistics('log', 5, 20),
    brightness: statistics('log', 6, 20),
    subby: statistics('dB-odds', 0, 20),
    click: statistics('dB', -30, 2),
  },
  map: { weights: [0, 1, 2, 3].map((k) => unit(k, 2)), bias: [5, 6, 0, -30] },
  ranges: { low: unit(9, 0), median: unit(9, 0), high: unit(9, 0) },
  surface,
};
const steering = steeringOf(axes);
const BASE = [0.1, 0.2, -0.3, 0.4, 0.5, -0.6];
const sd = 2;

describe('the reach of a kick', () => {
  test('takes in its own value and ends where the ball or the data\'s range ends', () => {
    const own = steering.predict(BASE);
    const reach = steering.reach(BASE);
    SLIDERS.forEach((name, k) => {
      expect(reach[name].low, name).toBeLessThan(own[k]);
      expect(reach[name].high, name).toBeGreaterThan(own[k]);
    });
    // Nearly all that tanh has, though the others are held and |x| may be 3 at most.
    expect(reach.decay.high - reach.decay.low).toBeGreaterThan(7);
    // The data's own range, a little beyond.
    expect(reach.click.high).toBeCloseTo(-28 + 0.05 * 4, 1);
    expect(reach.click.low).toBeCloseTo(-32 - 0.05 * 4, 1);
  });

  test('is as far as a search by chance gets', () => {
    const own = steering.predict(BASE);
    const { decay } = steering.reach(BASE);
    const random = createRandom('reach');
    for (let n = 0; n < 20_000; n++) {
      const x = [...random.fillNormal(new Float64Array(SIZE))];
      const norm = Math.hypot(...x);
      const inside = x.map((v) => (v * Math.min(norm, surface.radius)) / norm);
      const y = steering.predict(inside);
      if ([1, 2, 3].every((j) => Math.abs(y[j] - own[j]) < 0.1 * sd)) {
        expect(y[0]).toBeGreaterThan(decay.low - 0.25 * sd);
        expect(y[0]).toBeLessThan(decay.high + 0.25 * sd);
      }
    }
  });

  test('with the others free it is no smaller', () => {
    const reach = steering.reach(BASE);
    SLIDERS.forEach((name, k) => {
      const { low, high } = steering.limits(BASE, k);
      expect(low).toBeLessThan(reach[name].low + 0.1 * sd);
      expect(high).toBeGreaterThan(reach[name].high - 0.1 * sd);
    });
  });
});

describe('a slider', () => {
  test.each(SLIDERS)('%s moves its own descriptor evenly from end to end and holds the others', (name) => {
    const k = SLIDERS.indexOf(name);
    const own = steering.predict(BASE);
    const { low, high } = steering.reach(BASE)[name];
    for (const position of [0, 0.1, 0.35, 0.5, 0.8, 1]) {
      const moved = steering.apply(BASE, { [name]: position });
      const y = steering.predict(moved);
      expect(y[k]).toBeCloseTo(low + position * (high - low), 1);
      own.forEach((value, j) => {
        if (j !== k) expect(Math.abs(y[j] - value), `${SLIDERS[j]} at ${String(position)}`).toBeLessThan(0.13 * sd);
      });
      expect(Math.hypot(...moved)).toBeLessThan(surface.radius + 1e-6);
    }
  });

  test('at the kick\'s own position changes next to nothing', () => {
    const { decay } = steering.positions(BASE);
    expect(decay).toBeGreaterThan(0);
    expect(decay).toBeLessThan(1);
    steering.apply(BASE, { decay }).forEach((value, i) => expect(value).toBeCloseTo(BASE[i], 2));
  });

  test('none set: the very same numbers, as a copy', () => {
    const same = steering.apply(BASE, {});
    expect(same).toEqual(BASE);
    expect(same).not.toBe(BASE);
  });

  test('several land together', () => {
    const reach = steering.reach(BASE);
    const y = steering.predict(steering.apply(BASE, { decay: 0.7, click: 0.3, subby: 0.5 }));
    expect(y[0]).toBeCloseTo(reach.decay.low + 0.7 * (reach.decay.high - reach.decay.low), 1);
    expect(y[3]).toBeCloseTo(reach.click.low + 0.3 * (reach.click.high - reach.click.low), 1);
    expect(y[2]).toBeCloseTo((reach.subby.low + reach.subby.high) / 2, 1);
    expect(Math.abs(y[1] - steering.predict(BASE)[1])).toBeLessThan(0.13 * sd);
  });

  test('what was asked before does not matter', () => {
    const first = steering.apply(BASE, { decay: 0.9 });
    for (let n = 0; n < 12; n++) steering.apply(BASE.map((x) => x + n / 100), { click: 0.2 });
    expect(steering.apply(BASE, { decay: 0.9 })).toEqual(first);
  });
});

describe('aiming', () => {
  test('reaches what is asked for and lets the rest go', () => {
    const y = steering.predict(steering.aim(BASE, [6, NaN, -1, NaN]));
    expect(y[0]).toBeCloseTo(6, 1);
    expect(y[2]).toBeCloseTo(-1, 1);
  });

  test('comes as near as the ball lets it', () => {
    const moved = steering.aim(BASE, [100, NaN, NaN, NaN]);
    expect(Math.hypot(...moved)).toBeLessThan(surface.radius + 1e-6);
    expect(steering.predict(moved)[0]).toBeGreaterThan(steering.limits(BASE, 0).high - 0.1 * sd);
  });

  test('a kick outside the ball may stay where it is, and goes no farther out', () => {
    const far = [0, 0, 0, 0, 6, 0];
    const moved = steering.apply(far, { decay: 1 });
    expect(Math.hypot(...moved)).toBeLessThan(6 + 1e-6);
    expect(steering.predict(moved)[0]).toBeGreaterThan(steering.predict(far)[0] + 1);
  });
});

test('without a surface the straight-line map serves', () => {
  const { pca, descriptors, map, ranges } = axes;
  const straight = steeringOf({ pca, descriptors, map, ranges });
  const own = straight.predict(BASE);
  BASE.slice(0, 4).forEach((x, k) => expect(own[k]).toBeCloseTo(2 * x + [5, 6, 0, -30][k], 9));
  const moved = straight.predict(straight.apply(BASE, { decay: 1 }));
  expect(moved[0]).toBeGreaterThan(own[0] + 1);
  expect(moved[1]).toBeCloseTo(own[1], 1);
});
