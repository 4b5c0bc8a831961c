/** How text is searched and names are given. Pure. */

import { capital, wordsOf } from '../../src-preload/contract/instrument-words.ts';
import type { Instrument } from '../../src-preload/contract/instruments.ts';

/**
 * A text without case and accents, so that `uber` finds `Über`, and `gross` finds `groß`. What is
 * searched is kept folded like this: another rule needs a new number in indices.ts.
 */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();
}

/** Letters, numbers and the sharp of a note, as the tokeniser of the text index has them. */
const WORD = /[\p{L}\p{N}\p{Co}#]+/gu;

/**
 * A text as an expression of SQLite's FTS5: each word of it the beginning of a word. Quotes make a
 * word of what would be an operator, such as AND.
 * @returns null where there is no word in it
 */
export function matchExpression(text: string): string | null {
  const words = fold(text).match(WORD);
  return words === null ? null : words.map((word) => `"${word}"*`).join(' ');
}

/** `Kick 12 F1`; without the note where there is none to be sure of. */
export function defaultName(instrument: Instrument | undefined, number: number, note: string | null): string {
  return [capital(wordsOf(instrument).one), String(number), ...(note === null ? [] : [note])].join(' ');
}
