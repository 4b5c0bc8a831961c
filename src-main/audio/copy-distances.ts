/**
 * How far a copy of a kick, such as what a model makes of it, lies from the kick: the measures by
 * which the bench judges, a training is judged, and two models are compared.
 */

import { median, mean } from '../base/statistics.ts';
import { trackPitch, type PitchTrack } from './pitch-track.ts';
import type { Prepared } from './prepare.ts';
import { pitchGridSamples, type AudioSpec } from './spec.ts';
import {
  crestErrorDb, layOn, logMelErrorDb, lowBandErrorDb, multiResolutionStft, onsetErrorDb, subWobbleDb,
} from './spectral-distance.ts';

/** Of a reference and a copy of it that lies on it. */
export const DISTANCES = {
  mel: { unit: 'dB', of: logMelErrorDb },
  'MR-STFT': { unit: '', of: (a: Float32Array, b: Float32Array) => multiResolutionStft(a, b) },
  'low band': { unit: 'dB', of: lowBandErrorDb },
  onset: { unit: 'dB', of: onsetErrorDb },
  crest: { unit: 'dB', of: (a: Float32Array, b: Float32Array) => crestErrorDb(a, b) },
  wobble: { unit: 'dB', of: subWobbleDb },
} as const satisfies Record<string, { unit: string; of: (reference: Float32Array, x: Float32Array, spec: AudioSpec) => number }>;
export type Distance = keyof typeof DISTANCES;
export const distanceNames = Object.keys(DISTANCES) as Distance[];

/** Each distance, and the cents between the pitches; null where the kick has no confident pitch. */
export type CopyDistances = Record<Distance, number> & { cents: number | null };

/**
 * Each distance over all copies, at least one; of the cents the median in any case, as one wrong octave says more
 * than all others in a mean.
 */
export function overCopies(all: readonly CopyDistances[], average: (values: readonly number[]) => number): CopyDistances {
  const cents = all.flatMap((one) => one.cents ?? []);
  const each = distanceNames.map((name) => [name, average(all.map((one) => one[name]))] as const);
  return { ...(Object.fromEntries(each) as Record<Distance, number>), cents: cents.length === 0 ? null : median(cents) };
}

/** How far a copy may lie from the reference and is still laid on it. */
const MAX_LAG_SECONDS = 0.01;

/** A copy as it was made, not trimmed nor levelled, laid on its reference: by time, polarity and equal RMS. */
export const layCopy = (reference: Float32Array, raw: Float32Array, spec: AudioSpec): Float32Array =>
  layOn(reference, raw, Math.round(MAX_LAG_SECONDS * spec.sampleRate));

/** @param laid as `layCopy` gives it */
export function copyDistances({ samples, features }: Pick<Prepared, 'samples' | 'features'>, laid: Float32Array, spec: AudioSpec): CopyDistances {
  return {
    ...(Object.fromEntries(distanceNames.map((name) => [name, DISTANCES[name].of(samples, laid, spec)])) as Record<Distance, number>),
    cents: subCents(features, laid, spec),
  };
}

/** Mean voicing, over the points that are voiced at all, from which a kick's pitch counts as confident; a point's own too. */
const CONFIDENT = 0.7;
/** The sub, not the sweep's first instants. */
const PITCH_FROM_SECONDS = 0.01;
/** Confident points of the grid that a kick needs. */
const PITCH_POINTS = 8;

/** Median |cents| between the reference's pitch track and that of `x`, over the reference's confident points from 10 ms on; null where it has no confident pitch. */
function subCents(reference: PitchTrack, x: Float32Array, spec: AudioSpec): number | null {
  const grid = pitchGridSamples(spec);
  const from = spec.onset + PITCH_FROM_SECONDS * spec.sampleRate;
  const voiced = Array.from(grid, (_, i) => i).filter((i) => grid[i] >= from && reference.voicing[i] > 0);
  const confident = voiced.filter((i) => reference.voicing[i] > CONFIDENT);
  if (confident.length < PITCH_POINTS || mean(voiced.map((i) => reference.voicing[i])) < CONFIDENT) return null;
  const { pitch } = trackPitch(x, spec);
  return median(confident.map((i) => 1200 * Math.abs(reference.pitch[i] - pitch[i])));
}
