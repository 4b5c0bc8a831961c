import { describe, expect, test } from 'vitest';

import { createRandom } from '../base/random.ts';
import { samplePrior, standardPrior, typicality, varyLatent, type MixturePrior } from './prior.ts';
import { distanceBetween, standardOf } from './standard.ts';
import { varyAround } from './variations.ts';

const SIZE = 32;
const prior = standardPrior(SIZE);
const centre = samplePrior(prior, createRandom(1, 'centre'));
const unlike = (latents: readonly (readonly number[])[]): number => {
  const at = latents.map((latent) => standardOf(prior).there(latent));
  return Math.min(...at.flatMap((a, i) => at.slice(i + 1).map((b) => distanceBetween(a, b))));
};

describe('variations of a kick', () => {
  test.each([0.1, 0.3, 0.6, 1])('lie at the distance that was asked for: %s', (distance) => {
    const made = varyAround(prior, centre, { count: 12, distance, seed: 3 });
    expect(made).toHaveLength(12);
    const from = standardOf(prior).there(centre);
    for (const { latent, distance: told } of made) {
      expect(distanceBetween(from, standardOf(prior).there(latent))).toBeCloseTo(told, 12);
      expect(Math.abs(told / distance - 1)).toBeLessThan(0.12);
    }
  });

  test('are more unlike each other than draws without a choice', () => {
    const chosen = varyAround(prior, centre, { count: 12, distance: 0.3, seed: 4 }).map(({ latent }) => latent);
    const random = createRandom(4, 'unchosen');
    const amount = Math.sqrt(1 - (1 - 0.3 ** 2) ** 2);
    const unchosen = Array.from({ length: 40 }, () => unlike(Array.from({ length: 12 }, () => varyLatent(prior, centre, random, amount))));
    expect(unlike(chosen)).toBeGreaterThan(Math.max(...unchosen));
  });

  test('are no odder than 19 of 20 kicks, unless their centre is', () => {
    for (let seed = 0; seed < 20; seed++) {
      for (const made of varyAround(prior, centre, { count: 12, distance: 0.7, seed })) {
        expect(made.typicality).toBeGreaterThanOrEqual(0.05);
        expect(made.typicality).toBe(typicality(prior, made.latent));
      }
    }
    expect(varyAround(prior, centre.map((x) => 3 * x), { count: 12, distance: 0.2, seed: 1 })).toHaveLength(12);
  });

  test('a seed gives the same ones, another seed others', () => {
    const made = (seed: number) => varyAround(prior, centre, { count: 12, distance: 0.3, seed });
    expect(made(5)).toEqual(made(5));
    expect(made(5)).not.toEqual(made(6));
  });

  test('stay at their distance where the prior is a mixture with kicks far apart', () => {
    const apart: MixturePrior = {
      kind: 'mixture',
      components: [-4, 4].map((at) => ({ ...standardPrior(8), weight: 0.5, mean: new Array<number>(8).fill(at) })),
      quantiles: Array.from({ length: 101 }, (_, i) => -30 + 0.2 * i),
    };
    for (const { latent, distance } of varyAround(apart, new Array<number>(8).fill(4.2), { count: 12, distance: 0.2, seed: 1 })) {
      expect(distance).toBeLessThan(0.4);
      expect(Math.min(...latent)).toBeGreaterThan(0);
    }
  });
});
