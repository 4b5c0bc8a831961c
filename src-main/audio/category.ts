/**
 * Which kind of kick a sound is, told from its descriptors alone: multinomial logistic regression
 * on seven figures, its coefficients in category-table.ts (where they come from and how often they
 * are right is told there). It holds no knowledge of names or files.
 */

import { CATEGORIES, type Category } from '../../src-preload/contract/categories.ts';
import { CATEGORY_TABLE } from './category-table.ts';
import type { Descriptors, Timbre } from './descriptors.ts';

/** What a kind is told from: nothing that depends on the level. */
export type CategoryInput = Pick<Descriptors, 'decayMs' | 'centroidHz' | 'subShare' | 'clickDb' | 'noteHz' | 'lengthMs'>;

/** An affine map to evenly spread figures, and a weight a figure for each kind. */
export interface CategoryTable {
  /** Of the figures over what it was fitted on. */
  readonly mean: readonly number[];
  readonly sd: readonly number[];
  /** The first weight of a kind is its bias; then one a figure; the last that of having a pitch at all. */
  readonly weights: Readonly<Record<Category, readonly number[]>>;
}

/** Below these a value carries no information for the ear. */
const FLOOR = { ms: 1, hz: 10, share: 1e-6, rest: 1e-5 };
/** Standard deviations beyond which a figure counts no further: one odd value decides nothing. */
const FURTHEST = 3;

/**
 * The figures before they are spread: logarithms of decay, centroid, note and of length over
 * decay (how long the faint rest is), the odds of the sub share in dB, the click in dB.
 * @returns six numbers; NaN for the note of a sound that has none.
 */
export function categoryFigures({ decayMs, centroidHz, subShare, clickDb, noteHz, lengthMs }: CategoryInput): number[] {
  const decay = Math.max(FLOOR.ms, decayMs);
  return [
    Math.log(decay),
    Math.log(Math.max(FLOOR.hz, centroidHz)),
    10 * Math.log10(Math.max(FLOOR.share, subShare) / Math.max(FLOOR.rest, 1 - subShare)),
    clickDb,
    noteHz === null ? NaN : Math.log(noteHz),
    Math.log(Math.max(FLOOR.ms, lengthMs) / decay),
  ];
}

/** Figures as a row that weights are laid over: 1, each figure in standard deviations, and whether there is a pitch. */
export function categoryRow(figures: readonly number[], { mean, sd }: Pick<CategoryTable, 'mean' | 'sd'>): number[] {
  const spread = figures.map((figure, k) => (Number.isNaN(figure) ? 0 : Math.max(-FURTHEST, Math.min(FURTHEST, (figure - mean[k]) / sd[k]))));
  return [1, ...spread, figures.some(Number.isNaN) ? 0 : 1];
}

/** e to the means of category-table.ts: the note of an ordinary kick, and its length over its decay. */
const ORDINARY = { noteHz: 56, tail: 1.9 };

/** A sound of which the descriptors alone are predicted: what is not stands where an ordinary kick has it. */
export const foreseenSound = (timbre: Timbre): CategoryInput => ({ ...timbre, noteHz: ORDINARY.noteHz, lengthMs: ORDINARY.tail * timbre.decayMs });

/** The likeliest kind of a sound. */
export function categoryOf(sound: CategoryInput, table: CategoryTable = CATEGORY_TABLE): Category {
  const row = categoryRow(categoryFigures(sound), table);
  const score = (category: Category): number => row.reduce((sum, value, k) => sum + value * table.weights[category][k], 0);
  return CATEGORIES.reduce((best, category) => (score(category) > score(best) ? category : best));
}
