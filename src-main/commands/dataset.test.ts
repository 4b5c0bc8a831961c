import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contract, type Output } from '../../src-preload/contract/verbs.ts';
import { writeWav } from '../audio/wav-write.ts';
import { createFakeEngine } from '../studio/fixtures/fake-engine.ts';
import { createFakeStudio } from '../studio/fixtures/fake-studio.ts';
import { writeTone } from '../studio/fixtures/wav.ts';
import { run } from './run.ts';

const trainer = createFakeEngine({ train: ({ out }) => ({ dir: out, bundleId: 'abc', bestEpoch: 1, stopped: 'done', used: 3, rejected: [] }) });
let dir: string;
let bank: string;
beforeEach(() => {
  trainer.calls.length = 0;
  ({ dir } = createFakeStudio());
  bank = join(dir, 'Bank');
  for (const folder of ['808/long', '909']) mkdirSync(join(bank, folder), { recursive: true });
  writeTone(join(bank, '808', 'one.wav'), 50);
  writeTone(join(bank, '808', 'long', 'two.wav'), 60);
  writeTone(join(bank, '909', 'three.wav'), 70);
});
afterEach(() => { rmSync(dir, { recursive: true }); });

async function kicklab(...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const code = await run(args, {
    version: '1.2.3',
    // A command closes the studio that it was given.
    openStudio: () => createFakeStudio({ dir, trainer }).studio,
    startHost: () => Promise.reject(new Error('no host here')),
    signal: new AbortController().signal,
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    interactive: false,
  });
  return { code, stdout, stderr };
}
const dataset = (...args: string[]) => kicklab('dataset', ...args);
/** The start of the id of a data set of the bank. */
const created = async (): Promise<string> => (await dataset('create', bank)).stdout.slice(0, 8);
/** The sounds of a data set, by their paths. */
async function soundsOf(id: string, ...more: string[]): Promise<Record<string, Output<'datasets', 'items'>['items'][number]>> {
  const { items } = JSON.parse((await dataset('show', id, ...more, '--json')).stdout) as Output<'datasets', 'items'>;
  return Object.fromEntries(contract.datasets.items.output.shape.items.parse(items).map((item) => [item.shown, item]));
}

test('a folder becomes a data set, more comes into it, and it is in the list until it is removed', async () => {
  const { code, stdout } = await dataset('create', bank, '--name', 'Mine');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^[0-9a-f]{8} {2}Mine {2}kick {2}3 of 3 sounds in use {2}808 2, 909 1 {2}no licence told\n3 new, 0 changed\n$/);
  const id = stdout.slice(0, 8);
  writeTone(join(bank, '909', 'four.wav'), 80);
  expect(contract.datasets.add.output.parse(JSON.parse((await dataset('add', id, bank, '--json')).stdout))).toMatchObject({ added: 1, changed: 0 });
  expect((await dataset('list')).stdout).toMatch(new RegExp(`^${id} .*4 of 4 sounds in use.*\\n$`));
  const [whole] = /(?<=put-back )\S+/.exec((await dataset('remove', id)).stdout) ?? [''];
  expect(await dataset('put-back', whole)).toMatchObject({ code: 0, stdout: expect.stringContaining(id) as string });
  expect(await dataset('put-back', whole)).toMatchObject({ code: 1, stderr: expect.stringContaining('was removed of late') as string });
  expect(await dataset('remove', id)).toMatchObject({ code: 0 });
  expect(contract.datasets.list.output.parse(JSON.parse((await dataset('list', '--json')).stdout))).toEqual({ datasets: [], failed: [] });
  expect(await dataset('show', id)).toMatchObject({ code: 1, stderr: expect.stringContaining(`no data set ${id}`) as string });
});

test('what cannot be brought is told, and the rest comes; a damaged one is told of and removed', async () => {
  writeFileSync(join(dir, 'broken.zip'), 'no archive');
  expect(await dataset('create', bank, join(dir, 'broken.zip'))).toMatchObject({ code: 1, stdout: expect.stringContaining('3 new') as string, stderr: expect.stringContaining('broken.zip') as string });
  const [{ id }] = contract.datasets.list.output.parse(JSON.parse((await dataset('list', '--json')).stdout)).datasets;
  writeFileSync(join(dir, 'lab', 'datasets', id, 'dataset.json'), '{}');
  expect(await dataset('list')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('cannot be read') as string });
  expect(await dataset('remove', id.slice(0, 8))).toMatchObject({ code: 0 });
  expect(await dataset('list')).toMatchObject({ code: 0, stdout: '' });
});

