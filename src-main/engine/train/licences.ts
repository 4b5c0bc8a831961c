/** What a model has to name with its weights: the licence of the sounds it learnt from, and of those behind what it started from. Pure. */

import type { TrainRequest } from '../protocol.ts';

/**
 * One line each, the user's own sounds first, as bundles, WAV files and packs carry them.
 * @param own null where nobody told
 */
export function licencesOf(own: TrainRequest['licence'], inherited: readonly string[]): string[] {
  if (own === null) return [...inherited];
  const { text, source, credits } = own;
  const line = `${text}${credits === '' ? '' : `: ${credits}`}${source === '' ? '' : ` (${source})`}`;
  // Whoever told it may have pasted a paragraph.
  return [...new Set([line.replaceAll(/\s+/g, ' '), ...inherited])];
}
