/** Which model answers, switched while the studio runs, and what the list tells of each. */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readExtent } from '../audio/descriptors.ts';
import { createFakeEngine, type FakeEngine } from './fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { writeTone } from './fixtures/wav.ts';
import { listRemoved, moveToTrash } from './model-trash.ts';

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
  const told = (model: string) => JSON.parse(readFileSync(join(model, 'manifest.json'), 'utf8')) as { id: string; name: string };
  engine = createFakeEngine({
    load: async ({ model }) => ({ ...(await plain.call('load', { model })), id: told(model).id, name: told(model).name }),
    generate: async (args) => ({ ...(await plain.call('generate', args)), bundleId: told(args.model).id }),
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
  expect(await list()).toMatchObject([{ id: FACTORY, factory: true, own: false, kicks: null }, { id: MINE, factory: false, own: true, kicks: null }]);
  const heard = await world.studio.kicks.audition({ base: { seed: 1, index: 1 }, components: [], sliders: {}, targets: {}, pitchCurve: [], effects: [] }, {});
  await world.studio.library.save({ id: heard.id }, {});
  const [factory, own] = await list();
  expect([factory.kicks, own.kicks]).toEqual([1, 0]);
  expect(own.bytes).toBe(readFileSync(join(mine, 'manifest.json')).length + 'weights'.length);
  expect(Date.parse(own.madeAt)).toBeGreaterThan(Date.now() - 60_000);
});

test('another name stays in the manifest, and what is made says it', async () => {
  await world.studio.models.use({ model: MINE }, {});
  /** Whom a file says its kick is by. */
  const maker = async (): Promise<string | undefined> => {
    const { id } = await world.studio.kicks.audition({ base: { seed: 1, index: 1 }, components: [], sliders: {}, targets: {}, pitchCurve: [], effects: [] }, {});
    const text = Buffer.from((await world.studio.kicks.wav({ id, format: 'wav24' }, {})).bytes).toString('latin1');
    return /made by the model (.+?) \(/.exec(text)?.[1];
  };
  expect(await maker()).toBe('My kicks');
  expect(await world.studio.models.rename({ model: 'My kicks', name: 'Their kicks' }, {})).toEqual({ id: MINE, name: 'Their kicks', dir: mine });
  expect(JSON.parse(readFileSync(join(mine, 'manifest.json'), 'utf8'))).toEqual({ id: MINE, name: 'Their kicks', latentSize: 32 });
  expect(await currentIds()).toEqual([MINE]);
  expect(await maker()).toBe('Their kicks');
  await expect(world.studio.models.rename({ model: 'factory', name: 'Mine' }, {})).rejects.toMatchObject({ code: 'MODEL_FIXED' });
});

test('a model is removed and brought back, but not the factory model, one that stands elsewhere, or the one in use', async () => {
  const { remove, putBack, use } = world.studio.models;
  await expect(remove({ model: 'factory' }, {})).rejects.toMatchObject({ code: 'MODEL_FIXED' });
  const elsewhere = join(world.dir, 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, 'manifest.json'), JSON.stringify({ id: 'eeeeeeee', name: 'Elsewhere', latentSize: 32 }));
  await expect(remove({ model: elsewhere }, {})).rejects.toMatchObject({ code: 'MODEL_FIXED' });
  await use({ model: MINE }, {});
  await expect(remove({ model: MINE }, {})).rejects.toMatchObject({ code: 'MODEL_IN_USE' });
  await use({ model: 'factory' }, {});

  expect(await remove({ model: MINE }, {})).toEqual({ id: MINE, name: 'My kicks' });
  expect((await list()).map(({ id }) => id)).toEqual([FACTORY]);
  expect((await world.studio.models.list({}, {})).removed).toMatchObject([{ id: MINE, name: 'My kicks' }]);
  // Another took its folder meanwhile.
  put('mine', 'dddddddd', 'Later');
  expect(await putBack({ id: MINE }, {})).toEqual({ id: MINE, name: 'My kicks', dir: join(world.dir, 'user-models', 'mine-2') });
  expect(readFileSync(join(world.dir, 'user-models', 'mine-2', 'decoder.onnx'), 'utf8')).toBe('weights');
  await expect(putBack({ id: MINE }, {})).rejects.toMatchObject({ code: 'MODEL_NOT_REMOVED' });
});

