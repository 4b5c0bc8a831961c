import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { KICK_SPEC } from '../../audio/spec.ts';
import * as op from '../../graph/ops.ts';
import { collectParams, initParams, type Params } from '../../graph/params.ts';
import type { Graph, Tensor } from '../../graph/graph.ts';
import { trainingGraph } from '../../graph/training.ts';
import { toModel } from '../../graph/writer.ts';
import type { KickSet } from './kick-set.ts';
import { PACE_LINES, readLines, type PaceLine } from '../../lab/epoch-lines.ts';
import type { TrainProgress } from '../protocol.ts';
import { batches, runTraining, type RunOptions, type Task, type Trained } from './loop.ts';

const BATCH = 4;
const COUNT = 22;

/** A line through noisy points: the smallest network that can be trained. */
function line(g: Graph, p: Params): Tensor {
  const x = g.input('x', [BATCH, 1]);
  const slope = p.get({ name: 'slope', shape: [1, 1], init: () => new Float32Array(1) });
  const offset = p.get({ name: 'offset', shape: [1], init: () => new Float32Array(1) });
  const error = op.sub(op.add(op.matmul(x, slope), offset), g.input('y', [BATCH, 1]));
  return op.reduceMean(op.square(error), [0, 1]);
}

const set: KickSet = {
  spec: KICK_SPEC, count: COUNT, mel: new Float32Array(0), pitch: new Float32Array(0), voicing: new Float32Array(0),
  audio: null, weight: new Float32Array(COUNT).fill(1), family: Array.from({ length: COUNT }, (_, i) => String(i)), label: new Array<null>(COUNT).fill(null),
};
const layout = collectParams((g, p) => { line(g, p); });

async function run(dir: string, options: Partial<RunOptions>, onStep?: (step: number) => void): Promise<Trained> {
  const task: Task = {
    phase: 'train',
    layout,
    model: toModel(trainingGraph(layout, 'cpu', (g, p) => ({ loss: line(g, p), outputs: {} }))),
    start: () => initParams(layout, 1),
    feeds: (indices, step) => {
      const random = createRandom(3, step);
      const x = Float32Array.from(indices, (i) => i / COUNT);
      return { x, y: x.map((v) => 2 * v - 1 + 0.01 * random.normal()) };
    },
    validate: ({ values }) => Promise.resolve({ loss: (values[0] - 2) ** 2 + (values[1] + 1) ** 2, activeDimensions: 1 }),
    extras: () => ({ beta: 0.5 }),
  };
  return runTraining(
    {
      set, train: Array.from({ length: COUNT }, (_, i) => i), validation: [], epochs: 30, batch: BATCH, rate: 0.1, seed: 1,
      threads: 1, dir, resume: false, signal: new AbortController().signal,
      onProgress: ({ step }) => { onStep?.(step); },
      ...options,
    },
    task,
  );
}

const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'kicklab-loop-'));

test('finds the line and keeps the best epoch', async () => {
  const trained = await run(await temporary(), {});
  expect(trained.finished).toBe(true);
  expect(trained.values[0]).toBeCloseTo(2, 1);
  expect(trained.values[1]).toBeCloseTo(-1, 1);
  expect(trained.bestLoss).toBeLessThan(0.01);
});

test('a run stopped in the middle of an epoch and resumed equals one that was not', async () => {
  const whole = await temporary();
  const parts = await temporary();
  const expected = await run(whole, {});
  for (const stopAt of [1, 50, 101]) {
    const abort = new AbortController();
    const stopped = await run(parts, { resume: true, signal: abort.signal }, (step) => {
      if (step === stopAt) abort.abort();
    });
    expect(stopped.finished).toBe(false);
  }
  const resumed = await run(parts, { resume: true });
  expect(resumed).toEqual(expected);
  expect(await readFile(join(parts, 'training.jsonl'), 'utf8')).toBe(await readFile(join(whole, 'training.jsonl'), 'utf8'));
  const events = 'events.out.tfevents.kicklab';
  expect((await readFile(join(parts, events))).equals(await readFile(join(whole, events)))).toBe(true);
});

test('every epoch is logged once with its losses apart', async () => {
  const dir = await temporary();
  await run(dir, { epochs: 3 });
  const lines = (await readFile(join(dir, 'training.jsonl'), 'utf8')).trim().split('\n').map((text) => JSON.parse(text) as Record<string, unknown>);
  expect(lines.map((entry) => entry['epoch'])).toEqual([1, 2, 3]);
  expect(lines[0]).toMatchObject({ beta: 0.5, train: { loss: expect.any(Number) as number }, validation: { loss: expect.any(Number) as number } });
});

test('each step tells its learning rate, schedules and pace; the pace of an epoch stands apart from the log', async () => {
  const dir = await temporary();
  const told: TrainProgress[] = [];
  const first = await run(dir, { epochs: 2, onProgress: (progress) => { told.push(progress); } });
  expect(first.finished).toBe(true);
  for (const { figures } of told) {
    expect(figures).toMatchObject({ beta: 0.5, samplesPerSecond: expect.any(Number) as number });
    expect(figures?.learningRate).toBeGreaterThan(0);
  }
  // Told with the validation of an epoch, and so from the second on.
  expect([told.at(0), told.at(-1)].map((progress) => progress?.figures?.activeDimensions)).toEqual([undefined, 1]);
  const paces = await readLines<PaceLine>(join(dir, PACE_LINES));
  expect(paces.map(({ epoch, samplesPerSecond }) => [epoch, samplesPerSecond > 0])).toEqual([[1, true], [2, true]]);
  expect(await readFile(join(dir, 'training.jsonl'), 'utf8')).not.toContain('samplesPerSecond');
});

test('resuming with other settings is refused and names the one that differs', async () => {
  const dir = await temporary();
  await run(dir, { epochs: 2 });
  await expect(run(dir, { epochs: 2, seed: 9, resume: true })).rejects.toMatchObject({
    code: 'CHECKPOINT_OTHER_RUN',
    message: expect.stringContaining('seed was 1, is 9') as string,
  });
});

test('a checkpoint of another network is refused', async () => {
  const dir = await temporary();
  await run(dir, { epochs: 1 });
  const other = collectParams((g, p) => { p.get({ name: 'x', shape: [9], init: () => new Float32Array(9) }); g.input('y', []); });
  const task: Task = {
    phase: 'train', layout: other, model: new Uint8Array(), start: () => initParams(other, 1),
    feeds: () => ({}), validate: () => Promise.resolve({ loss: 0 }), extras: () => ({}),
  };
  const train = Array.from({ length: COUNT }, (_, i) => i);
  const options = { set, train, validation: [], epochs: 1, batch: BATCH, rate: 0.1, seed: 1, threads: 1, dir, resume: true };
  await expect(runTraining({ ...options, signal: new AbortController().signal, onProgress: () => undefined }, task))
    .rejects.toMatchObject({ code: 'CHECKPOINT_CORRUPT' });
});

test('the last batch wraps round to the first', () => {
  expect(batches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5, 1]]);
});
