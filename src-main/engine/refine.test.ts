import { describe, expect, test } from 'vitest';
import { KICK_SPEC, pitchPoints, type Features } from '../audio/spec.ts';
import { createRandom } from '../base/random.ts';
import { refineLatent } from './refine.ts';

const SIZE = 6;
const cells = KICK_SPEC.mels * KICK_SPEC.frames;
const points = pitchPoints(KICK_SPEC);
const random = createRandom('refine');
const waves = Array.from({ length: SIZE }, () => random.fillNormal(new Float32Array(cells)));
const bends = Array.from({ length: SIZE }, () => random.fillNormal(new Float32Array(points)));

/** A decoder that is not straight: each number moves the mel by its sine, and the pitch too. */
function decode(latent: readonly number[]): Promise<Features> {
  const mel = new Float32Array(cells).fill(0.5);
  const pitch = new Float32Array(points);
  for (const [k, value] of latent.entries()) {
    for (let i = 0; i < cells; i++) mel[i] += 0.03 * Math.sin(value) * waves[k][i];
    for (let i = 0; i < points; i++) pitch[i] += 0.1 * value * bends[k][i];
  }
  return Promise.resolve({ mel, pitch, voicing: new Float32Array(points).fill(1) });
}

const distance = (a: readonly number[], b: readonly number[]): number => Math.hypot(...a.map((value, i) => value - b[i]));

describe('refining a latent', () => {
  const truth = [0.8, -0.5, 0.3, -1, 0.1, 0.6];

  test('finds the one that the features were decoded from', async () => {
    const start = truth.map((value, i) => value + (i % 2 === 0 ? 0.4 : -0.3));
    const found = await refineLatent({ decode }, await decode(truth), start, KICK_SPEC);
    expect(distance(start, truth)).toBeGreaterThan(0.8);
    expect(distance(found, truth)).toBeLessThan(0.01);
  });

  test('stays near where it is right already', async () => {
    expect(distance(await refineLatent({ decode }, await decode(truth), truth, KICK_SPEC), truth)).toBeLessThan(0.01);
  });

  test('a stretch that is loud and wrong does not pull the rest along', async () => {
    const features = await decode(truth);
    for (let i = 0; i < cells; i += 50) features.mel[i] = 1;
    expect(distance(await refineLatent({ decode }, features, truth, KICK_SPEC), truth)).toBeLessThan(0.1);
  });

  test('with a decoder that nothing moves, the latent stays', async () => {
    const still = await decode(truth);
    const found = await refineLatent({ decode: () => Promise.resolve(still) }, await decode([0, 0, 0, 0, 0, 0]), [0, 0, 0, 0, 0, 0], KICK_SPEC);
    expect(found).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
