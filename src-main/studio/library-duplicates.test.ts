import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contract } from '../../src-preload/contract/verbs.ts';
import { readWav } from '../audio/wav-read.ts';
import { writeWav } from '../audio/wav-write.ts';
import { nearPairs } from '../library/comparing.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { writeTone } from './fixtures/wav.ts';
import { dispatch } from './studio.ts';

let fake: FakeStudio;
let sounds: string;
beforeEach(() => {
  fake = createFakeStudio();
  sounds = join(fake.dir, 'sounds');
  mkdirSync(sounds);
});
afterEach(async () => {
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

const find = async (): Promise<[string, string[]][]> => {
  const { items } = contract.library.duplicates.output.parse(await dispatch(fake.studio, 'library', 'duplicates', {}, {}));
  return items.map(({ kind, kicks }) => [kind, kicks.map(({ name }) => name).sort()]);
};

test('copies of a file, and of a sound at another level, are found; sounds that measure alike are not taken for one', async () => {
  const [one, other, alike] = ['one', 'other', 'alike'].map((name) => join(sounds, `${name}.wav`));
  writeTone(one, 50);
  writeTone(other, 80);
  // Nearly the pitch of the first one: the same figures, another sound.
  writeTone(alike, 50.4);
  copyFileSync(other, join(sounds, 'again.wav'));
  const { channels, sampleRate } = readWav(readFileSync(one), one);
  writeFileSync(join(sounds, 'quiet.wav'), writeWav([channels[0].map((x) => -0.3 * x)], sampleRate, { format: 'int24', ditherSeed: 2 }));
  const { items } = await fake.studio.library.import({ paths: [sounds] }, {});
  expect(items).toHaveLength(5);
  expect((await find()).sort()).toEqual([['file', ['again', 'other']], ['sound', ['one', 'quiet']]]);
  // One of a pair in the trash leaves no pair.
  const { items: found } = await fake.studio.library.list(contract.library.list.input.parse({ search: 'quiet' }), {});
  await fake.studio.library.remove({ ids: [found[0].id] }, {});
  expect(await find()).toEqual([['file', ['again', 'other']]]);
});

test('a kick that was saved twice is found', async () => {
  for (let n = 0; n < 2; n++) {
    const heard = contract.kicks.audition.output.parse(await dispatch(fake.studio, 'kicks', 'audition', { base: { seed: 3, index: 1 } }, {}));
    await fake.studio.library.save({ id: heard.id, name: `Kick ${String(n)}` }, {});
  }
  expect((await find()).map(([, names]) => names)).toEqual([['Kick 0', 'Kick 1']]);
});

test('near pairs are near in every coordinate, and each is named once', () => {
  const at = (...values: number[]) => Float32Array.from(values);
  const places = [at(0, 0, 0, 0, 0, 0), at(0.04, 9, 0.04, 0.02, 0.09, 9), at(0.06, 0, 0, 0, 0, 0), at(0, 0, 0.06, 0, 0, 0), at(0, 0, 0.04, 0.06, 0, 0), at(0, 0, -1, 0, 0, 0)];
  expect(nearPairs(places).sort()).toEqual([[0, 1], [1, 2], [1, 3]]);
});
