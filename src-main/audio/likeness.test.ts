import { expect, test } from 'vitest';
import type { CategoryInput } from './category.ts';
import { COPY_DISTANCE, distanceOf, soundPoint } from './likeness.ts';

const sound: CategoryInput = { decayMs: 300, centroidHz: 110, subShare: 0.6, clickDb: -20, noteHz: 50, lengthMs: 600 };
const latent = Array.from({ length: 32 }, (_, i) => Math.sin(i));

test('a kick that was transposed, or changed by a hair, is a copy', () => {
  const from = soundPoint(sound, latent);
  expect(distanceOf(from, soundPoint({ ...sound, noteHz: 80 }, latent))).toBe(0);
  expect(distanceOf(from, soundPoint({ ...sound, decayMs: 330 }, latent.map((z) => z + 0.1)))).toBeLessThan(COPY_DISTANCE);
});

test('neither the same figures from elsewhere nor other figures from the same place are a copy', () => {
  const from = soundPoint(sound, latent);
  expect(distanceOf(from, soundPoint(sound, latent.map((z) => -z)))).toBeGreaterThan(COPY_DISTANCE);
  expect(distanceOf(from, soundPoint({ ...sound, decayMs: 900 }, latent))).toBeGreaterThan(COPY_DISTANCE);
});
