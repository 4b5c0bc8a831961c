/** What stands out of a sound, as a word for its name. */

import { categoryFigures, categoryRow, type CategoryInput } from '../audio/category.ts';
import { CATEGORY_TABLE } from '../audio/category-table.ts';

/** Of each figure in the order of `categoryRow`: the word where it is high, and where it is low; the note has none. */
const WORDS: Readonly<Record<number, readonly [high: string, low: string]>> = {
  1: ['long', 'tight'],
  2: ['bright', 'dark'],
  3: ['deep', 'lean'],
  4: ['clicky', 'soft'],
  6: ['ringing', 'dry'],
};
/** Standard deviations of kicks from which on something stands out. */
const STANDS_OUT = 0.4;
const NOTHING = 'plain';

export const DESCRIPTOR_WORDS = [...Object.values(WORDS).flat(), NOTHING];

/**
 * Words of what stands out, the furthest first; `plain` where nothing does.
 * @param row In the order of `categoryRow`, in standard deviations from what is ordinary.
 * @param most How many words at most.
 * @param least Standard deviations from which on something stands out.
 */
export function wordsOf(row: readonly number[], most: number, least = STANDS_OUT): string[] {
  const furthest = Object.keys(WORDS).map(Number).sort((a, b) => Math.abs(row[b]) - Math.abs(row[a]));
  const words = furthest.filter((k) => Math.abs(row[k]) >= least).slice(0, most).map((k) => WORDS[k][row[k] > 0 ? 0 : 1]);
  return words.length === 0 ? [NOTHING] : words;
}

/** The word of the figure that lies furthest from that of an ordinary kick. */
export function descriptorWord(sound: CategoryInput): string {
  return wordsOf(categoryRow(categoryFigures(sound), CATEGORY_TABLE), 1)[0];
}
