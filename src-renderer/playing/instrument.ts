/**
 * Plays the kick at hand from keys: each note is the kick tuned to it, made once and then kept, so
 * that only the first stroke of a note waits for the engine. The session is left as it is.
 */

import type { ErrorBody } from '../../src-preload/contract/errors.ts';
import type { HeardKick } from '../../src-preload/contract/kicks.ts';
import type { Api } from '../../src-preload/contract/verbs.ts';
import type { PlayOptions } from '../audio/player.ts';
import { requestOf } from '../session/request.ts';
import { nameOfNote, strokeOf, withinReach } from './notes.ts';

export interface Instrument {
  /** Strikes a MIDI note, velocity 1 to 127. Of strokes that wait for the engine only the last is heard. */
  strike(note: number, velocity: number): Promise<void>;
}

export interface InstrumentDeps {
  api: Pick<Api, 'kicks'>;
  /** What is played; null while there is nothing. */
  kickAtHand: () => HeardKick | null;
  play: (samples: Float32Array, sampleRate: number, options: PlayOptions) => void;
  fail: (error: ErrorBody | null) => void;
}

type Tuned = Pick<HeardKick, 'samples' | 'sampleRate'>;

export function createInstrument({ api, kickAtHand, play, fail }: InstrumentDeps): Instrument {
  /** The kick that was struck last, and its sound on each note so far. */
  let struck: { kick: HeardKick; notes: Map<number, Promise<Tuned | null>> } | null = null;
  let strokes = 0;

  const make = async (kick: HeardKick, note: number): Promise<Tuned | null> => {
    const result = await api.kicks.audition({ ...requestOf(kick), note: nameOfNote(note) });
    fail(result.ok ? null : result.error);
    return result.ok ? result.value : null;
  };

  const tunedTo = async (kick: HeardKick, note: number): Promise<Tuned | null> => {
    const { noteHz } = kick.descriptors;
    // A kick without a pitch is the same on every key.
    if (noteHz === null) return kick;
    if (struck?.kick !== kick) struck = { kick, notes: new Map() };
    const { notes } = struck;
    const played = withinReach(note, noteHz);
    const tuned = notes.get(played) ?? make(kick, played);
    notes.set(played, tuned);
    // What failed is tried again at the next stroke.
    if ((await tuned) === null) notes.delete(played);
    return tuned;
  };

  return {
    strike: async (note, velocity) => {
      const kick = kickAtHand();
      if (kick === null) return;
      strokes += 1;
      const mine = strokes;
      const sound = await tunedTo(kick, note);
      if (sound !== null && mine === strokes) play(sound.samples, sound.sampleRate, strokeOf(velocity));
    },
  };
}
