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

/** The word of the figure that lies furthest from that of an ordinary kick. */
export function descriptorWord(sound: CategoryInput): string {
  const row = categoryRow(categoryFigures(sound), CATEGORY_TABLE);
  const [furthest] = Object.keys(WORDS).map(Number).sort((a, b) => Math.abs(row[b]) - Math.abs(row[a]));
  if (Math.abs(row[furthest]) < STANDS_OUT) return NOTHING;
  return WORDS[furthest][row[furthest] > 0 ? 0 : 1];
}
