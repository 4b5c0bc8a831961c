/** A whole training step (forward, gradients, Adam) as one graph; parameters go in and come out. */

import { reshape } from './arithmetic.ts';
import { gradients } from './autodiff.ts';
import { Graph } from './graph.ts';
import type { Profile, Tensor } from './graph.ts';
import { adamStep } from './optimiser.ts';
import type { OptimiserOptions } from './optimiser.ts';
import { flatParams } from './params.ts';
import type { ParamLayout, Params } from './params.ts';
import { concat } from './shape.ts';

/**
 * Inputs: what `build` declares, and `values`, `m`, `v` [size], `state` [stateSize] (may be
 * empty), `step` [] (1 for the first), `learning_rate` []. Outputs: `next_values`,
 * `next_m`, `next_v`, `next_state`, `grad_norm`, `loss` (before the step) and those `build` names.
 */
export function trainingGraph(
  layout: ParamLayout,
  profile: Profile,
  build: (g: Graph, p: Params) => { loss: Tensor; outputs: Record<string, Tensor> },
  options: OptimiserOptions = {},
): Graph {
  const g = new Graph(profile);
  const values = g.input('values', [layout.size]);
  const m = g.input('m', [layout.size]);
  const v = g.input('v', [layout.size]);
  const state = g.input('state', [layout.stateSize]);
  const step = g.input('step', []);
  const learningRate = g.input('learning_rate', []);
  const params = flatParams(g, layout, values, state);
  const { loss, outputs } = build(g, params);
  const weights = layout.trained.map(({ spec }) => params.get(spec));
  const grads = concat(gradients(loss, weights).map((t) => reshape(t, [-1])), 0);
  const lrScales = new Float32Array(layout.size);
  for (const { spec, offset, size } of layout.trained) lrScales.fill(spec.lrScale ?? 1, offset, offset + size);
  const next = adamStep(g, { values, m, v, grads, step, learningRate, lrScales, ...options });
  g.output('next_values', next.values);
  g.output('next_m', next.m);
  g.output('next_v', next.v);
  g.output('next_state', params.nextState());
  g.output('grad_norm', next.gradNorm);
  g.output('loss', reshape(loss, []));
  for (const [name, t] of Object.entries(outputs)) g.output(name, t);
  return g;
}
