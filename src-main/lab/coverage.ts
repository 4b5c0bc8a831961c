/** Whether made kicks are as varied as real ones, by what is measured on both. */

import type { CategoryInput } from '../audio/category.ts';
import { COPY_DISTANCE, distanceOf, soundFigures, type SoundPoint } from '../audio/likeness.ts';
import { neighbours } from '../base/distribution.ts';

/** Fewer real ones say nothing: their fifth neighbours are half of them. */
export const COVERAGE_LEAST = 12;
const NEIGHBOURS = 5;

/**
 * Coverage (Naeem et al. 2020) with k = 5 over the `soundFigures`: the share of the real kicks with a made
 * one nearer than their fifth real neighbour. It rises with the number of made ones: give as many as there
 * are real ones. As many kicks drawn from the real ones' own kind come to about 0.97 (1 - 2^-5).
 * @param shares how much each real one counts, as in `sharesOf`; all the same where left out
 * @returns null for fewer than COVERAGE_LEAST of either
 */
export function coverageOf(real: readonly CategoryInput[], made: readonly CategoryInput[], shares?: readonly number[]): number | null {
  if (real.length < COVERAGE_LEAST || made.length < COVERAGE_LEAST) return null;
  const cloud = (kicks: readonly CategoryInput[]) => ({ points: kicks.map(soundFigures), weights: kicks.map(() => 1) });
  const asked = cloud(real);
  return neighbours(shares === undefined ? asked : { ...asked, weights: shares }, cloud(made), NEIGHBOURS).coverage;
}

/** A share for each kick, by which all copies of one sound count as one: of a drum recorded many times, each counts for little. */
export function sharesOf(points: readonly SoundPoint[]): number[] {
  return points.map((point) => 1 / points.filter((other) => distanceOf(point, other) < COPY_DISTANCE).length);
}
