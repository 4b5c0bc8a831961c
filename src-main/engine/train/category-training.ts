/** The categories of a training: which labels of a set become some, and what the bundle is to know of each. */

import type { LatentCategory } from '../../latent/categories.ts';
import { fitCategories, type LabelledLatent } from '../../latent/category-fit.ts';
import type { Networks } from '../sessions.ts';
import { featuresAt } from './axes-fit.ts';
import { epochOrder, type KickSet } from './kick-set.ts';

/** Kicks, not counting near-copies, below which a label says more of them than of a kind. */
const LEAST_FAMILIES = 4;
/** Latents that a category is fitted on at most. */
const MOST_ENCODED = 400;

/** Labels that enough kicks of the training part have, by name; none where only one has, which tells nothing apart. */
export function categoryNames(set: KickSet, indices: readonly number[]): string[] {
  const families = new Map<string, Set<string>>();
  for (const i of indices) {
    const label = set.label[i];
    if (label === null) continue;
    const own = families.get(label) ?? new Set();
    families.set(label, own.add(set.family[i]));
  }
  const names = [...families].filter(([, own]) => own.size >= LEAST_FAMILIES).map(([name]) => name).sort();
  return names.length < 2 ? [] : names;
}

/** Of each category the Gaussian of its kicks, as the trained encoder places them. @param embedding what the training learnt, a row a name */
export async function fitTrainedCategories(
  networks: Pick<Networks, 'encode'>,
  set: KickSet,
  indices: readonly number[],
  { names, embedding, seed }: { names: readonly string[]; embedding: readonly (readonly number[])[]; seed: number },
  signal: AbortSignal,
): Promise<LatentCategory[]> {
  const labelled: LabelledLatent[] = [];
  for (const label of names) {
    const own = indices.filter((i) => set.label[i] === label);
    for (const i of epochOrder(set, own, 1, seed, 0).slice(0, MOST_ENCODED)) {
      signal.throwIfAborted();
      labelled.push({ label, weight: 1, latent: [...(await networks.encode(featuresAt(set, i)))] });
    }
  }
  return names.length === 0 ? [] : fitCategories(names, labelled, embedding);
}
