/** What a key that is struck means for a kick: which pitch, how loud, how bright. Pure. */

import { shareOf } from '../session/share.ts';

/** MIDI's own: 440 Hz is note 69, and note 60 is C4. */
const A4 = 69;
const NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
export const LOUDEST = 127;
/** dB between the softest and the loudest stroke: velocity squared, as DLS level 1 has it, ends at -84; a kick that soft is not heard. */
const SOFTEST_DB = -30;
/** Hz above which the softest stroke is darkened; the loudest is as it was made. */
const DARKEST_HZ = 400;
const BRIGHTEST_HZ = 20_000;

export const hzOfNote = (note: number): number => 440 * 2 ** ((note - A4) / 12);

/** Such as `F1`, as it is written to the engine. */
export const nameOfNote = (note: number): string => `${NAMES[((note % 12) + 12) % 12]}${String(Math.floor(note / 12) - 1)}`;

/**
 * The note that is played for `note`: itself where the kick can be tuned to it (within an octave of
 * its own pitch, in Hz), else the same tone in the nearest octave that it reaches.
 */
export function withinReach(note: number, ownHz: number): number {
  const own = A4 + 12 * Math.log2(ownHz / 440);
  const octaves = note > own + 12 ? -Math.ceil((note - own - 12) / 12) : note < own - 12 ? Math.ceil((own - 12 - note) / 12) : 0;
  return note + 12 * octaves;
}

export interface Stroke {
  /** Linear, 1 for the hardest. */
  gain: number;
  /** Hz of a lowpass; left out for the hardest, which is the kick as it is. */
  cutoff?: number;
}

/** @param velocity 1 to 127 */
export function strokeOf(velocity: number): Stroke {
  const hardness = shareOf((velocity - 1) / (LOUDEST - 1));
  if (hardness === 1) return { gain: 1 };
  return { gain: 10 ** ((SOFTEST_DB * (1 - hardness)) / 20), cutoff: DARKEST_HZ * (BRIGHTEST_HZ / DARKEST_HZ) ** hardness };
}
