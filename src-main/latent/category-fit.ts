/** Fits the categories of a bundle to latents that are labelled. Which those are, and who labelled them, is the caller's. */

import type { LatentCategory } from './categories.ts';
import { rowsOf } from './gaussian.ts';
import { choleskyOf } from './triangular.ts';

export interface LabelledLatent {
  latent: readonly number[];
  label: string;
  weight: number;
}

/** Of each covariance towards its mean variance, so that a factor exists (as `fitGaussian`). */
const SHRINKAGE = 0.01;

/**
 * One category a name, in that order: embedding and mean are the weighted mean of its latents, the
 * covariance is drawn towards the one that all categories share by L / (n + L), n the number of
 * latents that its weights are worth (regularised discriminant analysis, Friedman 1989): a
 * category of few kicks takes its shape from the others.
 * @param embedding rows of E that a training has learnt, in the order of names
 * @throws RangeError for a name without a latent
 */
export function fitCategories(names: readonly string[], latents: readonly LabelledLatent[], embedding?: readonly (readonly number[])[]): LatentCategory[] {
  const size = latents[0].latent.length;
  const own = names.map((name) => momentsOf(latents.filter(({ label }) => label === name), size));
  const count = own.reduce((sum, { worth }) => sum + worth, 0);
  const shared = new Float64Array(size * size);
  for (const { covariance, worth } of own) covariance.forEach((value, i) => { shared[i] += (worth / count) * value; });
  return names.map((name, c) => {
    const { mean, covariance, worth } = own[c];
    const lean = size / (worth + size);
    const mixed = covariance.map((value, i) => (1 - lean) * value + lean * shared[i]);
    let trace = 0;
    for (let i = 0; i < size; i++) trace += mixed[i * size + i];
    const level = (SHRINKAGE * trace) / size + 1e-6;
    const shrunk = mixed.map((value, i) => (1 - SHRINKAGE) * value + (i % (size + 1) === 0 ? level : 0));
    const factor = choleskyOf(shrunk, size);
    // The level alone makes it positive definite, unless a latent is not finite.
    if (factor === null) throw new RangeError(`the latents of ${name} have no covariance`);
    return { name, embedding: [...(embedding?.[c] ?? mean)], mean, cholesky: rowsOf(factor, size) };
  });
}

/** Weighted moments; `worth` is how many equally weighted latents say as much (Kish 1965): (sum w)^2 / sum w^2. */
function momentsOf(all: readonly LabelledLatent[], size: number): { mean: number[]; covariance: Float64Array; worth: number } {
  if (all.length === 0) throw new RangeError('a category has no latents');
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  const mean = Array.from({ length: size }, (_, d) => all.reduce((sum, { latent, weight }) => sum + (weight / total) * latent[d], 0));
  const covariance = new Float64Array(size * size);
  for (const { latent, weight } of all) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) covariance[i * size + j] += (weight / total) * (latent[i] - mean[i]) * (latent[j] - mean[j]);
    }
  }
  return { mean, covariance, worth: total ** 2 / all.reduce((sum, { weight }) => sum + weight ** 2, 0) };
}
