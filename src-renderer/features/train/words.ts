/** What the Train screen calls things. */

import { FEW_SOUNDS, LEAST_SOUNDS } from '../../../src-preload/contract/training-sizes.ts';
import type { DatasetPhase } from '../../../src-preload/contract/datasets.ts';

/** Long work on a set of sounds. */
export const WORK_WORDS: Record<DatasetPhase, string> = {
  unpack: 'Unpacking',
  find: 'Looking for sounds',
  read: 'Reading the files',
  check: 'Looking for faults',
};

/** What to expect of a training on so few sounds, and the way out; null where there are enough. */
export function fewWords(used: number): string | null {
  const ways = 'Bring more, or cut a long recording into its hits';
  if (used < LEAST_SOUNDS) return `A training takes ${String(LEAST_SOUNDS)} sounds at least. ${ways}.`;
  if (used < FEW_SOUNDS) return `${String(used)} sounds are too few to learn what they have in common: the model will make variations of these. ${ways}, until there are ${String(FEW_SOUNDS)}.`;
  return null;
}
