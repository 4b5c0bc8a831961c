import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contract, type Namespace } from '../../src-preload/contract/verbs.ts';
import { testKick } from '../library/fixtures/kick.ts';
import { writeFormer } from '../lab/former.ts';
import { openLibrary } from '../library/library.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { readTone, sampleBytes } from './fixtures/wav.ts';
import { dispatch } from './studio.ts';

let fake: FakeStudio;
beforeEach(() => { fake = createFakeStudio(); });
afterEach(async () => {
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

/** Calls a verb as a door does, and holds the answer to its schema. */
async function ask<T>(namespace: Namespace, name: string, input: object): Promise<T> {
  const verbs = contract[namespace] as Record<string, { output: { parse: (value: unknown) => unknown } }>;
  return verbs[name].output.parse(await dispatch(fake.studio, namespace, name, input, {})) as T;
}
const library = <V extends keyof typeof contract.library>(name: V, input: object) =>
  ask<ReturnType<(typeof contract.library)[V]['output']['parse']>>('library', name, input);
const audition = (input: object) => ask<ReturnType<typeof contract.kicks.audition.output.parse>>('kicks', 'audition', input);

test('a kick that was heard is kept as it was heard and opens as it was kept', async () => {
  const { timing, reached, ...heard } = await audition({ base: { seed: 3, index: 1 }, sliders: { decay: 0.5 } });
  expect(reached).toEqual({});
  expect(timing.total).toBeGreaterThan(0);
  const saved = await library('save', { id: heard.id });
  expect(saved).toMatchObject({ name: 'Kick 1 F1', seed: 3, bundleId: heard.bundleId, bundleName: 'Factory', descriptors: heard.descriptors });
  expect(readTone(readFileSync(join(fake.dir, 'library', 'kicks', `${saved.id}.wav`))).samples).toEqual(heard.samples);
  // Another start of the program.
  await fake.studio.close();
  const opened = await library('open', { id: saved.id });
  expect(opened).toEqual({ ...heard, id: opened.id, saved, coordinates: null, categories: null, reach: null, typicality: null, modelInstalled: true });
});

test('a kick that was tuned says to which note, saved and opened', async () => {
  const { id, note } = await audition({ base: { seed: 3, index: 1 }, note: 'F1+20' });
  expect(note).toBe('F1+20');
  const saved = await library('save', { id });
  expect(saved.note).toBe('F1+20');
  expect(await library('open', { id: saved.id })).toMatchObject({ note: 'F1+20', saved: { note: 'F1+20' } });
  const own = await library('save', { id: (await audition({ base: { seed: 3, index: 1 } })).id });
  expect(own.note).toBeNull();
});

test('an opened kick is one of the latest: it can be downloaded and saved again under its new id', async () => {
  const { id, samples } = await audition({ base: { seed: 3, index: 1 } });
  const saved = await library('save', { id, name: '  Deep / dark ' });
  expect(saved.name).toBe('Deep / dark');
  const opened = await library('open', { id: saved.id });
  const { name, bytes } = await fake.studio.kicks.wav({ id: opened.id, format: 'wav32f' }, {});
  expect([name, readTone(bytes).samples]).toEqual(['Deep - dark.wav', samples]);
  expect(await library('save', { id: opened.id, name: 'Copy' })).toMatchObject({ name: 'Copy', bundleName: 'Factory', thumbnail: saved.thumbnail });
});

test('the file of a saved kick has its name and its samples, in every format', async () => {
  const { id, samples } = await audition({ base: { seed: 4, index: 1 } });
  const saved = await library('save', { id, name: 'A:B' });
  const whole = await library('wav', { id: saved.id, format: 'wav32f' });
  expect(whole.name).toBe('A-B.wav');
  expect(readTone(whole.bytes).samples).toEqual(samples);
  const short = await library('wav', { id: saved.id });
  expect(Buffer.from(short.bytes).readUInt16LE(34)).toBe(24);
  expect(sampleBytes(short.bytes).equals(sampleBytes((await fake.studio.kicks.wav({ id, format: 'wav24' }, {})).bytes))).toBe(true);
});

test('a kick whose model is gone opens and says so', async () => {
  const { id } = await audition({ base: { seed: 3, index: 1 } });
  const saved = await library('save', { id });
  rmSync(join(fake.dir, 'models', 'factory'), { recursive: true });
  expect(await library('open', { id: saved.id })).toMatchObject({ modelInstalled: false, saved: { bundleName: 'Factory' } });
});

test('a kick of a bundle that the shipped one took the place of opens with that, and counts among its own', async () => {
  const { id } = await audition({ base: { seed: 3, index: 1 } });
  const saved = await library('save', { id });
  const factory = join(fake.dir, 'models', 'factory');
  writeFileSync(join(factory, 'manifest.json'), JSON.stringify({ id: 'later', name: 'Factory', latentSize: 32 }));
  expect(await library('open', { id: saved.id })).toMatchObject({ modelInstalled: false, bundleId: 'fake0123456789ab' });
  await writeFormer(factory, 'later', [{ id: 'fake0123456789ab' }]);
  expect(await library('open', { id: saved.id })).toMatchObject({ modelInstalled: true, bundleId: 'later' });
  expect((await fake.studio.models.list({}, {})).models).toMatchObject([{ id: 'later', formerIds: ['fake0123456789ab'], kicks: 1 }]);
});

test('a kick that is no longer among the latest cannot be saved, and no library is made of it', async () => {
  await expect(library('save', { id: 'gone' })).rejects.toMatchObject({ code: 'KICK_GONE' });
  expect(existsSync(join(fake.dir, 'library'))).toBe(false);
});

test.each([[''], ['   '], ['two\nlines'], ['x'.repeat(121)]])('%j is no name', async (name) => {
  const { id } = await audition({ base: { seed: 3, index: 1 } });
  await expect(library('save', { id, name })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
});

test('found, renamed, marked, deleted and brought back', async () => {
  const ids: string[] = [];
  for (const [seed, name] of [[1, 'Warehouse'], [2, 'Deep'], [3, 'Warehouse deep']] as const) {
    ids.push((await library('save', { id: (await audition({ base: { seed, index: 1 } })).id, name })).id);
  }
  const found = async (query: object) => (await library('list', query)).items.map((kick) => kick.name);
  expect(await found({})).toEqual(['Warehouse deep', 'Deep', 'Warehouse']);
  expect(await found({ search: 'DEEP ware' })).toEqual(['Warehouse deep']);
  await library('update', { ids: [ids[0]], favourite: true });
  expect(await found({ favourites: true })).toEqual(['Warehouse']);
  await library('rename', { id: ids[1], name: 'Deeper' });
  expect(await library('remove', { ids: [ids[1], ids[2]] })).toEqual({ removed: 2 });
  expect(await library('list', {})).toMatchObject({ total: 1 });
  await expect(library('open', { id: ids[1] })).rejects.toMatchObject({ code: 'SAVED_KICK_UNKNOWN' });
  expect(await library('putBack', { ids: [ids[1]] })).toEqual({ putBack: 1 });
  expect(await found({})).toEqual(['Deeper', 'Warehouse']);
});

test('alike by latent within a model and by sound among all, in collections, and told where they came from', async () => {
  const save = async (seed: number) => library('save', { id: (await audition({ base: { seed, index: 1 }, sliders: { click: 0.5 } })).id });
  const [a, b] = [await save(1), await save(2)];
  expect(a.category).not.toBeNull();
  expect(await library('similar', { like: { id: a.id } })).toMatchObject({ by: 'latent', items: [{ id: b.id }] });
  expect(await library('similar', { like: { descriptors: b.descriptors } })).toMatchObject({ by: 'sound', items: expect.arrayContaining([expect.objectContaining({ id: b.id, distance: 0 })]) as unknown });
  const set = await library('addCollection', { name: 'Set', ids: [b.id] });
  expect((await library('ids', { collection: set.id })).items).toEqual([b.id]);
  expect((await library('facets', {})).collections).toEqual([{ ...set, count: 1 }]);
  const { file, origin, collections } = await library('info', { id: b.id });
  expect([readTone(readFileSync(file)).samples, collections]).toEqual([(await library('hear', { id: b.id })).samples, [set]]);
  expect(origin).toMatchObject({ set: { click: 0.5 }, effects: [] });
});

test('changes are told to whoever listens, also before the library was opened, and to nobody else', async () => {
  let told = 0;
  const stop = fake.studio.on('libraryChanged', () => (told += 1));
  expect(existsSync(join(fake.dir, 'library'))).toBe(false);
  const { id } = await audition({ base: { seed: 1, index: 1 } });
  const saved = await library('save', { id });
  expect(told).toBe(1);
  const other = fake.studio.on('libraryChanged', () => (told += 10));
  await library('update', { ids: [saved.id], favourite: true });
  expect(told).toBe(12);
  stop();
  stop();
  await library('remove', { ids: [saved.id] });
  expect(told).toBe(22);
  other();
  await library('putBack', { ids: [saved.id] });
  expect(told).toBe(22);
});

test('what another process changes is told too', async () => {
  let told = 0;
  fake.studio.on('libraryChanged', () => (told += 1));
  await library('list', {});
  const other = await openLibrary(join(fake.dir, 'library'));
  other.save(testKick(1));
  other.close();
  await expect.poll(() => told, { timeout: 5000 }).toBe(1);
  expect(readdirSync(join(fake.dir, 'library', 'kicks'))).toHaveLength(1);
});

test('a library that could not be opened is tried again with the next call', async () => {
  mkdirSync(join(fake.dir, 'library'));
  writeFileSync(join(fake.dir, 'library', 'library.db'), 'x'.repeat(5000));
  await expect(library('list', {})).rejects.toMatchObject({ code: 'LIBRARY_UNUSABLE' });
  rmSync(join(fake.dir, 'library'), { recursive: true });
  expect(await library('list', {})).toEqual({ items: [], total: 0 });
});
