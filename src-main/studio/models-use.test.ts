/** Which model answers, switched while the studio runs, and what the list tells of each. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFakeEngine, type FakeEngine } from './fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';

const FACTORY = 'fake0123456789ab';
const MINE = 'aaaaaaaabbbbbbbb';

let world: FakeStudio;
let engine: FakeEngine;
let mine: string;

/** Puts something that looks like a bundle into the user's folder. */
function put(folder: string, id: string, name: string): string {
  const dir = join(world.dir, 'user-models', folder);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ id, name, latentSize: 32 }));
  writeFileSync(join(dir, 'decoder.onnx'), 'weights');
  return dir;
}

beforeEach(() => {
  const plain = createFakeEngine();
  engine = createFakeEngine({
    load: async ({ model }) => {
      const { id, name } = JSON.parse(readFileSync(join(model, 'manifest.json'), 'utf8')) as { id: string; name: string };
      return { ...(await plain.call('load', { model })), id, name };
    },
  });
  world = createFakeStudio({ engine });
  mine = put('mine', MINE, 'My kicks');
});
afterEach(async () => {
  await world.studio.close();
  rmSync(world.dir, { recursive: true });
});

/** The folder of the model that a request without one reached. */
const answering = async (): Promise<string> => {
  await world.studio.kicks.audition({ base: { seed: 1, index: 1 }, components: [], sliders: {}, targets: {}, pitchCurve: [], effects: [] }, {});
  return (engine.calls.at(-1)?.args as { model: string }).model;
};
const list = async () => (await world.studio.models.list({}, {})).models;
const currentIds = async () => (await list()).filter(({ current }) => current).map(({ id }) => id);

test('the model that is used answers from then on, is kept, and is told', async () => {
  const told = vi.fn();
  world.studio.on('modelChanged', told);
  expect(await answering()).toBe(join(world.dir, 'models', 'factory'));
  expect(await world.studio.models.use({ model: MINE }, {})).toMatchObject({ id: MINE, name: 'My kicks', dir: mine });
  expect(await answering()).toBe(mine);
  expect(told.mock.calls).toEqual([[{ id: MINE, name: 'My kicks' }]]);
  expect(await currentIds()).toEqual([MINE]);
  expect(JSON.parse(readFileSync(join(world.dir, 'settings.json'), 'utf8'))).toEqual({ model: { id: MINE, dir: mine } });

  await world.studio.models.use({ model: 'factory' }, {});
  expect(await answering()).toBe(join(world.dir, 'models', 'factory'));
  // A later factory model takes its place: none is named.
  expect(JSON.parse(readFileSync(join(world.dir, 'settings.json'), 'utf8'))).toEqual({ model: null });
});

test('a settled model is found where it was moved to, used on where it was trained further, and replaced by the factory model where it is gone', async () => {
  await world.studio.models.use({ model: 'mine' }, {});
  writeFileSync(join(mine, 'manifest.json'), JSON.stringify({ id: 'further', name: 'My kicks', latentSize: 32 }));
  expect(await answering()).toBe(mine);
  const moved = put('moved', MINE, 'My kicks');
  expect(await answering()).toBe(moved);
  rmSync(moved, { recursive: true });
  rmSync(mine, { recursive: true });
  expect(await answering()).toBe(join(world.dir, 'models', 'factory'));
  expect(await currentIds()).toEqual([FACTORY]);
});

test('a model that cannot be opened is refused, and the one before goes on', async () => {
  const broken = put('broken', 'cccccccc', 'Broken');
  writeFileSync(join(broken, 'manifest.json'), 'nothing');
  await expect(world.studio.models.use({ model: broken }, {})).rejects.toThrow();
  await expect(world.studio.models.use({ model: 'absent' }, {})).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
  expect(await currentIds()).toEqual([FACTORY]);
});

test('the list tells what each model takes, when it was made, and how many kicks it made', async () => {
  expect(await list()).toMatchObject([{ id: FACTORY, factory: true, kicks: null }, { id: MINE, factory: false, kicks: null }]);
  const heard = await world.studio.kicks.audition({ base: { seed: 1, index: 1 }, components: [], sliders: {}, targets: {}, pitchCurve: [], effects: [] }, {});
  await world.studio.library.save({ id: heard.id }, {});
  const [factory, own] = await list();
  expect([factory.kicks, own.kicks]).toEqual([1, 0]);
  expect(own.bytes).toBe(readFileSync(join(mine, 'manifest.json')).length + 'weights'.length);
  expect(Date.parse(own.madeAt)).toBeGreaterThan(Date.now() - 60_000);
});
