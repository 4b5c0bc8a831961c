/** What the Train screen calls things. */

import type { DatasetPhase } from '../../../src-preload/contract/datasets.ts';

/** Long work on a set of sounds. */
export const WORK_WORDS: Record<DatasetPhase, string> = {
  unpack: 'Unpacking',
  find: 'Looking for sounds',
  read: 'Reading the files',
  check: 'Looking for faults',
};
