/**
 * What shapes a kick beyond its four sliders: places on the principal components of the latent space, a
 * curve that its pitch is bent along, a key that its note falls into. Schemas and names only.
 */

import { z } from 'zod';

/** How far a component can be set to, either way, in standard deviations of the training set. */
export const MOST_DEVIATIONS = 4;
/** How far a point of the pitch curve goes, either way. */
export const MOST_CENTS = 1200;
/** Points of a pitch curve. */
export const MOST_POINTS = 32;

export const components = z
  .array(z.strictObject({
    component: z.int().min(1).max(64).describe('Which one; 1 is where the training set differs most.'),
    deviations: z.number().min(-MOST_DEVIATIONS).max(MOST_DEVIATIONS),
  }))
  .max(64)
  .refine((all) => new Set(all.map(({ component }) => component)).size === all.length, 'a component is set once')
  .describe(
    'Where the sound is to lie on principal components of the latent space, in standard deviations of the training set from its '
    + 'mean, before its sliders are applied; on those that are left out it stays where it is.',
  );
export type Components = z.infer<typeof components>;

export const coordinates = z
  .array(z.number())
  .describe('Where the base lies on every principal component, in standard deviations, before any was set.');

export const pitchCurve = z
  .array(z.strictObject({ ms: z.number().min(0).max(60_000), cents: z.number().min(-MOST_CENTS).max(MOST_CENTS) }))
  .max(MOST_POINTS)
  .refine((points) => points.every(({ ms }, i) => i === 0 || ms > points[i - 1].ms), 'the points stand in the order of their times')
  .describe(
    'Cents that the pitch is moved by at times after the onset, exactly so at each point, smoothly from one to the next, and '
    + 'held before the first and after the last. It comes after the note.',
  );
export type PitchCurve = z.infer<typeof pitchCurve>;

export const pitchTrack = z
  .strictObject({
    onsetMs: z.number().describe('Where the onset lies, ms from the first sample: the times of a pitch curve count from here.'),
    points: z.array(z.tuple([z.number(), z.number()])).describe('Pairs of ms after the onset, ascending, and Hz.'),
  })
  .describe('The pitch that the sound was made with, after note and curve; without points for sounds saved by earlier versions.');
export type PitchTrack = z.infer<typeof pitchTrack>;

/** In the order of a keyboard from C; sharps only, as notes are named. */
export const TONICS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

/** Semitones above the tonic. */
export const SCALES = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  'harmonic minor': [0, 2, 3, 5, 7, 8, 11],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  phrygian: [0, 1, 3, 5, 7, 8, 10],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  'minor pentatonic': [0, 3, 5, 7, 10],
  'root and fifth': [0, 7],
  root: [0],
} as const satisfies Record<string, readonly number[]>;
export type ScaleName = keyof typeof SCALES;
export const SCALE_NAMES = Object.keys(SCALES) as ScaleName[];

export const key = z
  .strictObject({ tonic: z.enum(TONICS), scale: z.enum(SCALE_NAMES as [ScaleName, ...ScaleName[]]) })
  .describe('The sound is tuned to the tone of this key that is nearest to its own note; one without a pitch stays as it is. A note that is asked for goes before it.');
export type Key = z.infer<typeof key>;
