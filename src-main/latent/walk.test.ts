import { describe, expect, test } from 'vitest';

import { createRandom } from '../base/random.ts';
import { fitAxes } from './axes.ts';
import { samplePrior, standardPrior, typicality, type MixturePrior, type Prior } from './prior.ts';
import { steeringOf } from './sliders.ts';
import { distanceBetween, standardOf } from './standard.ts';
import { walkOn, type WalkAsked } from './walk.ts';

const SIZE = 8;
const prior = standardPrior(SIZE);
const random = createRandom('walk axes');
const latents = Array.from({ length: 200 }, () => [...random.fillNormal(new Float64Array(SIZE))]);
/** Descriptor k follows latent number k. */
const axes = fitAxes(latents, latents.map((z) => [5.5 + 0.5 * z[0], 5.5 + 0.4 * z[1], -6 + 2 * z[2], -30 + 6 * z[3]]));
const FROM = samplePrior(prior, createRandom(1, 'from'));
const walk = (asked: Partial<WalkAsked> = {}, over: Prior = prior) =>
  walkOn(over, axes, { from: FROM, seed: 7, at: 0, steps: 40, speed: 0.1, steer: {}, ...asked });
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const stepsOf = (path: readonly (readonly number[])[]): number[] => {
  const at = [FROM, ...path].map((z) => standardOf(prior).there(z));
  return at.slice(1).map((u, i) => distanceBetween(at[i], u));
};

describe('a walk', () => {
  test('goes its speed a step, on average, and turns no corners', () => {
    const { latents: path } = walk({ steps: 400 });
    const steps = stepsOf(path);
    expect(mean(steps)).toBeGreaterThan(0.08);
    expect(mean(steps)).toBeLessThan(0.11);
    const moves = path.slice(1).map((z, i) => z.map((x, d) => x - path[i][d]));
    const cosines = moves.slice(1).map((m, i) => m.reduce((s, x, d) => s + x * moves[i][d], 0) / (Math.hypot(...m) * Math.hypot(...moves[i])));
    expect(mean(cosines)).toBeGreaterThan(0.85);
  });

  test('in two stretches goes where it goes in one', () => {
    const whole = walk({ steps: 20 });
    const first = walk({ steps: 12 });
    const second = walk({ from: first.latents[11], velocity: first.velocity, at: 12, steps: 8 });
    [...first.latents, ...second.latents].forEach((z, i) => {
      z.forEach((x, d) => expect(x).toBeCloseTo(whole.latents[i][d], 9));
    });
  });

  test('of another seed goes elsewhere', () => {
    expect(walk().latents).toEqual(walk().latents);
    expect(walk({ seed: 8 }).latents).not.toEqual(walk().latents);
  });

  test('has the prior for its long-run distribution, a mixture with a gap as well', () => {
    const apart: MixturePrior = {
      kind: 'mixture',
      components: [{ ...standardPrior(SIZE), weight: 0.5 }, { ...standardPrior(SIZE), weight: 0.5, mean: [2.5, ...new Array<number>(SIZE - 1).fill(0)] }],
      quantiles: [-40, 0],
    };
    const { latents: path } = walk({ steps: 30_000, speed: 0.4 }, apart);
    const first = path.map((z) => z[0]);
    const second = path.map((z) => z[1]);
    expect(Math.abs(mean(first) - 1.25)).toBeLessThan(0.15);
    expect(Math.abs(mean(first.map((x) => (x - 1.25) ** 2)) - (1 + 1.25 ** 2))).toBeLessThan(0.25);
    expect(Math.abs(mean(second))).toBeLessThan(0.1);
    expect(Math.abs(mean(second.map((x) => x * x)) - 1)).toBeLessThan(0.1);
  });

  test('steered to a descriptor, gets more of that one alone, and stays with what the model makes', () => {
    const steering = steeringOf(axes);
    const after = (steer: WalkAsked['steer']) => walk({ steps: 600, speed: 0.3, steer }).latents.slice(20);
    const predicted = (path: readonly number[][], k: number): number => mean(path.map((z) => steering.predict(z)[k]));
    const free = after({});
    const brighter = after({ brightness: 1 });
    expect(predicted(brighter, 1) - predicted(free, 1)).toBeGreaterThan(2 * axes.descriptors.brightness.sd);
    expect(Math.abs(predicted(brighter, 0) - predicted(free, 0))).toBeLessThan(0.6 * axes.descriptors.decay.sd);
    expect(predicted(after({ brightness: -1 }), 1)).toBeLessThan(predicted(free, 1) - 2 * axes.descriptors.brightness.sd);
    expect(mean(brighter.map((z) => typicality(prior, z)))).toBeGreaterThan(0.05);
  });

  test('towards a kick arrives there without a swing past it', () => {
    const target = samplePrior(prior, createRandom(2, 'target'));
    const start = walk({ steps: 10 });
    const { latents: path, remaining } = walk({ from: start.latents[9], velocity: start.velocity, at: 10, steps: 80, towards: target });
    expect(remaining).toBeLessThan(0.01);
    const left = path.map((z) => distanceBetween(standardOf(prior).there(z), standardOf(prior).there(target)));
    left.slice(12).forEach((d, i) => expect(d).toBeLessThanOrEqual(left[i + 11] + 1e-9));
    expect(walk().remaining).toBeNull();
  });
});
