/** The VAE as a task for the training loop: its batches, its start from PCA, its validation. */

import { createRandom } from '../../base/random.ts';
import type { Graph } from '../../graph/graph.ts';
import { initParams, type Params } from '../../graph/params.ts';
import {
  jointSize, kickInputs, PITCH_WEIGHT, skipValues, vaeLayout, vaeLoss, VOICING_WEIGHT, type VaeLoss, type VaeShape,
} from '../../nets/vae.ts';
import { principalComponents } from '../../latent/principal.ts';
import { epochOrder, pitchWeights } from './kick-set.ts';
import { gather, type RunOptions, type Trained, type Weights } from './loop.ts';
import { trainOnLoss } from './loss-task.ts';
import { betaAt } from './schedule.ts';
import type { Feeds } from './trainer.ts';

export interface VaeOptions extends RunOptions {
  shape: VaeShape;
  /** Full beta, on the KL summed over the latent. */
  beta: number;
  /** Weights to start from, without an embedding; null starts from PCA of the training part. */
  from: Weights | null;
  /** Labels of the set whose conditional prior is learnt too; none when left out. */
  categories?: readonly string[];
}

/** How often a step is told no category: what has none is to fit too (as classifier-free guidance does it, Ho & Salimans 2022). */
const UNTOLD = 0.15;

/**
 * A dimension whose KL is above this, in nats, held-back kicks' mean, says something of the kick: at
 * 0.01 its code is told apart from the prior by hardly more than chance. (Burda et al. 2016 ask for
 * a variance of mu above 0.01, whose KL is half that or more; the KL also sees a narrowed variance.)
 */
const ACTIVE_NATS = 0.01;

/** Rows that the PCA of the skip sees; more change its components little. */
const PCA_ROWS = 3000;