test('sounds are named by their path, a folder or the start of an id, and are labelled and left out', async () => {
  const id = await created();
  const before = await soundsOf(id);
  expect(Object.keys(before)).toEqual(['808/long/two.wav', '808/one.wav', '909/three.wav']);
  expect(await dataset('label', id, 'mine', '808/', before['909/three.wav'].id.slice(0, 8))).toMatchObject({ code: 0, stdout: '3 labelled mine\n' });
  expect(await dataset('label', id, '--none', '808/one.wav')).toMatchObject({ stdout: '1 without a label\n' });
  expect(await dataset('use', id, '--off', '--label', 'mine', '808')).toMatchObject({ stdout: '1 left out\n' });
  expect(Object.values(await soundsOf(id)).map(({ label, used }) => [label, used])).toEqual([['mine', false], [null, true], ['mine', true]]);
  expect(Object.keys(await soundsOf(id, '--label', 'mine', '808'))).toEqual(['808/long/two.wav']);
  expect((await dataset('show', id)).stdout.split('\n').slice(1)).toEqual([
    bank, `${before['808/long/two.wav'].id.slice(0, 8)}  -  mine  808/long/two.wav`, expect.any(String), expect.any(String), '',
  ]);
  await dataset('use', id, '808');
  expect(Object.values(await soundsOf(id)).every(({ used }) => used)).toBe(true);
  expect(await dataset('use', id, '707')).toMatchObject({ code: 1, stderr: expect.stringContaining('no sound 707') as string });
});

test('a check tells each fault, fix mends what can be and takes it back, and says what cannot', async () => {
  const samples = Float32Array.from({ length: 22_050 }, (_, n) => 0.3 + 0.5 * Math.exp(-n / 3000) * Math.sin(0.01 * n));
  writeFileSync(join(bank, '909', 'dc.wav'), writeWav([samples], 44_100, { format: 'int16', ditherSeed: 1 }));
  copyFileSync(join(bank, '909', 'three.wav'), join(bank, '909', 'copy.wav'));
  const id = await created();
  const { code, stdout } = await dataset('check', id);
  expect([code, stdout]).toEqual([0, expect.stringContaining('Duplicate')]);
  expect(stdout).toMatch(/909\/dc\.wav\n(.*\n)* {2}DC offset: .*Take out the offset\. \[remove_dc\]/);
  expect(stdout).toMatch(/\n\d of 5 have no fault\n$/);
  const checked = JSON.parse((await dataset('check', id, '--json')).stdout) as Output<'datasets', 'items'> & { dataset: object };
  expect(contract.datasets.check.output.parse(checked.dataset).counts).toMatchObject({ checked: 5, faults: { dc: 1, duplicate: 1 } });
  const mended = await dataset('fix', id, '--fault', 'dc');
  expect(mended).toMatchObject({ code: 0, stdout: '1 mended\n' });
  expect((await soundsOf(id))['909/dc.wav'].fixes).toEqual(['remove_dc']);
  expect((await dataset('fix', id)).stderr).toMatch(/^\d cannot be mended/);
  expect((await dataset('fix', id, '--off')).code).toBe(0);
  expect(Object.values(await soundsOf(id)).flatMap(({ fixes }) => fixes)).toEqual([]);
});

test('what is told of a data set goes with a training of it, and that of a folder too', async () => {
  const id = await created();
  expect((await dataset('describe', id, '--name', 'Toms', '--instrument', 'tom')).stdout).toMatch(/ {2}Toms {2}tom {2}/);
  expect((await dataset('licence', id, 'CC-BY-4.0', '--credits', 'Ada')).stdout).toMatch(/ {2}CC-BY-4\.0\n$/);
  const trained = async (...args: string[]): Promise<unknown> => {
    trainer.calls.length = 0;
    expect(await kicklab('train', ...args, '--epochs', '1')).toMatchObject({ code: 0 });
    return trainer.calls.find(({ verb }) => verb === 'train')?.args;
  };
  expect(await trained('--dataset', id, '--out', join(dir, 'one'))).toMatchObject({ licence: { text: 'CC-BY-4.0', credits: 'Ada', source: '' }, instrument: 'tom' });
  expect((await dataset('licence', id, '--none')).stdout).toMatch(/ {2}no licence told\n$/);
  expect(await trained('--dataset', id, '--out', join(dir, 'two'))).toMatchObject({ licence: null });
  expect(await trained(bank, '--licence', 'CC0-1.0', '--source', 'a friend', '--out', join(dir, 'three'))).toMatchObject({ licence: { text: 'CC0-1.0', credits: '', source: 'a friend' } });
});

test.each([
  [['show'], 'ID'],
  [['create'], 'DIR|FILE'],
  [['add', 'an-id'], 'DIR|FILE'],
  [['use', 'an-id'], 'SOUND'],
  [['label', 'an-id'], 'LABEL'],
  [['label', 'an-id', 'mine'], 'SOUND'],
  [['licence', 'an-id'], 'TEXT'],
  [['licence', 'an-id', 'CC0-1.0', 'stray'], 'stray'],
  [['show', 'an-id', '--lable', 'x'], '--label'],
])('misuse is named: %j', async (args, named) => {
  expect(await dataset(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(named) as string });
});
