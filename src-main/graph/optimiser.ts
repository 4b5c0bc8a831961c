/** One Adam step on flat vectors, as graph nodes. */

import { add, div, expand, mul, reduceSumSquare, sub } from './arithmetic.ts';
import { exp, minimum, sqrt } from './elementwise.ts';
import { sameShape, show } from './graph.ts';
import type { Graph, Tensor } from './graph.ts';
import { concat } from './shape.ts';

export interface OptimiserOptions {
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  /** Largest norm of the whole gradient; longer ones are scaled down to it. */
  clip?: number;
  /** Decoupled from the gradient (AdamW); times the learning rate. */
  weightDecay?: number;
}

export interface AdamInputs extends OptimiserOptions {
  /** All [n]. */
  values: Tensor;
  m: Tensor;
  v: Tensor;
  grads: Tensor;
  /** One element: 1 for the first step. */
  step: Tensor;
  /** One element. */
  learningRate: Tensor;
  /** Factor on the learning rate of each value. */
  lrScales?: Float32Array;
}

/**
 * Adam (Kingma & Ba 2015) with the gradient clipped to a global norm (Pascanu et al. 2013) and
 * decoupled weight decay (Loshchilov & Hutter 2019), as PyTorch's AdamW computes it:
 * `values -= lr (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)`. `gradNorm` [] is the
 * norm before clipping. The second moment is kept times (1 - beta1)^2 / (1 - beta2), which is 1 for
 * the default betas.
 */
export function adamStep(
  g: Graph,
  {
    values, m, v, grads, step, learningRate, lrScales,
    beta1 = 0.9, beta2 = 0.99, epsilon = 1e-8, clip = 2, weightDecay = 0,
  }: AdamInputs,
): { values: Tensor; m: Tensor; v: Tensor; gradNorm: Tensor } {
  for (const t of [m, v, grads]) {
    if (!sameShape(t.shape, values.shape)) throw new RangeError(`adamStep: ${t.name} is ${show(t.shape)}`);
  }
  // Everything that is one number is folded first: each line on whole vectors is a pass over memory.
  const gradNorm = sqrt(reduceSumSquare(grads, [0]));
  const shrink = minimum(div(clip, add(gradNorm, 1e-6)), 1);
  // One scaled gradient serves both moments: its square is the second's term times `ratio`.
  const part = mul(grads, mul(shrink, 1 - beta1));
  const ratio = (1 - beta1) ** 2 / (1 - beta2);
  const nextM = add(mul(m, beta1), part);
  const nextV = add(mul(v, beta2), mul(part, part));
  const correction1 = sub(1, exp(mul(step, Math.log(beta1))));
  const correction2 = sqrt(mul(sub(1, exp(mul(step, Math.log(beta2)))), ratio));
  // lr m/c1 / (sqrt(v)/c2 + eps) = (lr c2/c1) m / (sqrt(v) + eps c2)
  const rate = div(mul(learningRate, correction2), correction1);
  const scaled = lrScales?.some((s) => s !== 1) === true ? runs(g, lrScales) : undefined;
  const direction = div(nextM, add(sqrt(nextV), mul(correction2, epsilon)));
  const change = mul(direction, scaled ? mul(scaled, rate) : rate);
  let kept = values;
  if (weightDecay !== 0) {
    const decay = mul(learningRate, weightDecay);
    kept = mul(values, sub(1, scaled ? mul(scaled, decay) : decay));
  }
  return { values: sub(kept, change), m: nextM, v: nextV, gradNorm };
}

/** The vector `data`, stored by its runs of equal values. */
function runs(g: Graph, data: Float32Array): Tensor {
  const parts: Tensor[] = [];
  for (let start = 0; start < data.length; ) {
    let end = start + 1;
    while (end < data.length && data[end] === data[start]) end++;
    parts.push(expand(g.scalar(data[start]), [end - start]));
    start = end;
  }
  return concat(parts, 0);
}