/** Fresh weights whose linear skip is the PCA of the training part. */
function pcaStart({ shape, set, train, seed }: VaeOptions): Weights {
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

/** Weights and, after them, the embedding that categories start from: the mean of what the skip makes of their kicks. */
function withEmbedding(weights: Weights, options: VaeOptions): Weights {
  const { shape, set, train, categories = [] } = options;
  if (categories.length === 0) return weights;
  const cells = shape.mels * shape.frames;
  const slot = (name: string): Float32Array => {
    const found = vaeLayout(shape).trained.find(({ spec }) => spec.name === name);
    if (found === undefined) throw new Error(`the VAE has no ${name}`);
    return weights.values.subarray(found.offset, found.offset + found.size);
  };
  const [project, offset] = [slot('encoder.skip.weight'), slot('encoder.skip.bias')];
  const embedding = categories.flatMap((category) => {
    const own = train.filter((i) => set.label[i] === category);
    const total = own.reduce((sum, i) => sum + set.weight[i], 0);
    const mean = new Float64Array(jointSize(shape));
    for (const i of own) {
      const share = set.weight[i] / total;
      for (let d = 0; d < cells; d++) mean[d] += share * set.mel[i * cells + d];
      for (let t = 0; t < shape.points; t++) {
        mean[cells + t] += share * PITCH_WEIGHT * set.pitch[i * shape.points + t];
        mean[cells + shape.points + t] += share * VOICING_WEIGHT * set.voicing[i * shape.points + t];
      }
    }
    return Array.from(offset, (start, k) => mean.reduce((sum, value, d) => sum + value * project[d * shape.latent + k], start));
  });
  const values = new Float32Array(weights.values.length + embedding.length);
  values.set(weights.values);
  values.set(embedding, weights.values.length);
  return { values, state: weights.state };
}

/** Weights of the VAE by itself, without the embedding at their end. */
const withoutEmbedding = ({ values, state }: Weights, shape: VaeShape): Weights => ({ values: values.subarray(0, vaeLayout(shape).size), state });

export interface TrainedVae extends Trained {
  /** [categories][latent] */
  embedding: number[][];
}

/** A row a kick: 1 at its category, nothing where none is told. @param step null tells every one that there is */
function categoryRows({ set, seed, categories = [] }: VaeOptions, indices: readonly number[], step: number | null): Float32Array {
  const rows = new Float32Array(indices.length * categories.length);
  const random = createRandom(seed, 'categories', step ?? 0);
  indices.forEach((i, b) => {
    const label = set.label[i];
    const told = step === null || random.uniform() >= UNTOLD;
    const c = label === null ? -1 : categories.indexOf(label);
    if (told && c >= 0) rows[b * categories.length + c] = 1;
  });
  return rows;
}

/** The inputs of one batch. Latent noise depends on the seed and step only; null stays at mu. */
function feedsOf(options: VaeOptions, indices: readonly number[], beta: number, step: number | null): Feeds {
  const { shape, set, seed, categories = [] } = options;
  const cells = shape.mels * shape.frames;
  const mel = gather(set.mel, cells, indices);
  const voicing = gather(set.voicing, shape.points, indices);
  const weight = new Float32Array(voicing.length);
  for (let b = 0; b < indices.length; b++) {
    const row = [b * shape.points, (b + 1) * shape.points] as const;
    pitchWeights(mel.subarray(b * cells, (b + 1) * cells), voicing.subarray(...row), set.spec, weight.subarray(...row));
  }
  const noise = new Float32Array(indices.length * shape.latent);
  if (step !== null) createRandom(seed, 'latent', step).fillNormal(noise);
  const pitch = gather(set.pitch, shape.points, indices);
  return {
    mel, pitch, voicing, pitch_weight: weight, noise, beta: Float32Array.of(beta),
    ...(categories.length === 0 ? {} : { category: categoryRows(options, indices, step) }),
  };
}

function declareLoss(g: Graph, p: Params, shape: VaeShape, batch: number, training: boolean): VaeLoss {
  const kick = kickInputs(g, batch, shape);
  const inputs = {
    noise: g.input('noise', [batch, shape.latent]),
    beta: g.input('beta', []),
    pitchWeight: g.input('pitch_weight', [batch, shape.points]),
    ...(shape.categories === 0 ? {} : { category: g.input('category', [batch, shape.categories]) }),
  };
  return vaeLoss(p, kick, inputs, shape, training);
}

/**
 * Trains; see `runTraining`. Validation is at mu, with running statistics and the full beta. The
 * weights that are given back, and told after each epoch, are those of the VAE by itself.
 */
export async function trainVae(options: VaeOptions): Promise<TrainedVae> {
  const { batch, beta, categories = [] } = options;
  const shape = { ...options.shape, categories: categories.length };
  const own: RunOptions = {
    ...options,
    onEpoch: async (epoch, weights, seconds) => { await options.onEpoch?.(epoch, withoutEmbedding(weights, options.shape), seconds); },
  };
  const trained = await trainOnLoss(own, {
    phase: 'train',
    layout: vaeLayout(shape),
    terms: (g, p, training) => {
      const { klByDimension, ...terms } = declareLoss(g, p, shape, batch, training);
      return training ? terms : { ...terms, klByDimension };
    },
    tally: ({ klByDimension }) => ({ activeDimensions: klByDimension.filter((nats) => nats > ACTIVE_NATS).length }),
    start: () => withEmbedding(options.from ?? pcaStart(options), options),
    feeds: (indices, step, progress) => feedsOf(options, indices, betaAt(progress, beta), step),
    judge: (indices) => feedsOf(options, indices, beta, null),
    // Beta says nothing without its normalisation: on the sum over the latent, and on the mean.
    extras: (progress) => {
      const now = betaAt(progress, beta);
      return { beta: now, betaOnMean: now * shape.latent };
    },
  });
  const alone = withoutEmbedding(trained, options.shape);
  const rows = trained.values.subarray(alone.values.length);
  const embedding = categories.map((_, c) => [...rows.subarray(c * shape.latent, (c + 1) * shape.latent)]);
  return { ...trained, ...alone, embedding };
}
