/**
 * The training loop that every network shares: epochs in a seeded order, validation after each,
 * checkpoints that a killed run continues from with the same result, a log, cancellation.
 * What a batch holds and how it is judged is the caller's.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import type { ParamLayout } from '../../graph/params.ts';
import type { TrainProgress } from '../protocol.ts';
import { exists, readArrays, writeArrays } from './arrays-file.ts';
import { epochOrder, type KickSet } from './kick-set.ts';
import { openLog } from './log.ts';
import { learningRate } from './schedule.ts';
import { createTrainer, freshState, stateFromFile, stateToFile, type Feeds, type TrainState } from './trainer.ts';

export interface Weights {
  values: Float32Array;
  state: Float32Array;
}

/** What a run of any network is told. */
export interface RunOptions {
  set: KickSet;
  /** Indices into the set. */
  train: readonly number[];
  validation: readonly number[];
  epochs: number;
  batch: number;
  /** Peak learning rate. */
  rate: number;
  seed: number;
  threads: number;
  /** Folder for `last.ckpt`, `best.ckpt` and the log. */
  dir: string;
  resume: boolean;
  onProgress(progress: TrainProgress): void;
  /** Called after each whole epoch, once it is kept; `seconds` is what it took. It must change nothing. */
  onEpoch?(epoch: number, weights: Weights, seconds: number): Promise<void>;
  signal: AbortSignal;
}

/** What changes over a run by plan, beside the learning rate. */
export interface Schedules {
  /** On the KL summed over the latent. */
  beta?: number;
  /** The same on its mean. */
  betaOnMean?: number;
}

/** What the network brings. */
export interface Task {
  phase: TrainProgress['phase'];
  layout: ParamLayout;
  /** A graph of `trainingGraph`, as ONNX. */
  model: Uint8Array;
  /** Weights of a run that does not resume. */
  start(): Weights;
  /** `progress` runs from 0 at the first step to 1 after the last. */
  feeds(indices: readonly number[], step: number, progress: number): Feeds;
  /** Mean losses on the validation part, and what else is told of it; `loss` chooses the best checkpoint. */
  validate(state: TrainState): Promise<Record<string, number>>;
  /** Schedules, for the log and for whoever watches. */
  extras(progress: number): Schedules;
}

export interface Trained extends Weights {
  bestEpoch: number;
  bestLoss: number;
  /** False when cancelled. */
  finished: boolean;
}

/** Lets messages in between steps: a step blocks the thread. */
const breathe = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/**
 * Runs until the last epoch or until the signal aborts; gives the weights of the best epoch.
 * @throws CHECKPOINT_CORRUPT, CHECKPOINT_OTHER_RUN, DISK_FULL, OUTPUT_UNWRITABLE
 */
export async function runTraining(options: RunOptions, task: Task): Promise<Trained> {
  const { set, epochs, batch, seed, dir } = options;
  await mkdir(dir, { recursive: true });
  const lastPath = join(dir, 'last.ckpt');
  const bestPath = join(dir, 'best.ckpt');
  const settings = { epochs, batch, seed, rate: options.rate, kicks: options.train.length };
  let firstEpoch = 1;
  let best = { epoch: 0, loss: Infinity };
  let initial: TrainState;
  if (options.resume && (await exists(lastPath))) {
    const file = await readArrays(lastPath);
    sameRun(file.header['settings'], settings, lastPath);
    initial = stateFromFile(file, task.layout, lastPath);
    firstEpoch = Number(file.header['epoch']) + 1;
    best = file.header['best'] as typeof best;
  } else {
    const start = task.start();
    initial = freshState(start.values, start.state);
  }
  const trainer = await createTrainer(task.model, initial, options.threads);
  const log = await openLog(dir, firstEpoch - 1);
  let active = log.last?.validation['activeDimensions'];
  const stepsAnEpoch = epochOrder(set, options.train, batch, seed, 1).length / batch;
  const steps = stepsAnEpoch * epochs;
  const began = performance.now();
  const firstStep = trainer.state.step;
  let finished = true;

  for (let epoch = firstEpoch; epoch <= epochs; epoch++) {
    const epochBegan = performance.now();
    const order = epochOrder(set, options.train, batch, seed, epoch);
    const sums: Record<string, number> = {};
    let stepSeconds = 0;
    for (let k = 0; k < stepsAnEpoch && finished; k++) {
      const step = trainer.state.step;
      const stepBegan = performance.now();
      const feeds = task.feeds(order.slice(k * batch, (k + 1) * batch), step, step / steps);
      const rate = learningRate(step, steps, options.rate);
      const losses = await trainer.step(feeds, rate);
      stepSeconds += (performance.now() - stepBegan) / 1000;
      for (const [name, value] of Object.entries(losses)) sums[name] = (sums[name] ?? 0) + value / stepsAnEpoch;
      const pace = (performance.now() - began) / 1000 / (trainer.state.step - firstStep);
      options.onProgress({
        phase: task.phase, epoch, epochs, step: step + 1, steps, etaSeconds: pace * (steps - step - 1), losses,
        figures: {
          learningRate: rate, ...task.extras(step / steps), samplesPerSecond: ((k + 1) * batch) / stepSeconds,
          ...(active === undefined ? {} : { activeDimensions: active }),
        },
      });
      await breathe();
      finished = !options.signal.aborted;
    }
    // An epoch cut short is run again from its start, so that a resumed run equals an unbroken one.
    if (!finished) break;
    const validation = await task.validate(trainer.state);
    active = validation['activeDimensions'];
    const improved = validation['loss'] < best.loss;
    if (improved) best = { epoch, loss: validation['loss'] };
    const step = trainer.state.step - 1;
    // Before the checkpoint: killed in between, the epoch and its line are made again.
    await log.write(stepsAnEpoch * batch / stepSeconds, {
      epoch, step: step + 1, learningRate: learningRate(step, steps, options.rate),
      ...task.extras(step / steps), train: sums, validation,
    });
    const file = stateToFile(trainer.state, { epoch, best, settings });
    if (improved) await writeArrays(bestPath, file);
    await writeArrays(lastPath, file);
    await options.onEpoch?.(epoch, trainer.state, (performance.now() - epochBegan) / 1000);
  }
  await trainer.dispose();
  const chosen = best.epoch === 0 ? trainer.state : stateFromFile(await readArrays(bestPath), task.layout, bestPath);
  return { values: chosen.values, state: chosen.state, bestEpoch: best.epoch, bestLoss: best.loss, finished };
}

/** Resumed with other settings, a run would equal neither; threads may change. */
function sameRun(stored: unknown, settings: Record<string, number>, file: string): void {
  const before = (stored ?? {}) as Record<string, unknown>;
  for (const [name, now] of Object.entries(settings)) {
    if (before[name] !== now) throw new KicklabError('CHECKPOINT_OTHER_RUN', { file, setting: name, before: String(before[name]), now: String(now) });
  }
}

/** Rows `indices` of a [count][width] array, as one batch. */
export function gather(source: Float32Array, width: number, indices: readonly number[]): Float32Array {
  const out = new Float32Array(indices.length * width);
  indices.forEach((i, b) => { out.set(source.subarray(i * width, (i + 1) * width), b * width); });
  return out;
}

/** Consecutive batches; the last wraps round to the beginning. */
export function batches(indices: readonly number[], batch: number): number[][] {
  const out: number[][] = [];
  for (let at = 0; at < indices.length; at += batch) {
    out.push(Array.from({ length: batch }, (_, k) => indices[(at + k) % indices.length]));
  }
  return out;
}
