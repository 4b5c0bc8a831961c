import { expect, test } from 'vitest';

import { CATEGORIES } from '../../src-preload/contract/categories.ts';
import { PLACE } from '../../src-preload/contract/places.ts';
import { createRandom } from '../base/random.ts';
import { samplePrior } from '../latent/prior.ts';
import type { Bundle } from './bundle.ts';
import { findPlaces, findVariations, walkStretch } from './explore.ts';
import { tinyParts } from './fixtures/tiny-bundle.ts';

const { axes, prior } = tinyParts();
const bundle = { axes, prior, manifest: { id: 'tiny', latentSize: 8 } } as unknown as Bundle;
const { signal } = new AbortController();
const latentOf = (index: number): number[] => samplePrior(prior, createRandom(4, 'kick', index));

test('random kicks on the map are those that the seed makes', async () => {
  const drawn = await findPlaces(bundle, { draws: 450, first: 1, seed: 4, latents: [], clusters: null }, signal);
  expect(drawn).toMatchObject({ bundleId: 'tiny', clusters: [1], categories: [...CATEGORIES] });
  expect(drawn.places).toHaveLength(450 * PLACE.length);
  const given = await findPlaces(bundle, { draws: 0, first: 1, seed: 1, latents: [latentOf(1), latentOf(450)], clusters: null }, signal);
  expect(given.places.subarray(0, PLACE.length)).toEqual(drawn.places.subarray(0, PLACE.length));
  expect(given.places.subarray(PLACE.length)).toEqual(drawn.places.subarray(449 * PLACE.length));
  const later = await findPlaces(bundle, { draws: 50, first: 401, seed: 4, latents: [], clusters: null }, signal);
  expect(later.places).toEqual(drawn.places.subarray(400 * PLACE.length));
});

test('a walk tells the places it comes to', async () => {
  const { latents, places } = walkStretch(bundle, { from: latentOf(1), seed: 1, at: 0, steps: 5, speed: 0.1, steer: {}, clusters: null });
  expect((await findPlaces(bundle, { draws: 0, first: 1, seed: 1, latents, clusters: null }, signal)).places).toEqual(places);
});

test('a latent of another length is refused wherever it stands', async () => {
  const short = [1, 2, 3];
  const walk = { from: latentOf(1), seed: 1, at: 0, steps: 5, speed: 0.1, steer: {}, clusters: null };
  const refusal = { code: 'LATENT_LENGTH' };
  expect(() => findVariations(bundle, { around: short, count: 2, distance: 0.3, seed: 1 })).toThrow(expect.objectContaining(refusal));
  expect(() => walkStretch(bundle, { ...walk, from: short })).toThrow(expect.objectContaining(refusal));
  expect(() => walkStretch(bundle, { ...walk, velocity: short })).toThrow(expect.objectContaining(refusal));
  expect(() => walkStretch(bundle, { ...walk, towards: short })).toThrow(expect.objectContaining(refusal));
  await expect(findPlaces(bundle, { draws: 1, first: 1, seed: 1, latents: [short], clusters: null }, signal)).rejects.toMatchObject(refusal);
});

test('a map that nobody waits for any more is not drawn to its end', async () => {
  const call = new AbortController();
  const drawing = findPlaces(bundle, { draws: 20_000, first: 1, seed: 1, latents: [], clusters: null }, call.signal);
  call.abort();
  await expect(drawing).rejects.toThrow();
});
