/** A kick of the library as lists show it and as its details have it. Schemas only. */

import { z } from 'zod';
import { category } from './categories.ts';
import { effectChain } from './effect-schemas.ts';
import { descriptors, exchanged, latent, note, sliderPositions, sliderValues } from './fields.ts';
import { components, pitchCurve } from './shape.ts';

/** Columns of a thumbnail. */
export const THUMBNAIL_COLUMNS = 64;

/** The best of the marks that a kick can be given; 0 is none yet. */
export const MAX_RATING = 5;

/** How many kicks a call may name: a whole library. */
const MOST_IDS = 200_000;

export const kickId = z.string().min(1).describe('Names a sound of the library.');
export const kickIds = z.array(z.string().min(1)).min(1).max(MOST_IDS);

/** A line without control characters, as it may become a file's name. */
export const kickName = z
  .string()
  .trim()
  .min(1, 'a name has at least one character')
  .max(120, 'a name has at most 120 characters')
  .refine((name) => !/\p{Cc}/u.test(name), 'a name is one line of plain text');

/** Tags that differ in case or accents alone are one. */
export const tagName = z
  .string()
  .trim()
  .min(1, 'a tag has at least one character')
  .max(60, 'a tag has at most 60 characters')
  .refine((name) => !/\p{Cc}/u.test(name), 'a tag is one line of plain text');

export const rating = z.int().min(0).max(MAX_RATING).describe('0 to 5; 0 is not rated.');

export const kickKind = z
  .enum(['made', 'imported'])
  .describe('Made by Kicklab, whose sound the library keeps; or a file of the user\'s, which is only referred to.');
export type KickKind = z.infer<typeof kickKind>;

export const savedKick = z.strictObject({
  id: kickId,
  kind: kickKind,
  name: z.string(),
  favourite: z.boolean(),
  rating,
  category: category.nullable().describe('null where none is known.'),
  tags: z.array(z.string()).describe('In the order of the alphabet.'),
  notes: z.string().describe('What the user wrote about it.'),
  savedAt: z.string().describe('When it was saved or imported, ISO 8601.'),
  removedAt: z.string().nullable().describe('When it was put into the trash, ISO 8601; null while it is not there.'),
  bundleId: z.string().nullable().describe('The model it was made with; null of an imported file.'),
  bundleName: z.string().nullable(),
  seed: z.number().nullable(),
  note: note.nullable().describe('The note it was tuned to, as it was asked for; null where it has its own.'),
  file: z.string().nullable().describe('Where an imported file lies; null of a sound that was made.'),
  missing: z.boolean().describe('Whether the imported file was not there when it was last looked for.'),
  descriptors,
  thumbnail: z
    .array(z.int().min(-127).max(127))
    .length(2 * THUMBNAIL_COLUMNS)
    .describe('Lowest and highest sample of each column in turn, full scale 127.'),
});
export type SavedKick = z.infer<typeof savedKick>;

export const collection = z.strictObject({ id: z.string().min(1), name: z.string() });
export type Collection = z.infer<typeof collection>;

/** Everything that is known of where a kick came from. */
export const kickOrigin = z.strictObject({
  latent,
  base: latent.describe('Before the sliders.'),
  components,
  set: sliderValues.describe('The sliders that were set.'),
  sliders: sliderPositions,
  pitchCurve,
  exchanged,
  effects: effectChain,
});

export const kickDetails = z.strictObject({
  saved: savedKick,
  file: z.string().describe('The file of its sound.'),
  sampleRate: z.number(),
  samples: z.number().describe('How many there are in the file.'),
  collections: z.array(collection).describe('Those that it is in.'),
  origin: kickOrigin.nullable().describe('How it was made; null of an imported file.'),
});
export type KickDetails = z.infer<typeof kickDetails>;
