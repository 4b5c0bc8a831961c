/**
 * From a loss to a task for the training loop: the same terms are trained on and, with weights
 * held still, judged on the validation part. What a batch holds is the caller's.
 */

import { Graph, type Tensor } from '../../graph/graph.ts';
import type { OptimiserOptions } from '../../graph/optimiser.ts';
import { flatParams, type ParamLayout, type Params } from '../../graph/params.ts';
import { trainingGraph } from '../../graph/training.ts';
import { toModel } from '../../graph/writer.ts';
import { openNetwork } from '../runtime.ts';
import { batches, runTraining, type RunOptions, type Task, type Trained } from './loop.ts';
import type { Feeds } from './trainer.ts';

/** `loss` is trained on and chooses the best epoch, the others are logged beside it. */
export type Terms = Record<string, Tensor> & { loss: Tensor };

export interface LossTask extends Pick<Task, 'phase' | 'start' | 'feeds' | 'extras'> {
  layout: ParamLayout;
  /** Declares the batch inputs and builds the terms; where it is not training, vectors [n] may stand among them for `tally`. */
  terms(g: Graph, p: Params, training: boolean): Terms;
  /** Inputs of validation batch `k`. */
  judge(indices: readonly number[], k: number): Feeds;
  /** What is counted on the means of all terms over the validation part, scalars as [1]. */
  tally?(means: Readonly<Record<string, Float64Array>>): Record<string, number>;
  optimiser?: OptimiserOptions;
}

/** Trains; see `runTraining`. */
export async function trainOnLoss(options: RunOptions, task: LossTask): Promise<Trained> {
  const { layout } = task;
  const g = new Graph();
  const p = flatParams(g, layout, g.input('values', [layout.size]), g.input('state', [layout.stateSize]));
  for (const [name, term] of Object.entries(task.terms(g, p, false))) g.output(name, term);
  const network = await openNetwork(toModel(g), { provider: 'cpu', threads: options.threads });
  const held = batches(options.validation, options.batch);
  const build = (graph: Graph, params: Params): { loss: Tensor; outputs: Record<string, Tensor> } => {
    const { loss, ...outputs } = task.terms(graph, params, true);
    return { loss, outputs };
  };
  try {
    return await runTraining(options, {
      phase: task.phase,
      layout,
      model: toModel(trainingGraph(layout, 'cpu', build, task.optimiser)),
      start: () => task.start(),
      feeds: (indices, step, progress) => task.feeds(indices, step, progress),
      extras: (progress) => task.extras(progress),
      validate: async ({ values, state }) => {
        const means: Record<string, Float64Array> = {};
        for (const [k, indices] of held.entries()) {
          const out = await network.run({ ...task.judge(indices, k), values, state });
          for (const [name, found] of Object.entries(out)) {
            const mean = (means[name] ??= new Float64Array(found.length));
            for (let i = 0; i < found.length; i++) mean[i] += found[i] / held.length;
          }
        }
        const scalars = Object.entries(means).flatMap(([name, mean]) => (mean.length === 1 ? [[name, mean[0]] as const] : []));
        return { ...Object.fromEntries(scalars), ...task.tally?.(means) };
      },
    });
  } finally {
    await network.release();
  }
}
