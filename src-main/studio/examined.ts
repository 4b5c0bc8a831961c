/** What was found in sounds, so that a data set in which a few of them changed is looked over again quickly. */

import type { Instrument } from '../../src-preload/contract/instruments.ts';
import type { Examined, Place } from '../audio/doctor/examine.ts';
import type { KeptItem } from '../datasets/record.ts';
import type { Remembered } from './check.ts';

/** Sounds that are remembered; those of longest ago are forgotten first. */
const MOST = 20_000;

/** Gives, for sounds and what they are to be, what is remembered of them. */
export function createExamined(): (sounds: readonly KeptItem[], wanted: Instrument) => Remembered {
  const all = new Map<string, Examined>();
  return (sounds, wanted) => {
    // The content of a sound counts, wherever it lies.
    const keys = new Map<Place, string>(sounds.map((sound) => [sound, JSON.stringify([sound.sha256, sound.hit, wanted])]));
    return {
      get: (place) => all.get(keys.get(place) ?? ''),
      set: (place, found) => {
        all.set(keys.get(place) ?? '', found);
        const oldest = all.keys().next();
        if (all.size > MOST && oldest.done !== true) all.delete(oldest.value);
      },
    };
  };
}
