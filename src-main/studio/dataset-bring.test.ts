/** What is sent becomes a data set as what lies at a path does. */

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contract, type Input, type Output, type VerbName } from '../../src-preload/contract/verbs.ts';
import { archiveStream } from '../base/archive-write.ts';
import { createFakeEngine } from './fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { writeTone } from './fixtures/wav.ts';
import { dispatch } from './studio.ts';

let fake: FakeStudio;
let datasets: string;
beforeEach(() => {
  fake = createFakeStudio({ trainer: createFakeEngine() });
  datasets = join(fake.dir, 'lab', 'datasets');
});
afterEach(async () => {
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

type Verb = VerbName<'datasets'>;
const ask = async <V extends Verb>(verb: V, input: Input<'datasets', V>): Promise<Output<'datasets', V>> =>
  contract.datasets[verb].output.parse(await dispatch(fake.studio, 'datasets', verb, input, {})) as Output<'datasets', V>;
const items = async (id: string) => (await ask('items', { id })).items;

/** A tone as the bytes of a WAV file. */
const tone = (hz: number): Buffer => {
  const file = join(fake.dir, 'tone.wav');
  writeTone(file, hz);
  return readFileSync(file);
};
/** Sends files by their paths. @returns the id of the upload */
const sent = async (files: Record<string, Buffer>): Promise<string> => {
  const upload = randomUUID();
  for (const [path, bytes] of Object.entries(files)) await ask('send', { upload, path, size: bytes.length, modifiedAt: 0, bytes });
  return upload;
};
const bank = () => ({ 'Bank/808/one.wav': tone(50), 'Bank/808/long/two.WAV': tone(60), 'Bank/909/three.wav': tone(70) });
const create = async (files: Record<string, Buffer>) => ask('create', { upload: await sent(files) });
const zip = async (files: Record<string, Buffer>): Promise<Buffer> =>
  Buffer.concat(await archiveStream(Object.entries(files).map(([path, content]) => ({ path, content, compress: true }))).toArray() as Uint8Array[]);

describe('a folder that was sent', () => {
  test('becomes what it would at a path, but for where it is', async () => {
    const dir = join(fake.dir, 'elsewhere');
    for (const [path, hz] of [['Bank/808/one.wav', 50], ['Bank/808/long/two.WAV', 60], ['Bank/909/three.wav', 70]] as const) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeTone(join(dir, path), hz);
    }
    const { dataset: { id: atPath, ...told }, ...counts } = await ask('create', { paths: [join(dir, 'Bank')] });
    const { dataset: { id, ...dataset }, ...rest } = await create(bank());
    expect(rest).toEqual(counts);
    expect(dataset).toEqual({ ...told, sources: ['Bank'] });
    const bare = (list: Awaited<ReturnType<typeof items>>) => list.map((item) => ({ ...item, id: '', file: '' }));
    expect(bare(await items(id))).toEqual(bare(await items(atPath)));
    for (const { file } of await items(id)) expect(file.startsWith(join(datasets, id))).toBe(true);
    expect(readdirSync(datasets).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('is looked over and heard, and gone with its data set', async () => {
    const { dataset: { id } } = await create({ ...bank(), 'Bank/909/copy.wav': tone(70) });
    expect((await ask('check', { id })).counts).toMatchObject({ checked: 4, faults: { duplicate: 1 } });
    const [{ id: item, file }] = await items(id);
    expect((await ask('hear', { id, item })).samples).toHaveLength(22_050);
    await ask('remove', { id });
    expect(existsSync(file)).toBe(false);
  });

  test('sent again brings what is new in it; nothing that is kept is overwritten', async () => {
    const { dataset: { id } } = await create(bank());
    const before = await items(id);
    await ask('update', { id, items: [before[0].id], label: 'mine', used: false });
    const upload = await sent({ ...bank(), 'Bank/909/three.wav': tone(75), 'Bank/909/four.wav': tone(80) });
    expect(await ask('add', { id, upload })).toMatchObject({ added: 2, changed: 0, dataset: { sources: ['Bank'], counts: { items: 5, used: 4 } } });
    const after = await items(id);
    expect(after.slice(0, 3)).toEqual([{ ...before[0], label: 'mine', used: false }, before[1], before[2]]);
    expect(after.slice(3).map(({ shown, label }) => [shown, label])).toEqual([['909/four.wav', '909'], ['909/three.wav', '909']]);
    // Of what was there already no second copy is kept.
    expect(readdirSync(join(datasets, id, 'sent', upload), { recursive: true }).sort()).toEqual(['Bank', 'Bank/909', 'Bank/909/four.wav', 'Bank/909/three.wav']);
  });
});

test('an archive that was sent is unpacked and not kept itself', async () => {
  const { dataset } = await create({ 'Kit.zip': await zip({ '808/a.wav': tone(50), '909/b.wav': tone(60) }) });
  expect(dataset).toMatchObject({ name: 'Kit', sources: ['Kit.zip'], labels: ['808', '909'] });
  expect(readdirSync(join(datasets, dataset.id)).sort()).toEqual(['dataset.json', 'sent', 'unpacked']);
  expect(readdirSync(join(datasets, dataset.id, 'sent'))).toEqual([]);
});

test('single files have no folder to be called after, and are one category among others', async () => {
  const { dataset } = await create({ 'a.wav': tone(50), 'b.wav': tone(60) });
  expect(dataset).toMatchObject({ name: 'My sounds', sources: ['a.wav', 'b.wav'], labels: [] });
  const upload = await sent({ '909/c.wav': tone(70) });
  await ask('add', { id: dataset.id, upload });
  expect((await items(dataset.id)).map(({ shown, label }) => [shown, label])).toEqual([['a.wav', null], ['b.wav', null], ['c.wav', null]]);
});

test('single files at paths are told within their folder, not each as a category', async () => {
  for (const folder of ['808', '909']) mkdirSync(join(fake.dir, folder));
  const paths = [['808', 'a'], ['808', 'b'], ['909', 'c']].map(([folder, name]) => join(fake.dir, folder, `${name}.wav`));
  for (const [i, path] of paths.entries()) writeTone(path, 50 + 10 * i);
  const { dataset } = await ask('create', { paths });
  expect(dataset).toMatchObject({ name: '808', labels: ['808', '909'], counts: { labels: { 808: 2, 909: 1 } } });
});

describe('what cannot be brought', () => {
  test('is told by the name it was sent under, and not kept', async () => {
    const { dataset, failed } = await create({ ...bank(), 'Bank/broken.zip': Buffer.from('none') });
    expect(failed).toMatchObject([{ file: 'Bank/broken.zip', error: { code: 'ARCHIVE_UNREADABLE', message: expect.stringMatching(/^Bank\/broken\.zip: /) as string } }]);
    expect(readdirSync(datasets, { recursive: true }).filter((path) => String(path).includes('broken'))).toEqual([]);
    expect(dataset.counts.items).toBe(3);
  });

  test('leaves nothing where there is nothing else', async () => {
    await expect(create({ 'broken.zip': Buffer.from('none') })).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE', message: expect.stringMatching(/^broken\.zip: /) as string });
    expect(readdirSync(datasets)).toEqual([]);
    const { dataset: { id } } = await create(bank());
    await expect(ask('add', { id, upload: await sent({ 'broken.zip': Buffer.from('none') }) })).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE' });
    expect(readdirSync(join(datasets, id, 'sent'))).toHaveLength(1);
  });
});

test('an upload is taken once, and either it or paths', async () => {
  const upload = await sent(bank());
  await ask('create', { upload });
  await expect(ask('create', { upload })).rejects.toMatchObject({ code: 'UPLOAD_UNKNOWN' });
  const gone = await sent(bank());
  await ask('discard', { upload: gone });
  await expect(ask('create', { upload: gone })).rejects.toMatchObject({ code: 'UPLOAD_UNKNOWN' });
  expect(readdirSync(datasets)).toHaveLength(1);
  expect(() => contract.datasets.create.input.parse({})).toThrow('give paths or an upload');
  expect(() => contract.datasets.create.input.parse({ upload, paths: ['/a'] })).toThrow('give paths or an upload');
});
