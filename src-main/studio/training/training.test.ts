import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import type { RunState } from '../../../src-preload/contract/training.ts';
import { contract, type Input } from '../../../src-preload/contract/verbs.ts';
import type { TrainRequest } from '../../engine/protocol.ts';
import { createFakeEngine, type FakeEngine } from '../fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from '../fixtures/fake-studio.ts';
import { readTone, writeTone } from '../fixtures/wav.ts';
import { lockRun } from './lock.ts';

const progress = { phase: 'train', epoch: 1, epochs: 2, step: 3, steps: 4, etaSeconds: 5, losses: { mel: 1 } } as const;

/** A trainer that reports once and then waits to be stopped. */
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
const open = <E extends FakeEngine>(trainer: E): E => {
  fake = createFakeStudio({ trainer });
  kicks = join(fake.dir, 'kicks');
  out = join(fake.dir, 'bundle');
  mkdirSync(join(kicks, 'sub'), { recursive: true });
  writeTone(join(kicks, 'a.wav'), 55);
  writeTone(join(kicks, 'sub', 'a.wav'), 60);
  return trainer;
};
/** The same folder, opened by a program that starts anew. */
const openAgain = (trainer: FakeEngine): void => { fake = createFakeStudio({ trainer, dir: fake.dir }); };
const asked = (more: Partial<Input<'training', 'start'>> = {}) => contract.training.start.input.parse({ dir: kicks, out, epochs: 2, ...more });
const requestsTo = (trainer: FakeEngine) => trainer.calls.filter(({ verb }) => verb === 'train').map(({ args }) => args as TrainRequest);
const runs = async () => (await fake.studio.training.list({}, {})).runs;
const stateOf = async (id: string) => (await runs()).find((run) => run.id === id)?.state;
const reaches = (id: string, state: RunState) => expect.poll(() => stateOf(id)).toBe(state);

