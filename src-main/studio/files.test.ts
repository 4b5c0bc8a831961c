import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StagedKick } from '../../src-preload/contract/files.ts';
import { MOST_STAGED } from '../../src-preload/contract/limits.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { readTone } from './fixtures/wav.ts';
import { dispatch } from './studio.ts';

let fake: FakeStudio;
beforeEach(() => { fake = createFakeStudio(); });
afterEach(async () => {
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

const audition = (seed: number) => fake.studio.kicks.audition(contract.kicks.audition.input.parse({ base: { seed, index: 1 } }), {});
const stage = (...kicks: StagedKick[]) => fake.studio.files.stage({ kicks }, {});
const pathsOf = async (id: string): Promise<string[]> => (await fake.studio.files.paths({ id }, {})).paths;
/** Saves kick 1 of a seed. */
const save = async (seed: number, name: string): Promise<string> => (await fake.studio.library.save({ id: (await audition(seed)).id, name }, {})).id;

test('a kick that was heard stands where other programs may keep using it, under a name for people', async () => {
  const { id, samples } = await audition(3);
  const staged = await stage({ heard: id });
  expect(staged).toMatchObject({ name: expect.stringMatching(/^kick-F1-.*-3\.wav$/) as string, count: 1, copyable: true });
  const [path] = await pathsOf(staged.id);
  expect(path).toBe(join(fake.dir, 'library', 'dragged', staged.name));
  expect(readTone(readFileSync(path))).toMatchObject({ samples, sampleRate: 44_100 });
});

test('a saved kick has its own name, made into one that every disk takes', async () => {
  const saved = await save(3, 'Deep / dark: 2');
  const { id, name } = await stage({ saved });
  expect(name).toBe('Deep - dark- 2.wav');
  expect(readTone(readFileSync((await pathsOf(id))[0])).samples).toEqual((await audition(3)).samples);
});

test('what is staged again is the same file under the same id', async () => {
  const saved = await save(3, 'Deep');
  const { id } = await stage({ saved });
  const [first] = await pathsOf(id);
  expect(await stage({ saved })).toMatchObject({ id, name: 'Deep.wav' });
  expect(readdirSync(join(fake.dir, 'library', 'dragged'))).toEqual([basename(first)]);
});

test('several are a set with a file each, in their order; one that is named twice is one', async () => {
  const ids = [await save(1, 'Same'), await save(2, 'Same'), await save(1, 'Other')];
  const { id, name, count } = await stage(...ids.map((saved) => ({ saved })), { saved: ids[0] });
  expect({ name, count }).toEqual({ name: '3 kicks.zip', count: 3 });
  expect((await pathsOf(id)).map((path) => basename(path))).toEqual(['Same.wav', 'Same-2.wav', 'Other.wav']);
});

test('no more are taken at once than a drag can hold', async () => {
  const kicks = Array.from({ length: MOST_STAGED + 1 }, (_, i) => ({ saved: String(i) }));
  await expect(dispatch(fake.studio, 'files', 'stage', { kicks }, {})).rejects.toMatchObject({ code: 'INPUT_INVALID', message: expect.stringContaining('a pack holds more') as string });
});

test('one that is gone or was never saved leaves nothing staged', async () => {
  await expect(stage({ heard: 'gone' })).rejects.toMatchObject({ code: 'KICK_GONE' });
  await expect(stage({ saved: 'unknown' })).rejects.toMatchObject({ code: 'SAVED_KICK_UNKNOWN' });
});

test('a set whose file was moved away is staged no more, and can be staged again', async () => {
  const saved = await save(3, 'Deep');
  const { id } = await stage({ saved });
  const [path] = await pathsOf(id);
  renameSync(path, `${path}.moved`);
  await expect(pathsOf(id)).rejects.toMatchObject({ code: 'STAGED_GONE' });
  expect(await pathsOf((await stage({ saved })).id)).toEqual([path]);
});

test('an id that nobody was given opens nothing, whatever it looks like', () => {
  writeFileSync(join(fake.dir, 'secret'), '');
  for (const id of ['', '../secret', join(fake.dir, 'secret')]) expect(() => fake.studio.staged.look(id)).toThrow(expect.objectContaining({ code: 'STAGED_GONE' }) as Error);
});

test('the desk is asked with the paths of the set, which are taken then', async () => {
  const { id } = await stage({ saved: await save(3, 'Deep') });
  const { paths } = await fake.studio.files.reveal({ id }, {});
  await fake.studio.files.copy({ id }, {});
  expect(fake.desk).toEqual({ revealed: [paths], copied: [paths] });
  await fake.studio.close();
  expect(existsSync(paths[0])).toBe(true);
});

test('what is only looked at goes with the end of the program, what was taken stays', async () => {
  const [looked, taken] = [await stage({ saved: await save(1, 'Looked') }), await stage({ saved: await save(2, 'Taken') })];
  const gone = fake.studio.staged.look(looked.id).paths;
  const kept = fake.studio.staged.take(taken.id).paths;
  expect([gone, kept].map(([path]) => existsSync(path))).toEqual([true, true]);
  await fake.studio.close();
  expect([gone, kept].map(([path]) => existsSync(path))).toEqual([false, true]);
});
