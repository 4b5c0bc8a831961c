import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

import { PLACE } from '../../src-preload/contract/places.ts';
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
  explore.map({ draws: 2, first: 1, seed: 1, library: true, latents: [], ...asked }, {});

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
  const measured = (k: number) => [...places.subarray(k * PLACE.length + 5, (k + 1) * PLACE.length)];
  [second, first].forEach(({ heard: { descriptors: { decayMs, centroidHz, subShare, clickDb } } }, i) => {
    expect(measured(2 + i)).toEqual([decayMs, centroidHz, subShare, clickDb].map(Math.fround));
  });
  // What the fake engine predicts is the place of each number.
  expect(measured(1)).toEqual([14, 15, 16, 17]);
  expect(measured(4)).toEqual([41, 42, 43, 44]);
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
  const { kicks: shown, elsewhere } = await elsewhereExplore.map({ draws: 0, first: 1, seed: 1, library: true, latents: [] }, {});
  expect(before.length).toBeGreaterThan(0);
  expect({ shown, elsewhere }).toEqual({ shown: [], elsewhere: before.length });
});
