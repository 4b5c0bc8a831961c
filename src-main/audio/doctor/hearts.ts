/** Comparing one sound with others, each file read once as long as it is remembered. */

import { readPlace, type Place } from './examine.ts';
import { resemblanceOf, spectrumOf, type Heart, type Resemblance } from './resemblance.ts';

/** Spectra that are kept, of 256 KiB each. */
const KEPT = 128;

export type Compare = (one: Place, others: readonly Place[]) => Promise<Resemblance[]>;

/** A comparer with a memory of its own. It rejects as `readPlace` does. */
export function createCompare(): Compare {
  const kept = new Map<string, Heart>();
  const heartOf = async (place: Place): Promise<Heart> => {
    const key = JSON.stringify(place);
    const heart = kept.get(key) ?? spectrumOf(await readPlace(place));
    kept.delete(key);
    kept.set(key, heart);
    const oldest = kept.keys().next();
    if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
    return heart;
  };
  return async (one, others) => {
    const heart = await heartOf(one);
    const found: Resemblance[] = [];
    for (const other of others) found.push(resemblanceOf(heart, await heartOf(other)));
    return found;
  };
}
