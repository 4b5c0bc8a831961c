/** The categories of a training: which labels of a set become some, and what the bundle is to know of each. */

import { setImmediate as breathe } from 'node:timers/promises';
import type { LatentCategory } from '../../latent/categories.ts';
import { fitCategories, type LabelledLatent } from '../../latent/category-fit.ts';
import { labelsOfClusters } from '../../latent/clusters.ts';
import type { Networks } from '../sessions.ts';
import { featuresAt } from './axes-fit.ts';
import { epochOrder, type KickSet } from './kick-set.ts';

/** Kicks, not counting near-copies, below which a label says more of them than of a kind. */
const LEAST_FAMILIES = 4;
/** Latents that a category, or all groups together, are fitted on at most. */
const MOST_ENCODED = 500;

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

/**
 * Of each category the Gaussian of its kicks, as the trained encoder places them. Where nobody named
 * any, the clusters that are found among the latents are `Group 1` and so on, the largest first; none
 * where all are of one, or too few to tell.
 * @param embedding what the training learnt, a row a name
 */
export async function fitTrainedCategories(
  networks: Pick<Networks, 'encode'>,
  set: KickSet,
  indices: readonly number[],
  { names, embedding, seed }: { names: readonly string[]; embedding: readonly (readonly number[])[]; seed: number },
  signal: AbortSignal,
): Promise<LatentCategory[]> {
  const encode = async (some: readonly number[]): Promise<number[][]> => {
    const latents: number[][] = [];
    for (const i of epochOrder(set, some, 1, seed, 0).slice(0, MOST_ENCODED)) {
      signal.throwIfAborted();
      latents.push([...(await networks.encode(featuresAt(set, i)))]);
    }
    return latents;
  };
  const labelled: LabelledLatent[] = [];
  for (const label of names) {
    for (const latent of await encode(indices.filter((i) => set.label[i] === label))) labelled.push({ label, weight: 1, latent });
  }
  if (names.length > 0) return fitCategories(names, labelled, embedding);
  if (set.label.some((label) => label !== null)) return [];
  const latents = await encode(indices);
  const clusters = (await findLabels(latents, seed, signal)).map((label) => label.replace('cluster-', 'Group '));
  const groups = [...new Set(clusters)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return groups.length < 2 ? [] : fitCategories(groups, latents.map((latent, i) => ({ latent, label: clusters[i], weight: 1 })));
}

function findLabels(latents: readonly number[][], seed: number, signal: AbortSignal): Promise<string[]> {
  return labelsOfClusters(latents, {
    seed,
    pause: async () => {
      await breathe();
      signal.throwIfAborted();
    },
  });
}
