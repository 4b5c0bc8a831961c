import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeEngine } from './fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { writeTone } from './fixtures/wav.ts';

let fake: FakeStudio;
const apart = (mel: number, cents: number | null) => ({ mel, 'MR-STFT': 0.25, 'low band': 3, onset: 4, crest: 1, wobble: 2, cents });
const sound = { decayMs: 300, centroidHz: 110, subShare: 0.6, clickDb: -20, noteHz: 50, note: 'G1', noteCents: 0, lengthMs: 600, loudnessLufs: -14 };
const found = new Map([['a.wav', apart(1, 10)], ['b.wav', apart(2, null)], ['c.wav', apart(6, 40)]]);

beforeEach(() => {
  fake = createFakeStudio({
    engine: createFakeEngine({
      compare: ({ file }) => ({ distances: found.get(file.slice(-5)) ?? apart(0, null), descriptors: sound }),
    }),
  });
});
afterEach(() => { rmSync(fake.dir, { recursive: true }); });

test('each file has its distances, and all of them together a mean and a median; too few have no figure of variety', async () => {
  const dir = join(fake.dir, 'kicks');
  mkdirSync(dir);
  for (const name of found.keys()) writeTone(join(dir, name), 55);
  const { means, medians, files, count, coverage } = await fake.studio.training.evaluate({ dir }, {});
  expect(files).toEqual([...found].map(([file, distances]) => ({ file, distances })));
  expect(count).toBe(3);
  expect(means).toEqual({ ...apart(3, 25), mel: 3 });
  expect(medians).toEqual(apart(2, 25));
  expect(coverage).toBeNull();
});

test('a folder without sounds is refused, and the quality of a model that has no card is none', async () => {
  const dir = join(fake.dir, 'empty');
  mkdirSync(dir);
  await expect(fake.studio.training.evaluate({ dir }, {})).rejects.toMatchObject({ code: 'FOLDER_EMPTY' });
  expect(await fake.studio.models.quality({}, {})).toEqual({ quality: null });
  const factory = join(fake.dir, 'models', 'factory');
  const card = { bundleId: 'fake0123456789ab', figures: [], warnings: ['Few sounds.'] };
  writeFileSync(join(factory, 'quality.json'), JSON.stringify(card));
  expect(await fake.studio.models.quality({}, {})).toEqual({ quality: card });
  // Of another bundle that stood there before.
  writeFileSync(join(factory, 'quality.json'), JSON.stringify({ ...card, bundleId: 'another' }));
  expect(await fake.studio.models.quality({}, {})).toEqual({ quality: null });
});
