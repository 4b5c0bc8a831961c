/** Some of the kicks that a training holds back, with their sounds: what it is judged on by ear and by measure. */

import { KicklabError } from '../../../src-preload/contract/errors.ts';
import type { SetKick } from './folder.ts';

/** A held-back kick: its item in the set, and its sound as it was prepared. */
export interface HeldKick extends Pick<SetKick, 'name' | 'at'> {
  /** [spec.length] */
  sound: Float32Array;
}

/**
 * Up to `most` of the kicks whose items are in `validation`, evenly over their order. One whose file
 * has gone since it was prepared is left out.
 */
export async function heldKicks<K extends Pick<SetKick, 'name' | 'at'>>(
  kicks: readonly K[],
  validation: readonly number[],
  most: number,
  soundOf: (kick: K) => Promise<Float32Array>,
): Promise<HeldKick[]> {
  const held = new Set(validation);
  const all = kicks.filter(({ at }) => held.has(at));
  const count = Math.min(most, all.length);
  const found: HeldKick[] = [];
  for (let k = 0; k < count; k++) {
    const kick = all[Math.floor((k * all.length) / count)];
    try {
      found.push({ name: kick.name, at: kick.at, sound: await soundOf(kick) });
    } catch (error) {
      if (!(error instanceof KicklabError)) throw error;
    }
  }
  return found;
}
