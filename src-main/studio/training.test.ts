import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contract } from '../../src-preload/contract/verbs.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { TrainRequest } from '../engine/protocol.ts';
import { createFakeEngine } from './fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { readTone, writeTone } from './fixtures/wav.ts';

const progress = { phase: 'train', epoch: 1, epochs: 2, step: 3, steps: 4, etaSeconds: 5, losses: { mel: 1 } } as const;

/** A trainer that reports once and then waits to be cancelled. */
const waiting = () =>
  createFakeEngine({
    train: ({ out }, { signal, onProgress }) =>
      new Promise((resolve) => {
        onProgress?.(progress);
        signal?.addEventListener('abort', () => {
          resolve({ dir: out, bundleId: null, bestEpoch: 0, stopped: 'cancelled', used: 1, rejected: [] });
        });
      }),
  });

let fake: FakeStudio;
let kicks: string;
let out: string;
const open = (trainer = createFakeEngine()) => {
  fake = createFakeStudio({ trainer });
  kicks = join(fake.dir, 'kicks');
  out = join(fake.dir, 'bundle');
  mkdirSync(join(kicks, 'sub'), { recursive: true });
  writeTone(join(kicks, 'a.wav'), 55);
  writeTone(join(kicks, 'sub', 'a.wav'), 60);
  return trainer;
};
const input = (more: object = {}) => contract.training.start.input.parse({ dir: kicks, out, ...more });
const requestTo = (trainer: ReturnType<typeof createFakeEngine>) => trainer.calls[0].args as TrainRequest;

beforeEach(() => { open(); });
afterEach(() => { rmSync(fake.dir, { recursive: true }); });

test('a small folder starts from the factory model, unless told otherwise', async () => {
  const factory = join(fake.dir, 'models', 'factory');
  for (const [from, expected] of [[undefined, factory], ['none', null], ['factory', factory]] as const) {
    rmSync(fake.dir, { recursive: true });
    const trainer = open();
    await fake.studio.train(input(from === undefined ? {} : { from }), {});
    expect(requestTo(trainer)).toMatchObject({
      from: expected === null ? null : join(fake.dir, 'models', 'factory'),
      vocoderFrom: join(fake.dir, 'models', 'factory'),
      name: 'bundle',
      epochs: 200,
    });
    expect(trainer.closed).toBe(true);
  }
});

test('another latent size cannot start from the factory model', async () => {
  const trainer = createFakeEngine();
  rmSync(fake.dir, { recursive: true });
  open(trainer);
  await fake.studio.train(input({ latentSize: 16 }), {});
  expect(requestTo(trainer).from).toBeNull();
});

test('a folder that is absent or empty is refused before a process is started', async () => {
  const trainer = createFakeEngine();
  rmSync(fake.dir, { recursive: true });
  open(trainer);
  await expect(fake.studio.train(input({ dir: join(fake.dir, 'absent') }), {})).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE' });
  mkdirSync(join(fake.dir, 'empty'));
  await expect(fake.studio.train(input({ dir: join(fake.dir, 'empty') }), {})).rejects.toMatchObject({ code: 'FOLDER_EMPTY' });
  expect(trainer.calls).toEqual([]);
});

test('a run can be watched and cancelled, and a second one is refused meanwhile', async () => {
  rmSync(fake.dir, { recursive: true });
  open(waiting());
  const { training } = fake.studio;
  expect(await training.status({}, {})).toMatchObject({ state: 'none' });
  await training.start(input(), {});
  expect(await training.status({}, {})).toMatchObject({ state: 'running', out, progress });
  await expect(training.start(input(), {})).rejects.toMatchObject({ code: 'TRAINING_BUSY' });
  expect(await training.cancel({}, {})).toEqual({ cancelled: true });
  await expect.poll(async () => (await training.status({}, {})).state).toBe('done');
  expect(await training.status({}, {})).toMatchObject({ result: { stopped: 'cancelled' } });
  expect(await training.cancel({}, {})).toEqual({ cancelled: false });
});

test('a run that fails tells why, and another may follow', async () => {
  rmSync(fake.dir, { recursive: true });
  open(createFakeEngine({ train: () => { throw new KicklabError('DISK_FULL', { file: 'x' }); } }));
  await fake.studio.training.start(input(), {});
  await expect.poll(async () => (await fake.studio.training.status({}, {})).error).toMatchObject({ code: 'DISK_FULL' });
  await expect(fake.studio.train(input(), {})).rejects.toMatchObject({ code: 'DISK_FULL' });
});

test('prepare writes a float WAV and a report a file, in the folders they came from', async () => {
  writeFileSync(join(kicks, 'bad.wav'), 'RIFF....');
  const { items } = await fake.studio.training.prepare({ dir: kicks, out }, {});
  expect(items.map((i) => i.file)).toEqual(['a.wav', 'bad.wav', 'sub/a.wav'].map((f) => join(kicks, f)));
  expect(items[1]).toHaveProperty('error.code');
  for (const path of ['a', join('sub', 'a')]) {
    const { channels, samples, sampleRate } = readTone(readFileSync(join(out, `${path}.wav`)));
    expect([channels, samples.length, sampleRate]).toEqual([1, 65_536, 44_100]);
    expect(JSON.parse(readFileSync(join(out, `${path}.json`), 'utf8'))).toMatchObject({ source: { samples: 22_050 }, placement: { onsetSample: expect.any(Number) as number } });
  }
});

test('each step of a run is told to whoever listens', async () => {
  open(createFakeEngine({
    train: ({ out: dir }, { onProgress }) => {
      onProgress?.(progress);
      return { dir, bundleId: 'b', bestEpoch: 1, stopped: 'done', used: 2, rejected: [] };
    },
  }));
  const told: { state: string; step: number | undefined }[] = [];
  const stop = fake.studio.on('trainingChanged', ({ state, ...status }) => told.push({ state, step: status.progress?.step }));
  await fake.studio.train(input(), {});
  expect(told).toEqual([{ state: 'running', step: undefined }, { state: 'running', step: 3 }, { state: 'done', step: 3 }]);
  stop();
  await fake.studio.train(input(), {});
  expect(told).toHaveLength(3);
});
