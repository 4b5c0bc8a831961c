/** What a caller asks of a kick's pitch, as the engine is told it. */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { NoteAsked } from '../../src-preload/contract/fields.ts';
import { SCALES, TONICS, type Key, type PitchCurve } from '../../src-preload/contract/shape.ts';
import { noteOf, readPitch } from '../audio/note.ts';
import type { EngineVerbs } from '../engine/protocol.ts';

export interface PitchAsked {
  note?: NoteAsked;
  key?: Key;
  pitchCurve: PitchCurve;
}

/** @throws NOTE_UNKNOWN */
export function enginePitch({ note, key, pitchCurve }: PitchAsked): Pick<EngineVerbs['generate']['args'], 'noteHz' | 'scale' | 'curve'> {
  const noteHz = typeof note === 'string' ? readPitch(note) : note;
  if (note !== undefined && noteHz === undefined) throw new KicklabError('NOTE_UNKNOWN', { note: String(note) });
  return {
    ...(noteHz === undefined ? {} : { noteHz }),
    ...(key === undefined ? {} : { scale: pitchClasses(key) }),
    ...(pitchCurve.length === 0 ? {} : { curve: pitchCurve }),
  };
}

/** The tones of a key, C is 0. */
function pitchClasses({ tonic, scale }: Key): number[] {
  return SCALES[scale].map((semitones) => (TONICS.indexOf(tonic) + semitones) % 12);
}

/** The note of a kick as it was asked for, or as its key has it; null where it kept its own. */
export function noteTold({ note }: PitchAsked, tunedHz: number | null): NoteAsked | null {
  return note ?? (tunedHz === null ? null : noteOf(tunedHz).name);
}
