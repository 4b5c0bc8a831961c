/** How often sounds of each label are heard in an epoch, so that a large bank does not drown a small one. Pure. */

/** A label is heard at most this many times as often as its sounds are many, or as seldom. */
const BOUND = 4;

/**
 * A weight for each sound, by which its label is heard as often as any other; those without a label
 * count as one. With one label all weights are 1.
 */
export function balancedWeights(labels: readonly (string | null)[]): number[] {
  const counts = new Map<string | null, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const fair = labels.length / counts.size;
  return labels.map((label) => Math.min(BOUND, Math.max(1 / BOUND, fair / (counts.get(label) ?? fair))));
}
