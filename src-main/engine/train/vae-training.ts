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
  /** Weights to start from; null starts from PCA of the training part. */
  from: Weights | null;
}

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

/** The inputs of one batch. Latent noise depends on the seed and step only; null stays at mu. */
function feedsOf({ shape, set, seed }: VaeOptions, indices: readonly number[], beta: number, step: number | null): Feeds {
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
  return { mel, pitch, voicing, pitch_weight: weight, noise, beta: Float32Array.of(beta) };
}

function declareLoss(g: Graph, p: Params, shape: VaeShape, batch: number, training: boolean): VaeLoss {
  const kick = kickInputs(g, batch, shape);
  const inputs = {
    noise: g.input('noise', [batch, shape.latent]),
    beta: g.input('beta', []),
    pitchWeight: g.input('pitch_weight', [batch, shape.points]),
  };
  return vaeLoss(p, kick, inputs, shape, training);
}

/** Trains; see `runTraining`. Validation is at mu, with running statistics and the full beta. */
export async function trainVae(options: VaeOptions): Promise<Trained> {
  const { shape, batch, beta } = options;
  return trainOnLoss(options, {
    phase: 'train',
    layout: vaeLayout(shape),
    terms: (g, p, training) => {
      const { klByDimension, ...terms } = declareLoss(g, p, shape, batch, training);
      return training ? terms : { ...terms, klByDimension };
    },
    tally: ({ klByDimension }) => ({ activeDimensions: klByDimension.filter((nats) => nats > ACTIVE_NATS).length }),
    start: () => options.from ?? pcaStart(options),
    feeds: (indices, step, progress) => feedsOf(options, indices, betaAt(progress, beta), step),
    judge: (indices) => feedsOf(options, indices, beta, null),
    // Beta says nothing without its normalisation: on the sum over the latent, and on the mean.
    extras: (progress) => {
      const now = betaAt(progress, beta);
      return { beta: now, betaOnMean: now * shape.latent };
    },
  });
}
