/** The axes of the pictures: which time and frequency lie where, and which of them are named. */

import { DARKEST_DB } from './magma.ts';
import type { View } from './view.ts';

/** Pitch range of the spectrogram, bottom and top, in Hz: what is heard. */
export const LOWEST_HZ = 20;
export const HIGHEST_HZ = 20_000;

/** A line across a picture, with its name: `at` is its place from 0 (left or top) to 1. */
export interface Mark {
  at: number;
  text: string;
}

/** Kicks last up to 1.5 s, and share one axis so that a longer one looks longer. */
const SHORTEST_AXIS = 1.5;
const AXIS_STEP = 0.5;

/** Seconds that the time axis covers for a sound of `seconds`. */
export function axisSeconds(seconds: number): number {
  return Math.max(SHORTEST_AXIS, Math.ceil(seconds / AXIS_STEP) * AXIS_STEP);
}

/** Steps between named times, in ms. */
const TIME_STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
const PIXELS_A_TIME = 56;

/** The times to be named in a view that is `width` CSS pixels wide, in ms. */
export function timeMarks({ from, seconds }: View, width: number): Mark[] {
  const length = 1000 * seconds;
  const room = Math.max(1, width / PIXELS_A_TIME);
  const step = TIME_STEPS.find((ms) => length / ms <= room) ?? TIME_STEPS[TIME_STEPS.length - 1];
  const digits = step < 1 ? 1 : 0;
  // Off by less than is seen: a time at the very edge is named there.
  const first = Math.ceil((1000 * from) / step - 1e-6);
  const last = Math.floor((1000 * (from + seconds)) / step + 1e-6);
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    at: ((first + i) * step - 1000 * from) / length,
    text: ((first + i) * step).toFixed(digits),
  }));
}

/** Place of a frequency on the logarithmic axis: 1 at the bottom, 0 at the top. */
export function placeOfHz(hz: number): number {
  return Math.log(HIGHEST_HZ / hz) / Math.log(HIGHEST_HZ / LOWEST_HZ);
}

/** Pitch range over the waveform, bottom and top, in Hz: where a kick's tone can lie. */
const LOWEST_PITCH = 20;
const HIGHEST_PITCH = 1000;

/** Place of a pitch on its own logarithmic axis over the waveform: 1 at the bottom, 0 at the top. */
export function placeOfPitch(hz: number): number {
  return Math.log(HIGHEST_PITCH / hz) / Math.log(HIGHEST_PITCH / LOWEST_PITCH);
}

/** Octaves from the bottom of the pitch axis to its top. */
export const PITCH_OCTAVES = Math.log2(HIGHEST_PITCH / LOWEST_PITCH);

/** The pitches to be named over the waveform; the highest has the unit with it. */
export const pitchMarks: readonly Mark[] = [500, 200, 100, 50].map((hz, i) => ({
  at: placeOfPitch(hz),
  text: i === 0 ? `${hz} Hz` : String(hz),
}));

/** Frequency at a place of the logarithmic axis, in Hz. */
export function hzAtPlace(at: number): number {
  return HIGHEST_HZ * (LOWEST_HZ / HIGHEST_HZ) ** at;
}

const NAMED_HZ = [50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** The frequencies to be named; the highest has the unit with it. */
export const frequencyMarks: readonly Mark[] = NAMED_HZ.map((hz, i) => ({
  at: placeOfHz(hz),
  text: i === NAMED_HZ.length - 1 ? `${hz / 1000} kHz` : hz < 1000 ? String(hz) : `${hz / 1000}k`,
}));

/** Height of a line of names on a scale, CSS pixels. */
const LINE_PX = 12;

/** Top of a name beside its line, px; none leaves the scale, however near the edge the line is. */
export function topOf({ at }: Mark, height: number): number {
  return Math.min(height - LINE_PX, Math.max(0, at * height - LINE_PX / 2));
}

/** Of the names on a vertical scale those that do not touch one above; the uppermost stays. */
export function readable(marks: readonly Mark[], height: number): Mark[] {
  const shown: Mark[] = [];
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    const above = shown.at(-1);
    if (above === undefined || topOf(mark, height) - topOf(above, height) >= LINE_PX) shown.push(mark);
  }
  return shown;
}

/** Share of the half height that full scale takes, so that a full sound does not touch the frame. */
export const FULL_SCALE = 0.94;

/** Place of a sample value on the fixed vertical scale: 0.5 at zero. */
export function placeOfLevel(value: number): number {
  return 0.5 * (1 - FULL_SCALE * value);
}

/** The levels to be named, in dB re full scale, from the top down; the highest has the unit with it. */
export const levelMarks: readonly Mark[] = [
  { at: placeOfLevel(1), text: '0 dB' },
  { at: placeOfLevel(10 ** (-6 / 20)), text: '\u22126' },
  { at: placeOfLevel(10 ** (-12 / 20)), text: '\u221212' },
  { at: placeOfLevel(0), text: '\u2212\u221e' },
  { at: placeOfLevel(-(10 ** (-12 / 20))), text: '\u221212' },
  { at: placeOfLevel(-(10 ** (-6 / 20))), text: '\u22126' },
  { at: placeOfLevel(-1), text: '0' },
];

/** Levels that the colours of the spectrogram stand for, from the top down: `at` is the place on their scale. */
export const colourMarks: readonly Mark[] = [0, -20, -40, -60, -80].map((db) => ({
  at: Math.abs(db / DARKEST_DB),
  text: db === 0 ? '0 dB' : `\u2212${Math.abs(db)}`,
}));
