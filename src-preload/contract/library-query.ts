/** What kicks of the library are asked for by: text, filters, order. Schemas only. */

import { z } from 'zod';
import { category } from './categories.ts';
import { kickId, kickKind, rating } from './library-kick.ts';

/** The descriptors that are numbers: each filters and sorts. */
export const MEASURES = ['decayMs', 'centroidHz', 'subShare', 'clickDb', 'noteHz', 'lengthMs', 'loudnessLufs'] as const;
export type Measure = (typeof MEASURES)[number];

export const SORTS = ['savedAt', 'removedAt', 'name', 'rating', 'category', 'bundle', ...MEASURES] as const;
export type Sort = (typeof SORTS)[number];

const range = z.exactOptional(
  z.strictObject({ min: z.exactOptional(z.number()), max: z.exactOptional(z.number()) })
    .describe('Both ends belong to it. A sound of which the value is not known is in no range.'),
);

const FILTERS = {
  search: z.string().max(200).default('')
    .describe('Every word of it must be the beginning of a word of the name, the tags, the note, the category, the collections or the notes, whatever its case and accents.'),
  favourites: z.boolean().default(false).describe('Only favourites.'),
  ids: z.exactOptional(z.array(kickId).max(100_000)).describe('None but these.'),
  removed: z.boolean().default(false).describe('Sounds in the trash instead of those that are not.'),
  kind: z.exactOptional(kickKind),
  rating: z.exactOptional(rating).describe('At least so many.'),
  tags: z.array(z.string()).max(50).default([]).describe('All of them.'),
  collection: z.exactOptional(z.string().min(1)).describe('The id of one.'),
  categories: z.array(category).default([]).describe('Any of them, if there are some.'),
  bundles: z.array(z.string()).max(100).default([]).describe('Ids; any of them.'),
  notes: z.array(z.string()).max(128).default([]).describe('Notes of the tail, any of them: F1, or F in every octave.'),
  savedFrom: z.exactOptional(z.iso.datetime()).describe('Saved then or later.'),
  savedUntil: z.exactOptional(z.iso.datetime()).describe('Saved then or earlier.'),
  measures: z.strictObject({ decayMs: range, centroidHz: range, subShare: range, clickDb: range, noteHz: range, lengthMs: range, loudnessLufs: range }).default({})
    .describe('Ranges of descriptors, in their units.'),
};

export const kickFilters = z.strictObject(FILTERS);
export type KickFilters = z.output<typeof kickFilters>;

const ORDER = {
  sort: z.enum(SORTS).default('savedAt'),
  descending: z.boolean().default(true).describe('Newest, best, longest first. What is not known comes last either way.'),
};

export const kickOrder = z.strictObject({ ...FILTERS, ...ORDER });
export type KickOrder = z.output<typeof kickOrder>;

export const kickQuery = z.strictObject({
  ...FILTERS,
  ...ORDER,
  limit: z.int().min(1).max(1000).default(200),
  offset: z.int().min(0).default(0),
});
export type KickQuery = z.output<typeof kickQuery>;

const counted = z.strictObject({ name: z.string(), count: z.number() });
const identified = counted.extend({ id: z.string() });

export const libraryFacets = z.strictObject({
  all: z.number().describe('How many sounds there are outside the trash.'),
  favourites: z.number(),
  imported: z.number(),
  removed: z.number().describe('How many are in the trash.'),
  tags: z.array(counted),
  collections: z.array(identified).describe('Empty ones too.'),
  categories: z.array(counted),
  bundles: z.array(identified),
  notes: z.array(counted).describe('By the nearest note of the tail, lowest first.'),
});
export type LibraryFacets = z.infer<typeof libraryFacets>;
