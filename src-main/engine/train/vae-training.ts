/**
 * Trains the VAE on a kick set: batches, schedules, validation at the full beta, checkpoints that
 * a killed run continues from with the same result. Fills no bundle (see export.ts).
 */

import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { createRandom } from '../../base/random.ts';
import { Graph } from '../../graph/graph.ts';
import { flatParams, initParams } from '../../graph/params.ts';
import { trainingGraph } from '../../graph/training.ts';
import { toModel } from '../../graph/writer.ts';
import {
  jointSize, kickInputs, PITCH_WEIGHT, skipValues, vaeLayout, vaeLoss, VOICING_WEIGHT, type VaeLoss, type VaeShape,
} from '../../nets/vae.ts';
import { principalComponents } from '../../latent/principal.ts';
import type { TrainProgress } from '../protocol.ts';
import { openNetwork } from '../runtime.ts';
import { exists, readArrays, writeArrays } from './arrays-file.ts';
import { epochOrder, pitchWeights, type KickSet } from './kick-set.ts';
import { openLog } from './log.ts';
import { betaAt, learningRate } from './schedule.ts';
import { createTrainer, freshState, stateFromFile, stateToFile, type Feeds, type TrainState } from './trainer.ts';

export interface VaeTraining {
  shape: VaeShape;
  set: KickSet;
  train: readonly number[];
  validation: readonly number[];
  epochs: number;
  batch: number;
  /** Full beta, on the KL summed over the latent. */
  beta: number;
  /** Peak learning rate. */
  rate: number;
  seed: number;
  threads: number;
  /** Folder for checkpoints and the log. */
  dir: string;
  resume: boolean;
  /** Weights to start from; null starts from PCA of the training part. */
  start: { values: Float32Array; state: Float32Array } | null;
  onProgress(progress: TrainProgress): void;
  signal: AbortSignal;
}

export interface VaeTrained {
  values: Float32Array;
  state: Float32Array;
  bestEpoch: number;
  bestLoss: number;
  finished: boolean;
}

/** Rows that the PCA of the skip sees; more change its 32 components little. */
const PCA_ROWS = 3000;
const TERMS = ['loss', 'convergence', 'melL1', 'pitchL1', 'voicingL1', 'kl'] as const satisfies readonly (keyof VaeLoss)[];

/** Fresh weights whose linear skip is the PCA of the training part. */
export function pcaStart(
  shape: VaeShape,
  set: KickSet,
  train: readonly number[],
  seed: number,
): { values: Float32Array; state: Float32Array } {
  const layout = vaeLayout(shape);
  const { values, state } = initParams(layout, seed);
  const order = epochOrder(set, train, 1, seed, 0).slice(0, PCA_ROWS);
  const cells = shape.mels * shape.frames;
  const pca = principalComponents(
    order.length,
    jointSize(shape),
    shape.latent,
    (row, into) => {
      const i = order[row];
      into.set(set.mel.subarray(i * cells, (i + 1) * cells));
      for (let t = 0; t < shape.points; t++) {
        into[cells + t] = set.pitch[i * shape.points + t] * PITCH_WEIGHT;
        into[cells + shape.points + t] = set.voicing[i * shape.points + t] * VOICING_WEIGHT;
      }
    },
    seed,
  );
  const skip = skipValues(pca, shape);
  for (const { spec, offset } of layout.trained) {
    const data = skip.get(spec.name);
    if (data !== undefined) values.set(data, offset);
  }
  return { values, state };
}

/** The inputs of one batch. Latent noise depends on the seed and step only; null validates at mu. */
function batchFeeds(
  options: Pick<VaeTraining, 'shape' | 'set' | 'seed'>,
  indices: readonly number[],
  beta: number,
  noiseStep: number | null,
): Feeds {
  const { shape, set, seed } = options;
  const batch = indices.length;
  const cells = shape.mels * shape.frames;
  const gather = (source: Float32Array, width: number): Float32Array => {
    const out = new Float32Array(batch * width);
    indices.forEach((i, b) => { out.set(source.subarray(i * width, (i + 1) * width), b * width); });
    return out;
  };
  const mel = gather(set.mel, cells);
  const pitch = gather(set.pitch, shape.points);
  const voicing = gather(set.voicing, shape.points);
  const weight = new Float32Array(batch * shape.points);
  for (let b = 0; b < batch; b++) {
    const at = b * shape.points;
    pitchWeights(
      mel.subarray(b * cells, (b + 1) * cells),
      voicing.subarray(at, at + shape.points),
      set.spec,
      weight.subarray(at, at + shape.points),
    );
  }
  const noise = new Float32Array(batch * shape.latent);
  if (noiseStep !== null) createRandom(seed, 'latent', noiseStep).fillNormal(noise);
  return { mel, pitch, voicing, pitch_weight: weight, noise, beta: Float32Array.of(beta) };
}

function buildLoss(g: Graph, p: Parameters<typeof vaeLoss>[0], shape: VaeShape, batch: number, training: boolean): VaeLoss {
  const kick = kickInputs(g, batch, shape);
  const inputs = {
    noise: g.input('noise', [batch, shape.latent]),
    beta: g.input('beta', []),
    pitchWeight: g.input('pitch_weight', [batch, shape.points]),
  };
  return vaeLoss(p, kick, inputs, shape, training);
}

