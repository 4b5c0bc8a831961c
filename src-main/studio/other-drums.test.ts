/** What a model of snares makes is called a snare in its file, in the library and among other files. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contract } from '../../src-preload/contract/verbs.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { dispatch } from './studio.ts';

let fake: FakeStudio;
beforeEach(() => {
  fake = createFakeStudio();
  const manifest = join(fake.dir, 'models', 'factory', 'manifest.json');
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')) as object, name: 'Mine', instrument: 'snare' }));
});
afterEach(async () => {
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

const ask = (namespace: 'kicks' | 'library' | 'files', verb: string, input: object) => dispatch(fake.studio, namespace, verb, input, {});
const audition = async (index: number) => contract.kicks.audition.output.parse(await ask('kicks', 'audition', { base: { seed: 7, index } }));

test('in the chunks of its file', async () => {
  const { id } = await audition(2);
  const { bytes } = contract.kicks.wav.output.parse(await ask('kicks', 'wav', { id }));
  const file = join(fake.dir, 'one.wav');
  writeFileSync(file, bytes);
  const [told] = contract.kicks.inspect.output.parse(await ask('kicks', 'inspect', { files: [file] })).items;
  expect(told).toMatchObject({
    info: { genre: 'Snare drum', comment: expect.stringMatching(/^A snare drum made by the model Mine \(\w+\), snare 2 of seed 7: /) as string },
    broadcast: { description: expect.stringContaining('A snare drum') as string },
    provenance: { model: { instrument: 'snare' } },
  });
  expect(JSON.stringify({ ...told, provenance: null })).not.toMatch(/kick(?!lab)/i);
});

test('in names of files, in the library, and without a kind of kick', async () => {
  const [one, other] = [await audition(1), await audition(2)];
  const staged = async (...ids: string[]) => contract.files.stage.output.parse(await ask('files', 'stage', { kicks: ids.map((heard) => ({ heard })) }));
  expect(basename((await staged(one.id)).name)).toMatch(/^snare-/);
  expect((await staged(one.id, other.id)).name).toBe('2 snares.zip');
  expect(contract.library.save.output.parse(await ask('library', 'save', { id: one.id }))).toMatchObject({ name: expect.stringMatching(/^Snare 1/) as string, category: null });
});
