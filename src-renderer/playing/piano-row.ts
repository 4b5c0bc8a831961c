/**
 * The computer's keys as a piano: the middle row is white, the one above black, Z and X go down
 * and up an octave. By place on the keyboard, whatever is printed there. Pure.
 */

/** Semitones above the row's C, by `KeyboardEvent.code`. */
const SEMITONES: ReadonlyMap<string, number> = new Map(
  ['KeyA', 'KeyW', 'KeyS', 'KeyE', 'KeyD', 'KeyF', 'KeyT', 'KeyG', 'KeyY', 'KeyH', 'KeyU', 'KeyJ', 'KeyK', 'KeyO', 'KeyL', 'KeyP', 'Semicolon']
    .map((code, semitone) => [code, semitone]),
);

export const LOWEST_OCTAVE = -1;
export const HIGHEST_OCTAVE = 7;
/** Where kicks lie. */
export const FIRST_OCTAVE = 1;

/** What a key of the row does, or null for one that is none of it. */
export type RowKey = { note: number } | { octave: number };

/** @param octave Of the row's C: 4 is the one at MIDI note 60. */
export function rowKeyOf(code: string, octave: number): RowKey | null {
  const shift = code === 'KeyZ' ? -1 : code === 'KeyX' ? 1 : 0;
  if (shift !== 0) return { octave: Math.min(HIGHEST_OCTAVE, Math.max(LOWEST_OCTAVE, octave + shift)) };
  const semitone = SEMITONES.get(code);
  return semitone === undefined ? null : { note: 12 * (octave + 1) + semitone };
}
