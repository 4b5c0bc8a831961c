/**
 * Frequencies as note names in equal temperament, and back. A4 = 440 Hz; octaves follow the
 * MIDI convention in which note 60 is C4 (so that F1 is 43.65 Hz). Sharps only.
 */

const NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;
const A4_HZ = 440;
const A4_MIDI = 69;

export interface Note {
  /** Such as `F1` or `C#-1`. */
  name: string;
  /** Distance from that note in [-50, 50]; positive is sharp. */
  cents: number;
}

/** A frequency as a MIDI note, with its fraction: 60 is C4. */
export function midiOf(hz: number): number {
  return A4_MIDI + 12 * Math.log2(hz / A4_HZ);
}

/** Hz of a MIDI note. */
export function hzOfMidi(midi: number): number {
  return A4_HZ * 2 ** ((midi - A4_MIDI) / 12);
}

/** Nearest note to a frequency in Hz (> 0). */
export function noteOf(hz: number): Note {
  const midi = midiOf(hz);
  const nearest = Math.round(midi);
  const octave = Math.floor(nearest / 12) - 1;
  const name = NAMES[((nearest % 12) + 12) % 12];
  return { name: `${name}${String(octave)}`, cents: 100 * (midi - nearest) };
}

/** Hz of a note name such as `F1`, `c#2` or `Db2`, `cents` above it; undefined if it is none. */
export function hzOf(name: string, cents = 0): number | undefined {
  const parts = /^([A-Ga-g])([#b]?)(-?\d{1,2})$/.exec(name.trim());
  if (parts === null) return undefined;
  const [, letter, accidental, octave] = parts;
  const natural = NAMES.indexOf(letter.toUpperCase() as (typeof NAMES)[number]);
  const shift = accidental === '#' ? 1 : accidental === 'b' ? -1 : 0;
  const midi = 12 * (Number(octave) + 1) + natural + shift;
  return hzOfMidi(midi + cents / 100);
}

/**
 * Hz of what somebody wrote for a note: a name with or without cents (`F1`, `Db2`, `F1+20`,
 * `C2 -12 ct`) or a frequency (`43.7Hz`, `43.7`). undefined if it is neither, or not above 0.
 */
export function readPitch(text: string): number | undefined {
  const hz = /^(\d*[.,]?\d+)\s*(?:hz)?$/i.exec(text.trim());
  if (hz !== null) {
    const value = Number(hz[1].replace(',', '.'));
    return value > 0 ? value : undefined;
  }
  const parts = /^([a-g][#b]?-?\d{1,2}?)\s*(?:([-+\u2212])\s*(\d+(?:[.,]\d+)?)\s*(?:ct|cents?)?)?$/i.exec(text.trim());
  if (parts === null) return undefined;
  const [, name, sign, cents] = parts as unknown as [string, string, string | undefined, string | undefined];
  if (cents === undefined) return hzOf(name);
  return hzOf(name, Number(cents.replace(',', '.')) * (sign === '+' ? 1 : -1));
}
