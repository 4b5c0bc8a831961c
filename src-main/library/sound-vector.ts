/**
 * Where a sound lies among others: its descriptors as coordinates in each of which a distance of 1
 * is as much. Pure; the index of these places is in places.ts.
 */

import type { Descriptors } from '../../src-preload/contract/fields.ts';

interface Coordinate {
  /** null where the sound has none. */
  of: (descriptors: Descriptors) => number | null;
  mean: number;
  sd: number;
}

/** Of a time or a frequency, which are heard by their ratios. Silence and the like stand at 1. */
const octaves = (x: number): number => Math.log2(Math.max(x, 1));

/**
 * Means and standard deviations over the 116 real kicks that the factory model was trained on (part
 * `train` of split.csv), of pitch over the 88 that have one. They are fixed: coordinates of kicks
 * that were saved years apart must be comparable. Loudness is left out, since a kick that is turned
 * up is still the same sound.
 */
const COORDINATES: readonly Coordinate[] = [
  { of: ({ decayMs }) => octaves(decayMs), mean: 7.861, sd: 0.863 },
  { of: ({ lengthMs }) => octaves(lengthMs), mean: 9.305, sd: 1.281 },
  { of: ({ centroidHz }) => octaves(centroidHz), mean: 7.008, sd: 0.892 },
  { of: ({ subShare }) => subShare, mean: 0.823, sd: 0.163 },
  { of: ({ clickDb }) => clickDb, mean: -21.583, sd: 10.845 },
  { of: ({ noteHz }) => (noteHz === null ? null : octaves(noteHz)), mean: 5.643, sd: 0.386 },
];

/** Numbers in a sound's place. */
export const SOUND_SIZE = COORDINATES.length;

/**
 * The place of a sound: mean 0 and standard deviation 1 in each coordinate over real kicks. One
 * without a pitch to be sure of stands where the ordinary pitch does, no further from high ones
 * than from low ones.
 */
export function soundVector(descriptors: Descriptors): Float32Array {
  return Float32Array.from(COORDINATES, ({ of, mean, sd }) => {
    const value = of(descriptors);
    return value === null ? 0 : (value - mean) / sd;
  });
}
