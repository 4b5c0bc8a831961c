import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { evenly } from '../../src-preload/contract/augmentation.ts';
import type { DatasetWork } from '../../src-preload/contract/datasets.ts';
import { contract, type Input, type Output, type VerbName } from '../../src-preload/contract/verbs.ts';
import { KICK_SPEC } from '../audio/spec.ts';
import { writeArchive } from '../base/archive-write.ts';
import type { TrainRequest } from '../engine/protocol.ts';
import { createFakeEngine } from './fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { readTone, writeTone } from './fixtures/wav.ts';
import { dispatch } from './studio.ts';

const trainer = createFakeEngine();
let fake: FakeStudio;
let bank: string;
beforeEach(() => {
  trainer.calls.length = 0;
  fake = createFakeStudio({ trainer });
  bank = join(fake.dir, 'Bank');
  for (const folder of ['808/long', '909']) mkdirSync(join(bank, folder), { recursive: true });
  writeTone(join(bank, '808', 'one.wav'), 50);
  writeTone(join(bank, '808', 'long', 'two.WAV'), 60);
  writeTone(join(bank, '909', 'three.wav'), 70);
  writeFileSync(join(bank, 'notes.txt'), 'no sound');
});
afterEach(async () => {
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

type Verb = VerbName<'datasets'>;
const ask = async <V extends Verb>(verb: V, input: Input<'datasets', V>, signal?: AbortSignal): Promise<Output<'datasets', V>> =>
  contract.datasets[verb].output.parse(await dispatch(fake.studio, 'datasets', verb, input, signal === undefined ? {} : { signal })) as Output<'datasets', V>;
const create = (paths: string[] = [bank]) => ask('create', { paths });
const items = async (id: string, query: object = {}) => (await ask('items', { id, ...query })).items;
const recordOf = (id: string): string => join(fake.dir, 'lab', 'datasets', id, 'dataset.json');
/** A zip of the bank's 808s under another name, and one file that hides. */
const zipped = async (): Promise<string> => {
  const file = join(fake.dir, 'Kit.zip');
  await writeArchive(file, ['808/one.wav', '909/three.wav'].map((path) => ({ path, content: { file: join(bank, path) }, compress: true }))
    .concat({ path: '__MACOSX/808/._one.wav', content: { file: join(bank, 'notes.txt') }, compress: true }));
  return file;
};

describe('a bank', () => {
  test('becomes a data set with a label for each folder, and stays as it was', async () => {
    const before = readdirSync(bank, { recursive: true }).map((name) => [name, statSync(join(bank, String(name))).mtimeMs]);
    const { dataset, added, changed, failed } = await create();
    expect({ added, changed, failed }).toEqual({ added: 3, changed: 0, failed: [] });
    expect(dataset).toMatchObject({
      name: 'Bank', sources: [bank], instrument: 'kick', labels: ['808', '909'], licence: null,
      counts: { items: 3, used: 3, checked: 0, labels: { 808: 2, 909: 1 }, faults: {} },
    });
    const [long, one, three] = await items(dataset.id);
    expect([long, one, three].map(({ shown, label }) => [shown, label])).toEqual([['808/long/two.WAV', '808'], ['808/one.wav', '808'], ['909/three.wav', '909']]);
    expect(one).toMatchObject({ file: join(bank, '808', 'one.wav'), used: true, checked: false, faults: [], fixes: [] });
    expect(new Set([long, one, three].map(({ sha256 }) => sha256)).size).toBe(3);
    expect(readdirSync(bank, { recursive: true }).map((name) => [name, statSync(join(bank, String(name))).mtimeMs])).toEqual(before);
  });

  test('outlives the studio, newest first in the list', async () => {
    const { dataset } = await create();
    const { dataset: later } = await ask('create', { paths: [join(bank, '909')], name: 'Later' });
    const { datasets } = await ask('list', {});
    expect(new Set(datasets.map(({ name }) => name))).toEqual(new Set(['Bank', 'Later']));
    expect(datasets.map(({ id }) => id)).toContain(later.id);
    expect(JSON.parse(readFileSync(recordOf(dataset.id), 'utf8'))).toMatchObject({ id: dataset.id, version: 1 });
  });

  test('brought again tells what is new and what changed, and keeps what was set', async () => {
    const { dataset: { id } } = await create();
    const [{ id: first }] = await items(id);
    await ask('update', { id, items: [first], label: 'mine', used: false });
    writeTone(join(bank, '808', 'one.wav'), 55);
    writeTone(join(bank, '909', 'four.wav'), 75);
    const { added, changed, dataset } = await ask('add', { id, paths: [bank] });
    expect({ added, changed }).toEqual({ added: 1, changed: 1 });
    expect(dataset).toMatchObject({ sources: [bank], counts: { items: 4, used: 3 } });
    expect((await items(id))[0]).toMatchObject({ id: first, label: 'mine', used: false });
  });
});

describe('an archive', () => {
  test('is unpacked beside the record, once, its folders being labels', async () => {
    const file = await zipped();
    const { dataset } = await create([file]);
    expect(dataset).toMatchObject({ name: 'Kit', sources: [file], labels: ['808', '909'], counts: { items: 2 } });
    const [one] = await items(dataset.id);
    expect(relative(join(fake.dir, 'lab', 'datasets', dataset.id), one.file)).toMatch(/^unpacked.[0-9a-f]{32}.808.one\.wav$/);
    expect(readFileSync(one.file)).toEqual(readFileSync(join(bank, '808', 'one.wav')));
    expect(one.shown).toBe('808/one.wav');
    expect(await ask('add', { id: dataset.id, paths: [file] })).toMatchObject({ added: 0, changed: 0 });
  });

  test('within a folder is one of its folders', async () => {
    const file = await zipped();
    const { dataset } = await create([fake.dir]);
    const shown = (await items(dataset.id)).filter(({ file: at }) => at.includes('unpacked')).map(({ shown: path, label }) => [path, label]);
    expect(file).toBe(join(fake.dir, 'Kit.zip'));
    expect(shown).toEqual([['Kit/808/one.wav', 'Kit'], ['Kit/909/three.wav', 'Kit']]);
  });

  test('that is none is told with its reason, and the rest comes; alone it is refused', async () => {
    const file = join(fake.dir, 'broken.zip');
    writeFileSync(file, 'not an archive');
    expect(await create([bank, file])).toMatchObject({ added: 3, failed: [{ file, error: { code: 'ARCHIVE_UNREADABLE' } }] });
    await expect(create([file])).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE' });
  });
});

test('where there is no sound there is no data set', async () => {
  const empty = join(fake.dir, 'empty');
  mkdirSync(empty);
  await expect(create([empty])).rejects.toMatchObject({ code: 'DATASET_EMPTY' });
  await expect(create([join(fake.dir, 'absent')])).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  expect(await ask('list', {})).toEqual({ datasets: [], failed: [] });
});

test('a cancelled one leaves nothing', async () => {
  const abort = new AbortController();
  const phases: DatasetWork[] = [];
  fake.studio.on('datasetWork', (work) => {
    phases.push(work);
    // The archive is unpacked by then.
    if (work.phase === 'read') abort.abort();
  });
  await expect(ask('create', { paths: [await zipped()] }, abort.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(phases.map(({ phase, running }) => [phase, running])).toEqual([['find', true], ['unpack', true], ['read', true], ['read', false]]);
  expect(readdirSync(join(fake.dir, 'lab', 'datasets'))).toEqual([]);
});

describe('a change', () => {
  test('answers what was before, which takes it back', async () => {
    const { dataset: { id } } = await create();
    const was = await items(id);
    const { before } = await ask('update', { id, items: was.slice(0, 2).map((item) => item.id), used: false, label: null, fixes: ['invert'] });
    expect(await ask('get', { id })).toMatchObject({ labels: ['909'], counts: { used: 1, labels: { 909: 1 } } });
    expect((await items(id, { used: false })).map(({ fixes }) => fixes)).toEqual([['invert'], ['invert']]);
    const { before: after } = await ask('restore', { id, before });
    expect(await items(id)).toEqual(was);
    expect(after[0]).toMatchObject({ used: false, label: null });
  });

  test('of a sound that is not there changes none', async () => {
    const { dataset: { id } } = await create();
    const [{ id: item }] = await items(id);
    const other = '00000000-0000-4000-8000-000000000000';
    await expect(ask('update', { id, items: [item, other], used: false })).rejects.toMatchObject({ code: 'DATASET_ITEM_UNKNOWN' });
    expect(await items(id, { used: false })).toEqual([]);
    await expect(ask('get', { id: other })).rejects.toMatchObject({ code: 'DATASET_UNKNOWN' });
  });

  test('many at once are all kept', async () => {
    const { dataset: { id } } = await create();
    await Promise.all((await items(id)).map((item, i) => ask('update', { id, items: [item.id], label: `label ${String(i)}` })));
    expect((await ask('get', { id })).labels).toEqual(['label 0', 'label 1', 'label 2']);
  });
});

describe('a check', () => {
  test('keeps what is wrong with each sound, and looks again only at what changed', async () => {
    writeFileSync(join(bank, '909', 'copy.wav'), readFileSync(join(bank, '909', 'three.wav')));
    writeFileSync(join(bank, '909', 'text.wav'), 'not a sound');
    const { dataset: { id } } = await create();
    const work: DatasetWork[] = [];
    fake.studio.on('datasetWork', (each) => work.push(each));
    expect((await ask('check', { id })).counts).toMatchObject({ checked: 5, faults: { duplicate: 1, unreadable: 1 } });
    expect(work.at(-1)).toEqual({ id, phase: 'check', running: false, done: 5, total: 5 });
    const [doubled] = await items(id, { fault: 'duplicate' });
    // Which of the two is the copy is the doctor's to say.
    const { like } = doubled.findings.find(({ code }) => code === 'duplicate') ?? {};
    expect([doubled.file, like].sort()).toEqual([join(bank, '909', 'copy.wav'), join(bank, '909', 'three.wav')]);
    trainer.calls.length = 0;
    await ask('check', { id });
    expect(trainer.calls).toEqual([]);
    writeTone(join(bank, '909', 'copy.wav'), 90);
    await ask('add', { id, paths: [bank] });
    expect((await ask('check', { id })).counts).toMatchObject({ checked: 5, faults: { unreadable: 1 } });
    expect(trainer.calls.filter(({ verb }) => verb === 'examine').map(({ args }) => (args as { place: { file: string } }).place.file)).toEqual([join(bank, '909', 'copy.wav')]);
  });

  test('done again reads every file anew, and keeps what was set', async () => {
    const { dataset: { id } } = await create();
    const before = await ask('check', { id });
    const [first, second] = await items(id);
    await ask('update', { id, items: [first.id], used: false, label: 'mine' });
    writeTone(first.file, 95);
    writeFileSync(second.file, 'no sound any more');
    trainer.calls.length = 0;
    expect((await ask('check', { id })).counts.faults).toEqual(before.counts.faults);
    expect((await ask('check', { id, again: true })).counts).toMatchObject({ checked: 3, used: 2, faults: { unreadable: 1 } });
    expect(trainer.calls.filter(({ verb }) => verb === 'examine')).toHaveLength(3);
    const [after] = await items(id);
    expect(after).toMatchObject({ id: first.id, label: 'mine', used: false });
    expect(after.sha256).not.toBe(first.sha256);
    rmSync(first.file);
    expect((await ask('check', { id, again: true })).counts).toMatchObject({ checked: 3, faults: { unreadable: 2 } });
  });

  test('runs once at a time, and a cancelled one leaves all as it was', async () => {
    const { dataset: { id } } = await create();
    const abort = new AbortController();
    const stop = fake.studio.on('datasetWork', () => { abort.abort(); });
    await expect(ask('check', { id }, abort.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    stop();
    expect((await ask('get', { id })).counts.checked).toBe(0);
    const both = await Promise.allSettled([ask('check', { id }), ask('check', { id })]);
    expect(both).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'DATASET_WORKING' } }]);
  });
});

test('a sound is heard as its file has it, or as its fixes make it', async () => {
  const { dataset: { id } } = await create();
  const [{ id: item, file }] = await items(id);
  const { samples, sampleRate } = await ask('hear', { id, item });
  expect(sampleRate).toBe(44_100);
  expect(samples).toEqual(readTone(readFileSync(file)).samples);
  await ask('update', { id, items: [item], fixes: ['invert'] });
  expect((await ask('hear', { id, item })).samples).toEqual(samples);
  expect((await ask('hear', { id, item, fixed: true })).samples).toEqual(samples.map((x) => -x));
});

describe('a recording', () => {
  test('is cut into hits that are used, labelled and heard each, and joined again as it was', async () => {
    const { dataset: { id } } = await create();
    const all = await items(id);
    const whole = all[1];
    await ask('update', { id, items: [whole.id], fixes: ['invert'] });
    const { items: hits } = await ask('split', { id, item: whole.id, hits: [{ from: 0, to: 9000 }, { from: 9000, to: 20_000 }] });
    expect(hits).toMatchObject([{ file: whole.file, label: '808', fixes: ['invert'], hit: { from: 0, to: 9000 } }, { hit: { from: 9000, to: 20_000 } }]);
    expect((await items(id)).map((item) => item.id)).toEqual([all[0].id, hits[0].id, hits[1].id, all[2].id]);
    expect(await ask('get', { id })).toMatchObject({ counts: { items: 4, labels: { 808: 3 } } });
    const { samples } = await ask('hear', { id, item: hits[1].id });
    expect(samples).toEqual(readTone(readFileSync(whole.file)).samples.slice(9000, 20_000));
    const joined = await ask('join', { id, item: hits[1].id });
    expect(joined).toEqual({ item: { ...whole, fixes: ['invert'] }, hits: hits.map(({ hit }) => hit) });
    expect((await items(id)).map((item) => item.id)).toEqual(all.map((item) => item.id));
  });

  test('is looked over for its hits', async () => {
    const { dataset: { id } } = await create();
    const [{ id: item }] = await items(id);
    const { hits, length, peaks, sampleRate } = await ask('cut', { id, item });
    expect({ length, sampleRate }).toEqual({ length: 22_050, sampleRate: 44_100 });
    expect(hits).toHaveLength(1);
    expect(Math.max(...peaks)).toBeGreaterThan(0.3);
    expect((await ask('split', { id, item, hits: hits.map(({ from, to }) => ({ from, to })) })).items).toHaveLength(1);
  });

  test('is cut once, at places that can be', async () => {
    const { dataset: { id } } = await create();
    const [{ id: item }] = await items(id);
    await expect(ask('split', { id, item, hits: [{ from: 9, to: 9 }] })).rejects.toMatchObject({ code: 'DATASET_HIT' });
    await expect(ask('split', { id, item, hits: [{ from: 9, to: 99 }, { from: 0, to: 9 }] })).rejects.toMatchObject({ code: 'DATASET_HIT' });
    await expect(ask('join', { id, item })).rejects.toMatchObject({ code: 'DATASET_HIT' });
    const { items: [hit] } = await ask('split', { id, item, hits: [{ from: 0, to: 9000 }] });
    await expect(ask('split', { id, item: hit.id, hits: [{ from: 0, to: 9 }] })).rejects.toMatchObject({ code: 'DATASET_HIT' });
    await expect(ask('split', { id, item, hits: [{ from: 0, to: 9 }] })).rejects.toMatchObject({ code: 'DATASET_ITEM_UNKNOWN' });
  });
});

test('a variation follows from its seed and its amounts', async () => {
  const { dataset: { id } } = await create();
  const [{ id: item }] = await items(id);
  const varied = await ask('vary', { id, item });
  expect(varied.samples).toHaveLength(KICK_SPEC.length);
  expect(await ask('vary', { id, item })).toEqual(varied);
  expect(await ask('vary', { id, item, copy: 2 })).not.toEqual(varied);
  expect(await ask('vary', { id, item, amounts: { pitch: 0 } })).not.toEqual(varied);
});

test('what is in use is learnt from, with its labels and on its terms', async () => {
  const { dataset: { id } } = await create();
  const [first, second] = await items(id);
  await ask('update', { id, items: [first.id], fixes: ['leave_out'] });
  await ask('split', { id, item: second.id, hits: [{ from: 0, to: 9000 }, { from: 9000, to: 20_000 }] });
  await ask('describe', { id, licence: { text: 'CC0-1.0', source: '', credits: '' } });
  await fake.studio.training.start(contract.training.start.input.parse({ dataset: id, epochs: 1 }), {});
  await expect.poll(() => trainer.calls.some(({ verb }) => verb === 'train')).toBe(true);
  const { args } = trainer.calls.find(({ verb }) => verb === 'train') as { args: TrainRequest };
  expect(args).toMatchObject({ name: 'Bank', dir: bank, licence: { text: 'CC0-1.0' }, instrument: 'kick', augmentation: evenly(1) });
  expect(JSON.parse(readFileSync(args.sounds, 'utf8'))).toMatchObject([
    { file: second.file, name: '808/one.wav 0', hit: { from: 0, to: 9000 }, label: '808' },
    { name: '808/one.wav 9000' },
    { name: '909/three.wav', hit: null, label: '909' },
  ]);
  expect(() => contract.training.start.input.parse({ dataset: id, dir: bank })).toThrow('give a folder');
  // A folder is labelled as a data set of it is.
  trainer.calls.length = 0;
  await fake.studio.training.start(contract.training.start.input.parse({ dir: bank, epochs: 1, augmentation: { gain: 0 } }), {});
  await expect.poll(() => trainer.calls.some(({ verb }) => verb === 'train')).toBe(true);
  const folder = trainer.calls.find(({ verb }) => verb === 'train') as { args: TrainRequest };
  expect(folder.args).toMatchObject({ dir: bank, licence: null, augmentation: { ...evenly(1), gain: 0 } });
  expect((JSON.parse(readFileSync(folder.args.sounds, 'utf8')) as { label: string }[]).map(({ label }) => label)).toEqual(['808', '808', '909']);
});

test('what is told of it once stays', async () => {
  let told = 0;
  fake.studio.on('datasetsChanged', () => { told += 1; });
  const { dataset: { id } } = await create();
  const licence = { text: 'CC0-1.0', source: 'https://example.org', credits: '' };
  await ask('describe', { id, licence, instrument: 'tom' });
  expect(await ask('describe', { id, name: 'Toms' })).toMatchObject({ name: 'Toms', licence, instrument: 'tom' });
  expect(told).toBe(3);
});

test('a removed one can be put back for a day; then it is gone with its copies, and the files stay', async () => {
  const { dataset } = await create([bank, await zipped()]);
  const { id } = dataset;
  const before = await items(id);
  await ask('remove', { id });
  expect(await ask('list', {})).toEqual({ datasets: [], failed: [] });
  expect(await ask('putBack', { id })).toEqual(dataset);
  expect(await items(id)).toEqual(before);
  expect(before.every(({ file }) => existsSync(file))).toBe(true);
  await expect(ask('putBack', { id })).rejects.toMatchObject({ code: 'DATASET_NOT_REMOVED' });
  await ask('remove', { id });
  const yesterday = Date.now() / 1000 - 25 * 3600;
  utimesSync(join(fake.dir, 'lab', 'datasets', `.removed-${id}`), yesterday, yesterday);
  await ask('list', {});
  expect(readdirSync(join(fake.dir, 'lab', 'datasets'))).toEqual([]);
  await expect(ask('putBack', { id })).rejects.toMatchObject({ code: 'DATASET_NOT_REMOVED' });
  expect(existsSync(join(bank, '808', 'one.wav'))).toBe(true);
  await expect(ask('remove', { id })).rejects.toMatchObject({ code: 'DATASET_UNKNOWN' });
});

test('a damaged record is told of and can be removed', async () => {
  const { dataset: { id } } = await create();
  await create();
  writeFileSync(recordOf(id), '{ "half":');
  const { datasets, failed } = await ask('list', {});
  expect(datasets).toHaveLength(1);
  expect(failed).toMatchObject([{ file: recordOf(id), error: { code: 'DATASET_DAMAGED' } }]);
  await ask('remove', { id });
  expect((await ask('list', {})).failed).toEqual([]);
});
