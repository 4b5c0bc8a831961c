/** Marks in a recording where its hits begin; a hit lasts until the next at most. In seconds, rising. Pure. */

import type { Hit } from '../../../src-preload/contract/datasets.ts';

/** Two hits are at least so far apart, s: faster than any roll. */
const NEAREST = 0.02;

/** With one more mark; nothing is marked twice. */
export function withMark(marks: readonly number[], at: number, length: number): number[] {
  if (at < 0 || at > length - NEAREST || marks.some((mark) => Math.abs(mark - at) < NEAREST)) return [...marks];
  return [...marks, at].sort((a, b) => a - b);
}

export const withoutMark = (marks: readonly number[], index: number): number[] => marks.filter((_, i) => i !== index);

/** With one mark elsewhere: it stays between its neighbours. */
export function movedMark(marks: readonly number[], index: number, to: number, length: number): number[] {
  const low = index === 0 ? 0 : marks[index - 1] + NEAREST;
  const high = (index === marks.length - 1 ? length : marks[index + 1]) - NEAREST;
  return marks.map((mark, i) => (i === index ? Math.min(high, Math.max(low, to)) : mark));
}

/** The hits that marks make of a recording, in samples. One that was found there ends where that was found, but not within the next. */
export function hitsOf(marks: readonly number[], samples: number, sampleRate: number, found: readonly Hit[]): Hit[] {
  const starts = marks.map((mark) => Math.round(mark * sampleRate));
  return starts.map((from, i) => {
    const next = i === starts.length - 1 ? samples : starts[i + 1];
    return { from, to: Math.min(next, found.find((hit) => hit.from === from)?.to ?? next) };
  });
}