/** Mean losses over the validation part, at mu, running statistics and the full beta. */
async function createValidator(
  options: VaeTraining,
): Promise<{ measure(state: TrainState): Promise<Record<string, number>>; dispose(): Promise<void> }> {
  const { shape, batch } = options;
  const layout = vaeLayout(shape);
  const g = new Graph();
  const p = flatParams(g, layout, g.input('values', [layout.size]), g.input('state', [layout.stateSize]));
  const loss = buildLoss(g, p, shape, batch, false);
  for (const term of TERMS) g.output(term, loss[term]);
  const network = await openNetwork(toModel(g), { provider: 'cpu', threads: options.threads });
  // The last batch wraps round, as in training.
  const held = [...options.validation];
  for (let k = 0; held.length % batch !== 0; k++) held.push(held[k]);
  return {
    measure: async (state) => {
      const sums: Record<string, number> = {};
      for (let at = 0; at < held.length; at += batch) {
        const feeds = batchFeeds(options, held.slice(at, at + batch), options.beta, null);
        const out = await network.run({ ...feeds, values: state.values, state: state.state });
        for (const term of TERMS) sums[term] = (sums[term] ?? 0) + (out[term][0] * batch) / held.length;
      }
      return sums;
    },
    dispose: () => network.release(),
  };
}

/** Lets messages in between steps: `run` blocks the thread. */
const breathe = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/**
 * Runs until the last epoch or until `signal` aborts. `dir` gets `last.ckpt` after each epoch,
 * `best.ckpt` at the lowest validation loss, and the log.
 */
export async function trainVae(options: VaeTraining): Promise<VaeTrained> {
  const { shape, set, epochs, batch, seed, dir } = options;
  await mkdir(dir, { recursive: true });
  const layout = vaeLayout(shape);
  const lastPath = join(dir, 'last.ckpt');
  const bestPath = join(dir, 'best.ckpt');
  let firstEpoch = 1;
  let best = { epoch: 0, loss: Infinity };
  let initial: TrainState;
  if (options.resume && (await exists(lastPath))) {
    const file = await readArrays(lastPath);
    initial = stateFromFile(file, layout, lastPath);
    firstEpoch = Number(file.header['epoch']) + 1;
    best = file.header['best'] as typeof best;
  } else {
    const start = options.start ?? pcaStart(shape, set, options.train, seed);
    initial = freshState(start.values, start.state);
  }

  const model = toModel(
    trainingGraph(layout, 'cpu', (g, p) => {
      const { loss, ...outputs } = buildLoss(g, p, shape, batch, true);
      return { loss, outputs };
    }),
  );
  const trainer = await createTrainer(model, initial, options.threads);
  const validator = await createValidator(options);
  const log = await openLog(dir, firstEpoch - 1);
  const stepsAnEpoch = epochOrder(set, options.train, batch, seed, 1).length / batch;
  const totalSteps = stepsAnEpoch * epochs;
  const began = performance.now();
  const firstStep = trainer.state.step;
  let aborted = false;

  for (let epoch = firstEpoch; epoch <= epochs; epoch++) {
    const order = epochOrder(set, options.train, batch, seed, epoch);
    const sums: Record<string, number> = {};
    for (let k = 0; k < stepsAnEpoch; k++) {
      const step = trainer.state.step;
      const beta = betaAt(step / totalSteps, options.beta);
      const feeds = batchFeeds(options, order.slice(k * batch, (k + 1) * batch), beta, step);
      const losses = await trainer.step(feeds, learningRate(step, totalSteps, options.rate));
      for (const [name, value] of Object.entries(losses)) sums[name] = (sums[name] ?? 0) + value / stepsAnEpoch;
      const done = trainer.state.step - firstStep;
      options.onProgress({
        phase: 'train', epoch, epochs, step: trainer.state.step, steps: totalSteps,
        etaSeconds: ((performance.now() - began) / 1000 / done) * (totalSteps - trainer.state.step),
        losses,
      });
      await breathe();
      aborted = options.signal.aborted;
      if (aborted) break;
    }
    // An epoch cut short is run again from its start, so that a resumed run equals an unbroken one.
    if (aborted) break;
    const validation = await validator.measure(trainer.state);
    const header = { epoch, best };
    if (validation['loss'] < best.loss) {
      best = { epoch, loss: validation['loss'] };
      header.best = best;
      await writeArrays(bestPath, stateToFile(trainer.state, header));
    }
    await writeArrays(lastPath, stateToFile(trainer.state, header));
    const step = trainer.state.step;
    const beta = betaAt((step - 1) / totalSteps, options.beta);
    await log.write({
      epoch, step, beta, betaOnMean: beta * shape.latent,
      learningRate: learningRate(step - 1, totalSteps, options.rate),
      train: sums, validation,
    });
  }
  await validator.dispose();
  await trainer.dispose();
  const chosen = best.epoch === 0 ? trainer.state : stateFromFile(await readArrays(bestPath), layout, bestPath);
  return { values: chosen.values, state: chosen.state, bestEpoch: best.epoch, bestLoss: best.loss, finished: !aborted };
}
