/** A sound in a few numbers, so that of many sounds only those are compared that may be alike. */

import { findOnset } from '../onset.ts';
import { shareBetween, type Spectrum } from './spectrum.ts';

const BANDS_HZ = [20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240];
const BAND_FLOOR_DB = -50;
/** Ends of the stretches whose levels count, in seconds from the onset. */
const STRETCHES = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64];
const LEVEL_FLOOR_DB = -40;
/** Two sounds that differ by more on average, in dB, are not compared: an equaliser of 4 dB moves a print by less than 3. */
const FAR_DB = 5;

/** Levels by band and by time in dB relative to the whole and to the loudest stretch. @param mono samples without offset, and their spectrum */
export function printOf(mono: Float32Array, sampleRate: number, spectrum: Spectrum): Float32Array {
  const bands = BANDS_HZ.slice(1).map((to, i) => Math.max(BAND_FLOOR_DB, 10 * Math.log10(shareBetween(spectrum, BANDS_HZ[i], to))));
  const onset = findOnset(mono) ?? 0;
  const powers = STRETCHES.map((to, i) => {
    const [first, last] = [i === 0 ? 0 : STRETCHES[i - 1], to].map((seconds) => onset + Math.round(seconds * sampleRate));
    return mono.subarray(first, last).reduce((sum, x) => sum + x * x, 0) / (last - first);
  });
  const loudest = Math.max(...powers);
  const levels = powers.map((power) => (loudest > 0 ? Math.max(LEVEL_FLOOR_DB, 10 * Math.log10(power / loudest)) : LEVEL_FLOOR_DB));
  return Float32Array.of(...bands, ...levels);
}

/** Whether two sounds of these prints may be alike. */
export function areNear(a: Float32Array, b: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
  return sum < FAR_DB * a.length;
}
