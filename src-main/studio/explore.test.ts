import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';

import { CATEGORIES } from '../../src-preload/contract/categories.ts';
import { PLACE, type PlaceField } from '../../src-preload/contract/places.ts';
import { categoryOf } from '../audio/category.ts';
import { TRAINING_SET } from '../lab/training-set.ts';
import { plainDesk } from './desk.ts';
import { createFakeEngine } from './fixtures/fake-engine.ts';
import { createFakeStudio } from './fixtures/fake-studio.ts';
import { openSettings } from './settings-file.ts';
import { createStudio } from './studio.ts';

const { studio, dir, engine } = createFakeStudio();
const { explore, kicks, library } = studio;
afterAll(async () => {
  await studio.close();
  rmSync(dir, { recursive: true });
});

const save = async (seed: number, name: string) => {
  const heard = await kicks.audition({ base: { seed, index: 1 }, sliders: {}, targets: {}, effects: [], components: [], pitchCurve: [] }, {});
  return { heard, saved: await library.save({ id: heard.id, name }, {}) };
};
const map = (asked: { draws?: number; library?: boolean; latents?: number[][] } = {}) =>
  explore.map({ draws: 2, first: 1, seed: 1, library: true, training: false, latents: [], ...asked }, {});

test('a map has the model\'s kicks, then the saved ones, newest first, with what was measured on them', async () => {
  const first = await save(1, 'First');
  const second = await save(2, 'Second');
  const { saved: gone } = await save(3, 'Gone');
  await library.update({ ids: [first.saved.id], favourite: true, addTags: [], removeTags: [] }, {});
  await library.remove({ ids: [gone.id] }, {});
  const { bundleId, kicks: shown, elsewhere, places } = await map({ latents: [second.heard.latent] });
  expect(bundleId).toBe(first.heard.bundleId);
  expect(elsewhere).toBe(0);
  expect(shown).toEqual([
    { id: second.saved.id, name: 'Second', favourite: false },
    { id: first.saved.id, name: 'First', favourite: true },
  ]);
  expect(engine.calls.at(-1)?.args).toMatchObject({ draws: 2, seed: 1, latents: [second.heard.latent, first.heard.latent, second.heard.latent] });
  expect(places).toHaveLength(5 * PLACE.length);
  const measured = (k: number) => [...places.subarray(k * PLACE.length + 5, k * PLACE.length + 9)];
  [second, first].forEach(({ heard: { descriptors: { decayMs, centroidHz, subShare, clickDb } } }, i) => {
    expect(measured(2 + i)).toEqual([decayMs, centroidHz, subShare, clickDb].map(Math.fround));
  });
  // What the fake engine predicts is the place of each number.
  expect(measured(1)).toEqual([15, 16, 17, 18]);
  expect(measured(4)).toEqual([45, 46, 47, 48]);
});

test('a map without the library opens none of it', async () => {
  const { kicks: shown, places } = await map({ library: false });
  expect(shown).toEqual([]);
  expect(places).toHaveLength(2 * PLACE.length);
});

test('saved kicks of another model have no place, and are counted', async () => {
  const { kicks: before } = await map({ draws: 0 });
  const another = createFakeEngine({ load: async (args) => ({ ...(await engine.call('load', args)), id: 'another' }) });
  const { explore: elsewhereExplore } = createStudio({
    engine: another,
    startEngine: () => another,
    modelRoots: { app: join(dir, 'models'), user: join(dir, 'user-models') },
    libraryDir: join(dir, 'library'),
    labDir: join(dir, 'lab'),
    settings: openSettings(join(dir, 'settings.json'), () => undefined),
    startedWith: { provider: null, library: false },
    noticesFile: '',
    desk: plainDesk,
    versions: {},
  });
  const { kicks: shown, elsewhere } = await elsewhereExplore.map({ draws: 0, first: 1, seed: 1, library: true, training: false, latents: [] }, {});
  expect(before.length).toBeGreaterThan(0);
  expect({ shown, elsewhere }).toEqual({ shown: [], elsewhere: before.length });
});

test('recordings of the training set are on the map where they are asked for, as they were measured, and their clusters with them', async () => {
  const recordings = Array.from({ length: 9 }, (_, i) => ({
    name: `recording ${String(i)}.wav`,
    latent: Array.from({ length: 32 }, (__, d) => (d === 0 ? i - 4 : 0)),
    descriptors: { decayMs: 300 + i, centroidHz: 120, subShare: 0.75, clickDb: -18, noteHz: 50, lengthMs: 500 },
  }));
  const plain = createFakeEngine({ load: async (args) => ({ ...(await engine.call('load', args)), categories: [] }) });
  const { studio: other, dir: there } = createFakeStudio({ engine: plain });
  onTestFinished(async () => {
    await other.close();
    rmSync(there, { recursive: true });
  });
  const mapOf = (training: boolean) => other.explore.map({ draws: 2, first: 1, seed: 1, library: true, training, latents: [] }, {});
  writeFileSync(join(there, 'models', 'factory', TRAINING_SET), JSON.stringify({ bundleId: 'fake0123456789ab', kicks: recordings }));
  expect((await mapOf(false)).training).toEqual([]);
  const { training, places } = await mapOf(true);
  expect(training).toEqual(recordings.map(({ name, latent }) => ({ name, latent })));
  const at = (point: number, field: PlaceField) => places[point * PLACE.length + PLACE.indexOf(field)];
  expect([at(2, 'decayMs'), at(10, 'decayMs')]).toEqual([300, 308]);
  expect(CATEGORIES[at(2, 'category')]).toBe(categoryOf(recordings[0].descriptors));
  expect(plain.calls.at(-1)).toMatchObject({ verb: 'places', args: { clusters: { components: [{}, {}] } } });
  const { latents } = await other.explore.walk({ from: recordings[0].latent, seed: 1, at: 0, steps: 2, speed: 0.1, steer: {} }, {});
  expect(latents).toHaveLength(2);
  expect(plain.calls.at(-1)).toMatchObject({ verb: 'walk', args: { clusters: { components: [{}, {}] } } });
});