test('the trash is emptied on request, and by itself of what lies there for 30 days', async () => {
  const day = 24 * 60 * 60 * 1000;
  const root = join(world.dir, 'user-models');
  await moveToTrash(root, mine, 10 * day);
  await moveToTrash(root, put('two', 'dddddddd', 'Two'), 20 * day);
  expect((await listRemoved(root, 40 * day)).map(({ id }) => id)).toEqual(['dddddddd', MINE]);
  expect((await listRemoved(root, 41 * day)).map(({ id }) => id)).toEqual(['dddddddd']);
  expect(await listRemoved(root, 51 * day)).toEqual([]);
  put('three', 'ffffffff', 'Three');
  await world.studio.models.remove({ model: 'ffffffff' }, {});
  expect(await world.studio.models.emptyTrash({}, {})).toEqual({ deleted: 1 });
  expect((await world.studio.models.list({}, {})).removed).toEqual([]);
});

test('a model goes through a file and is recognised where it is there already', async () => {
  writeFileSync(join(mine, 'manifest.json'), JSON.stringify({ id: MINE, name: 'My kicks', latentSize: 32, files: { 'decoder.onnx': { sha256: createHash('sha256').update('weights').digest('hex') } } }));
  const { models } = world.studio;
  const { file, bytes } = await models.export({ model: MINE, out: world.dir }, {});
  expect([file, bytes]).toEqual([join(world.dir, 'my-kicks.kickmodel'), readFileSync(file).length]);
  const sent = await models.download({ model: MINE }, {});
  expect([sent.name, Buffer.from(sent.bytes)]).toEqual(['my-kicks.kickmodel', readFileSync(file)]);
  expect(await models.import({ file }, {})).toEqual({ model: { id: MINE, name: 'My kicks', dir: mine }, already: true });
  rmSync(mine, { recursive: true });
  const dir = join(world.dir, 'user-models', 'my-kicks');
  expect(await models.upload(sent, {})).toEqual({ model: { id: MINE, name: 'My kicks', dir }, already: false });
  expect(readFileSync(join(dir, 'decoder.onnx'), 'utf8')).toBe('weights');
  await expect(models.upload({ name: 'half.kickmodel', bytes: sent.bytes.slice(0, 40) }, {})).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE', message: expect.stringMatching(/^half\.kickmodel: /) as string });
});

test('two models are compared by what each makes of the same', async () => {
  const file = join(world.dir, 'a.wav');
  writeTone(file, 55);
  const compared = await world.studio.models.compare({ a: FACTORY, b: MINE, of: { file } }, {});
  const { original, a, b } = compared;
  const from = original?.length ?? 0;
  expect([a.id, b.id, from + a.length + b.length]).toEqual([FACTORY, MINE, compared.samples.length]);
  expect(await world.studio.models.compareSound({ a: FACTORY, b: MINE, name: 'a.wav', bytes: readFileSync(file) }, {})).toEqual(compared);
  // As a model is given it: a whole kick long.
  expect(original).toEqual({ sampleRate: 44_100, length: 65_536, loudnessLufs: readExtent(compared.samples.subarray(0, from), 44_100).loudnessLufs });
  const samples = compared.samples.subarray(from);
  expect(a.error?.melDb).toBeGreaterThan(0);
  expect(a.error).toEqual(b.error);
  expect(samples.subarray(0, a.length)).toEqual(samples.subarray(a.length));
  const latent = new Array<number>(32).fill(0.5);
  const same = await world.studio.models.compare({ a: FACTORY, b: MINE, of: { latent } }, {});
  expect([same.original, same.a.error, same.b.error, same.b.latent]).toEqual([null, null, null, same.a.latent]);
  // The engine of these tests changes what its sliders stand for alone.
  expect(same.a.latent.slice(4)).toEqual(latent.slice(4));
  expect((await world.studio.models.compare({ a: FACTORY, b: MINE, of: { seed: 3 } }, {})).a.latent.slice(4)).not.toEqual(latent.slice(4));
});
