import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LibraryWork } from '../../src-preload/contract/library-files.ts';
import { contract, type Output } from '../../src-preload/contract/verbs.ts';
import { listAudioFiles } from '../base/audio-files.ts';
import { createFakeEngine } from './fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { writeTone } from './fixtures/wav.ts';
import { nameOf } from './library-import.ts';
import type { Context } from './ports.ts';
import { dispatch } from './studio.ts';

const trainer = createFakeEngine();
let fake: FakeStudio;
let sounds: string;
beforeEach(() => {
  trainer.calls.length = 0;
  fake = createFakeStudio({ trainer });
  sounds = join(fake.dir, 'sounds');
  mkdirSync(join(sounds, 'deep', 'er'), { recursive: true });
  writeTone(join(sounds, 'Kick one.wav'), 50);
  writeTone(join(sounds, 'deep', 'two.wav'), 60);
  writeTone(join(sounds, 'deep', 'er', 'three.WAV'), 70);
  writeFileSync(join(sounds, 'notes.txt'), 'no sound');
});
afterEach(async () => {
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

type Result = Output<'library', 'import'>;
const take = async (paths: string[] = [sounds], context: Context = {}): Promise<Result> =>
  contract.library.import.output.parse(await dispatch(fake.studio, 'library', 'import', { paths }, context));
const list = async (query: object = {}) =>
  contract.library.list.output.parse(await dispatch(fake.studio, 'library', 'list', { sort: 'name', descending: false, ...query }, {}));
const states = ({ items }: Result) => items.map((item) => ('error' in item ? item.error.code : item.state)).sort();

describe('a folder', () => {
  test('comes into the library with the folders below it, measured, and stays as it was', async () => {
    const before = readdirSync(sounds, { recursive: true }).map((name) => [name, statSync(join(sounds, String(name))).mtimeMs]);
    const result = await take();
    expect(states(result)).toEqual(['added', 'added', 'added']);
    expect(result).toMatchObject({ unchanged: 0, missing: 0 });
    const asked = await listAudioFiles(sounds);
    expect(result.items.map(({ file }) => relative(sounds, file))).toEqual(asked);
    const { items } = await list();
    expect(items.map(({ name }) => name)).toEqual(['Kick one', 'three', 'two']);
    expect(items[0]).toMatchObject({ kind: 'imported', file: join(sounds, 'Kick one.wav'), missing: false, bundleId: null, seed: null });
    // The tone falls by 30 dB in 4000 ln(10^1.5) samples, and is of 50 Hz throughout.
    expect(items[0].descriptors.decayMs).toBeCloseTo((1000 * 4000 * Math.log(10 ** 1.5)) / 44_100, -2);
    expect(items[0].descriptors.noteHz).toBeCloseTo(50, 0);
    expect(items[0].category).not.toBeNull();
    expect(Math.max(...items[0].thumbnail)).toBeGreaterThan(40);
    expect(readdirSync(sounds, { recursive: true }).map((name) => [name, statSync(join(sounds, String(name))).mtimeMs])).toEqual(before);
    expect(readdirSync(join(fake.dir, 'library', 'kicks'))).toEqual([]);
  });

  test('a second time adds what is new and measures what changed, and touches nothing else', async () => {
    await take();
    const { items: [first] } = await list();
    await fake.studio.library.update({ ids: [first.id], rating: 4, addTags: ['kept'], removeTags: [] }, {});
    trainer.calls.length = 0;
    expect(await take()).toEqual({ items: [], unchanged: 3, missing: 0 });
    expect(trainer.calls).toEqual([]);
    writeTone(join(sounds, 'new.wav'), 80);
    writeTone(join(sounds, 'Kick one.wav'), 90);
    utimesSync(join(sounds, 'Kick one.wav'), new Date(), new Date(Date.now() + 5000));
    expect(states(await take())).toEqual(['added', 'changed']);
    expect(trainer.calls).toHaveLength(2);
    const { items } = await list();
    expect(items).toHaveLength(4);
    expect(items[0]).toMatchObject({ id: first.id, rating: 4, tags: ['kept'] });
    expect(items[0].descriptors.noteHz).toBeCloseTo(90, 0);
  });

  test('each file that cannot be read is told with its reason, and the others come', async () => {
    writeFileSync(join(sounds, 'text.wav'), 'not a sound at all');
    writeFileSync(join(sounds, 'empty.wav'), '');
    const result = await take([sounds, join(fake.dir, 'absent.wav')]);
    expect(states(result)).toEqual(['AUDIO_EMPTY', 'AUDIO_UNREADABLE', 'FILE_NOT_FOUND', 'added', 'added', 'added']);
    for (const item of result.items) if ('error' in item) expect(item.error.hint).not.toBe('');
  });

  test('whose files are gone: their kicks are marked, and found again wherever the files turn up', async () => {
    await take();
    const { items: [first] } = await list();
    await fake.studio.library.update({ ids: [first.id], favourite: true, addTags: [], removeTags: [] }, {});
    const elsewhere = join(fake.dir, 'elsewhere');
    mkdirSync(elsewhere);
    renameSync(join(sounds, 'Kick one.wav'), join(elsewhere, 'renamed.wav'));
    expect(await take()).toEqual({ items: [], unchanged: 2, missing: 1 });
    expect((await list()).items[0]).toMatchObject({ id: first.id, missing: true });
    expect(await take([elsewhere])).toEqual({ items: [{ file: join(elsewhere, 'renamed.wav'), id: first.id, state: 'found' }], unchanged: 0, missing: 0 });
    expect((await list()).items[0]).toMatchObject({ id: first.id, name: 'Kick one', favourite: true, missing: false, file: join(elsewhere, 'renamed.wav') });
    // A copy beside a file that is still there is a kick of its own.
    copyFileSync(join(sounds, 'deep', 'two.wav'), join(elsewhere, 'copy.wav'));
    expect(states(await take([elsewhere]))).toEqual(['added']);
  });

  test('a file that is back where it was is no longer missing', async () => {
    await take();
    renameSync(join(sounds, 'Kick one.wav'), join(fake.dir, 'away.wav'));
    await take();
    renameSync(join(fake.dir, 'away.wav'), join(sounds, 'Kick one.wav'));
    expect(await take()).toEqual({ items: [], unchanged: 3, missing: 0 });
    expect((await list()).items.map(({ missing }) => missing)).toEqual([false, false, false]);
  });
});

test('what is in the trash stays there, unless its file is named', async () => {
  await take();
  const { items: [first] } = await list();
  await fake.studio.library.remove({ ids: [first.id] }, {});
  expect(await take()).toEqual({ items: [], unchanged: 3, missing: 0 });
  expect((await list()).total).toBe(2);
  await take([join(sounds, 'Kick one.wav')]);
  expect((await list()).total).toBe(3);
});

test('a cancelled import keeps what was taken in, and the next one goes on from there', async () => {
  for (let n = 0; n < 10; n++) writeTone(join(sounds, `more ${String(n)}.wav`), 100 + 7 * n);
  const abort = new AbortController();
  const cancelled = take([sounds], { signal: abort.signal, onItem: (_, done) => { if (done === 4) abort.abort(); } });
  await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
  const { total } = await list();
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThan(13);
  const { items, unchanged } = await take();
  expect([items.length, unchanged]).toEqual([13 - total, total]);
});

test('progress is told from the beginning to the end, and one job is done at once', async () => {
  const told: LibraryWork[] = [];
  const stop = fake.studio.on('libraryWork', (work) => told.push(work));
  const first = take();
  await expect(take()).rejects.toMatchObject({ code: 'LIBRARY_WORKING' });
  await first;
  expect(told[0]).toEqual({ job: 'import', running: true, done: 0, total: 0 });
  expect(told.at(-1)).toEqual({ job: 'import', running: false, done: 3, total: 3 });
  stop();
  await take();
  expect(told.at(-1)).toMatchObject({ running: false, done: 3 });
  expect(told.filter(({ running }) => !running)).toHaveLength(1);
});

test('the folder of the library itself, one in it or above it is refused', async () => {
  await list();
  for (const path of [join(fake.dir, 'library'), join(fake.dir, 'library', 'kicks'), fake.dir]) {
    await expect(take([path])).rejects.toMatchObject({ code: 'LIBRARY_OWN_FILES' });
  }
});

test('a file is heard as it is, and refused once it is another one', async () => {
  await take([join(sounds, 'Kick one.wav')]);
  const { items: [{ id }] } = await list();
  const { samples, sampleRate } = await fake.studio.library.hear({ id }, {});
  expect([samples.length, sampleRate]).toEqual([22_050, 44_100]);
  await expect(fake.studio.library.open({ id }, {})).rejects.toMatchObject({ code: 'KICK_IMPORTED' });
  appendFileSync(join(sounds, 'Kick one.wav'), 'x');
  await expect(fake.studio.library.hear({ id }, {})).rejects.toMatchObject({ code: 'SAVED_FILE_MISSING' });
  expect(readFileSync(join(sounds, 'Kick one.wav')).subarray(-1).toString()).toBe('x');
});

test.each([
  ['/a/Deep kick.wav', 'Deep kick'], ['/a/.wav', '.wav'], [`/a/${'n'.repeat(200)}.aif`, 'n'.repeat(120)], ['/a/ b\tc .flac', 'b c'], ['/a/v1.2.wav', 'v1.2'],
])('%j is called %j', (path, name) => {
  expect(nameOf(path)).toBe(name);
});