afterEach(async () => {
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

describe('what the engine is told', () => {
  test.each([[undefined, true], ['none', false], ['factory', true]])('from %s a small folder starts from the factory model: %s', async (from, factory) => {
    const trainer = open(createFakeEngine());
    const folder = join(fake.dir, 'models', 'factory');
    await fake.studio.train(asked(from === undefined ? {} : { from }), {});
    expect(requestsTo(trainer)).toMatchObject([{ from: factory ? folder : null, vocoderFrom: folder, name: 'bundle', epochs: 2, resume: false }]);
    expect(trainer.closed).toBe(true);
  });

  test('another latent size cannot start from the factory model', async () => {
    const trainer = open(createFakeEngine());
    await fake.studio.train(asked({ latentSize: 16 }), {});
    expect(requestsTo(trainer)).toMatchObject([{ from: null }]);
  });

  test('a preset settles the epochs by what a step was measured to take, and they are kept', async () => {
    const trainer = open(createFakeEngine());
    const input = contract.training.start.input.parse({ dir: kicks, out, preset: 'quick' });
    const { plan } = await fake.studio.training.estimate(contract.training.estimate.input.parse({ dir: kicks, preset: 'quick' }), {});
    await fake.studio.train(input, {});
    expect(requestsTo(trainer)).toMatchObject([{ epochs: plan.epochs, copies: plan.copies, measured: plan.measured }]);
    expect(await runs()).toMatchObject([{ preset: 'quick', epochs: plan.epochs, plan }]);
  });

  test('a folder holds what was said, or else what its names say, and a run that is gone on with keeps to it', async () => {
    const trainer = open(createFakeEngine());
    await fake.studio.train(asked({ instrument: 'snare' }), {});
    await fake.studio.train(asked({ resume: true }), {});
    const hats = join(fake.dir, 'Hats');
    mkdirSync(hats);
    writeTone(join(hats, 'a.wav'), 500);
    await fake.studio.train(asked({ dir: hats, out: join(fake.dir, 'other') }), {});
    expect(requestsTo(trainer).map(({ instrument }) => instrument)).toEqual(['snare', 'snare', 'hat']);
  });

  test('a model without a folder gets one of its name among the models of the user', async () => {
    const trainer = open(waiting());
    const input = contract.training.start.input.parse({ dir: kicks, name: 'Mine: 1', epochs: 2 });
    for (const name of ['Mine- 1', 'Mine- 1 2']) {
      const { out: folder, id } = await fake.studio.training.start(input, {});
      expect(folder).toBe(join(fake.dir, 'user-models', name));
      await reaches(id, 'training');
      mkdirSync(folder, { recursive: true });
      await fake.studio.training.cancel({ id }, {});
    }
    expect(requestsTo(trainer)[1]).toMatchObject({ name: 'Mine: 1' });
  });

  test('a folder that is absent or empty is refused before a process is started', async () => {
    const trainer = open(createFakeEngine());
    await expect(fake.studio.train(asked({ dir: join(fake.dir, 'absent') }), {})).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE' });
    mkdirSync(join(fake.dir, 'empty'));
    await expect(fake.studio.train(asked({ dir: join(fake.dir, 'empty') }), {})).rejects.toMatchObject({ code: 'FOLDER_EMPTY' });
    expect([trainer.calls, await runs()]).toEqual([[], []]);
  });
});

describe('while it runs', () => {
  beforeEach(() => { open(waiting()); });

  test('it is watched, and cancelled', async () => {
    const { training } = fake.studio;
    expect(await training.status({}, {})).toMatchObject({ state: 'none', id: null });
    const { id, position } = await training.start(asked(), {});
    expect(position).toBe(0);
    await expect.poll(() => training.status({}, {})).toMatchObject({ state: 'running', id, out, progress });
    expect(await runs()).toMatchObject([{ id, state: 'training', here: true, position: null, progress, source: kicks, out, epochs: 2 }]);
    expect(await training.cancel({}, {})).toEqual({ cancelled: true });
    expect(await training.status({}, {})).toMatchObject({ state: 'done', result: { stopped: 'cancelled' } });
    expect(await runs()).toMatchObject([{ state: 'cancelled', here: false }]);
    expect(await training.cancel({}, {})).toEqual({ cancelled: false });
  });

  test('others wait in a queue whose order can be changed', async () => {
    const { training } = fake.studio;
    const start = (name: string) => training.start(asked({ out: join(fake.dir, name), name }), {});
    const ids: string[] = [];
    for (const name of ['first', 'second', 'third']) ids.push((await start(name)).id);
    const [first, second, third] = ids;
    await reaches(first, 'training');
    expect((await runs()).map(({ name, state, position }) => [name, state, position]).sort()).toEqual([['first', 'training', null], ['second', 'queued', 1], ['third', 'queued', 2]]);
    expect(await training.move({ id: third, position: 1 }, {})).toMatchObject({ position: 1 });
    await expect(training.move({ id: first, position: 1 }, {})).rejects.toMatchObject({ code: 'TRAINING_STATE' });
    await training.pause({ id: first }, {});
    await reaches(third, 'training');
    expect(await stateOf(second)).toBe('queued');
    expect(await training.pause({ id: second }, {})).toMatchObject({ state: 'paused', position: null });
  });

  test('a paused one goes on from its checkpoints, as it was asked for', async () => {
    const trainer = waiting();
    open(trainer);
    const { training } = fake.studio;
    const { id } = await training.start(asked({ seed: 7 }), {});
    await reaches(id, 'training');
    expect(await training.pause({ id }, {})).toMatchObject({ state: 'paused' });
    await expect(training.pause({ id }, {})).rejects.toMatchObject({ code: 'TRAINING_STATE' });
    await training.resume({ id }, {});
    await expect(training.resume({ id }, {})).rejects.toMatchObject({ code: 'TRAINING_BUSY' });
    await reaches(id, 'training');
    const [before, after] = requestsTo(trainer);
    expect(after).toEqual({ ...before, resume: true });
    expect(after).toMatchObject({ seed: 7 });
  });

  test('a folder is trained into once at a time; started anew it is another run', async () => {
    const { training } = fake.studio;
    const { id } = await training.start(asked(), {});
    await expect(training.start(asked(), {})).rejects.toMatchObject({ code: 'TRAINING_BUSY' });
    await reaches(id, 'training');
    await training.pause({ id }, {});
    expect(await training.start(asked({ resume: true }), {})).toMatchObject({ id });
    await training.cancel({ id }, {});
    const { id: other } = await training.start(asked(), {});
    expect((await runs()).map((run) => run.id)).toEqual([other]);
  });

  test('closing leaves it interrupted, and the next start offers to go on', async () => {
    const trainer = waiting();
    open(trainer);
    const { id } = await fake.studio.training.start(asked(), {});
    const { id: next } = await fake.studio.training.start(asked({ out: join(fake.dir, 'next') }), {});
    await reaches(id, 'training');
    await fake.studio.close();
    expect(trainer.closed).toBe(true);
    openAgain(createFakeEngine());
    expect([await stateOf(id), await stateOf(next)]).toEqual(['interrupted', 'interrupted']);
    await fake.studio.training.resume({ id }, {});
    await reaches(id, 'done');
    expect(await runs()).toMatchObject([{}, { result: { bundleId: 'fake' } }]);
  });
});

describe('whoever ends without a word', () => {
  test('leaves a run that is told as interrupted', async () => {
    open(waiting());
    const { id } = await fake.studio.training.start(asked(), {});
    await reaches(id, 'training');
    const file = join(fake.dir, 'lab', 'training', id, 'run.json');
    const killed = readFileSync(file, 'utf8');
    await fake.studio.training.cancel({ id }, {});
    writeFileSync(file, killed);
    expect(await stateOf(id)).toBe('interrupted');
    expect(await fake.studio.training.pause({ id }, {})).toMatchObject({ state: 'paused' });
  });

  test('when it is the trainer, the run can go on too', async () => {
    open(createFakeEngine({ train: () => { throw new KicklabError('ENGINE_CRASHED', { verb: 'train', reason: 'killed by SIGKILL' }); } }));
    const { id } = await fake.studio.training.start(asked(), {});
    await reaches(id, 'interrupted');
    expect(await runs()).toMatchObject([{ error: { code: 'ENGINE_CRASHED' } }]);
  });

  test('a run that fails tells why, and another may follow', async () => {
    open(createFakeEngine({ train: () => { throw new KicklabError('DISK_FULL', { file: 'x' }); } }));
    const { id } = await fake.studio.training.start(asked(), {});
    await reaches(id, 'failed');
    expect(await fake.studio.training.status({}, {})).toMatchObject({ state: 'failed', error: { code: 'DISK_FULL' } });
    await expect(fake.studio.train(asked(), {})).rejects.toMatchObject({ code: 'DISK_FULL' });
  });
});

describe('two programs on one folder', () => {
  test('a run in the hands of one is not taken over by the other, which can stop it', async () => {
    open(waiting());
    const one = fake.studio;
    const { id } = await one.training.start(asked(), {});
    await reaches(id, 'training');
    openAgain(waiting());
    const other = fake.studio.training;
    await expect.poll(async () => (await other.list({}, {})).runs).toMatchObject([{ id, state: 'training', here: false, progress }]);
    for (const take of [() => other.resume({ id }, {}), () => other.forget({ id }, {}), () => other.start(asked({ resume: true }), {}), () => other.start(asked(), {})]) {
      await expect(take()).rejects.toMatchObject({ code: 'TRAINING_BUSY' });
    }
    expect(await other.pause({ id }, {})).toMatchObject({ state: 'paused', here: false });
    await other.resume({ id }, {});
    await expect(one.training.resume({ id }, {})).rejects.toMatchObject({ code: 'TRAINING_BUSY' });
    await one.close();
  });

  test('a lock is there for one, until it is let go of', async () => {
    open(createFakeEngine());
    const lock = await lockRun(fake.dir);
    expect(await lockRun(fake.dir)).toBeNull();
    lock?.release();
    (await lockRun(fake.dir))?.release();
    expect(lock).not.toBeNull();
  });
});

test('forgotten, a run leaves what the user may want: a model, and a folder of the user\'s choice', async () => {
  open(waiting());
  const { training } = fake.studio;
  const own = contract.training.start.input.parse({ dir: kicks, name: 'own', epochs: 2 });
  const folders = [];
  for (const input of [asked(), own]) {
    const { id, out: folder } = await training.start(input, {});
    await reaches(id, 'training');
    await expect(training.forget({ id }, {})).rejects.toMatchObject({ code: 'TRAINING_BUSY' });
    await training.cancel({ id }, {});
    mkdirSync(join(folder, 'checkpoints'), { recursive: true });
    await training.forget({ id }, {});
    await expect(training.forget({ id }, {})).rejects.toMatchObject({ code: 'TRAINING_UNKNOWN' });
    folders.push(folder);
  }
  expect(folders.map((folder) => existsSync(folder))).toEqual([true, false]);
  expect(await runs()).toEqual([]);
});

test('prepare writes a float WAV and a report a file, in the folders they came from', async () => {
  open(createFakeEngine());
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
  await fake.studio.train(asked(), {});
  const steps = [{ state: 'running', step: undefined }, { state: 'running', step: 3 }, { state: 'done', step: 3 }];
  await expect.poll(() => told).toEqual(steps);
  stop();
  await fake.studio.train(asked(), {});
  expect(told).toEqual(steps);
});
