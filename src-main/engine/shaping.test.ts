/** What shapes a kick beside its sliders, through the engine's own networks. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { coordinatesOf } from '../latent/components.ts';
import { writeTinyBundle } from './fixtures/tiny-bundle.ts';
import { createModels, type Model } from './models.ts';
import type { EngineVerbs } from './protocol.ts';
import { generate } from './synthesis.ts';

const dir = mkdtempSync(join(tmpdir(), 'kicklab-shaping-'));
const never = new AbortController().signal;
let model: Model;
beforeAll(async () => {
  await writeTinyBundle(dir);
  model = await createModels({ forced: 'cpu', safe: false, threads: 1, probe: () => Promise.resolve({ failed: 'not here' }) }).open(dir);
});
afterAll(() => { rmSync(dir, { recursive: true }); });

const base = { seed: 7, index: 3 };
const make = (more: Partial<EngineVerbs['generate']['args']> = {}) => generate(model, { base, sliders: {}, forFile: true, ...more }, never);
const placesOf = (latent: readonly number[]) => coordinatesOf(model.bundle.axes.pca, latent);

test('a component is set before the sliders, which start from there; the base stays the kick\u2019s own', async () => {
  const plain = await make();
  expect(plain.coordinates).toEqual(placesOf(plain.base));
  const placed = await make({ components: [{ component: 6, deviations: 1.5 }] });
  expect(placed.base).toEqual(plain.base);
  expect(placed.coordinates).toEqual(plain.coordinates);
  expect(placesOf(placed.latent)[5]).toBeCloseTo(1.5, 9);
  placesOf(placed.latent).forEach((at, k) => { if (k !== 5) expect(at).toBeCloseTo(plain.coordinates[k], 9); });
  expect(placed.samples).not.toEqual(plain.samples);
  // Where the base lies anyway is no move.
  const still = await make({ components: [{ component: 6, deviations: plain.coordinates[5] }] });
  still.latent.forEach((x, i) => { expect(x).toBeCloseTo(plain.latent[i], 12); });
  const both = await make({ components: [{ component: 6, deviations: 1.5 }], sliders: { decay: 0.9 } });
  expect(both.reach).toEqual(placed.reach);
  expect(both.sliders.decay).toBe(0.9);
});

test('a component that the model does not have is refused', async () => {
  await expect(make({ components: [{ component: 9, deviations: 0 }] })).rejects.toMatchObject({ code: 'COMPONENT_UNKNOWN' });
});

test('a curve moves the track by its cents, and is told where it lies in the sound', async () => {
  const plain = await make();
  const { points, onsetMs } = plain.pitchTrack;
  expect(points[0][0]).toBe(0);
  // 44 samples are kept before what is heard first, which may lie in the gate's ramp of 8.
  expect(onsetMs).toBeGreaterThan(0);
  expect(onsetMs).toBeLessThan((1000 * 52.5) / plain.sampleRate);
  expect(points.at(-1)?.[0]).toBeLessThanOrEqual((1000 * plain.samples.length) / plain.sampleRate);
  const bent = await make({ curve: [{ ms: 0, cents: -300 }, { ms: 30, cents: 120 }] });
  const cents = bent.pitch.map((hz, i) => 1200 * Math.log2(hz / plain.pitch[i]));
  // The onset is the fourth point of the grid; from 30 ms on the curve is level.
  expect(cents[4]).toBeCloseTo(-300, 1);
  expect(cents[200]).toBeCloseTo(120, 1);
  expect(bent.samples).not.toEqual(plain.samples);
  expect(await make({ curve: [{ ms: 0, cents: 0 }] }).then(({ samples }) => samples)).toEqual(plain.samples);
});
