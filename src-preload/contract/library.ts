/** The verbs about the kicks of the library: kept, found, marked, sorted into collections. */

import { z } from 'zod';
import { category } from './categories.ts';
import { descriptors, latent, wavFormat, wavRate } from './fields.ts';
import { heardKick, wavFile } from './kicks.ts';
import { collection, kickDetails, kickId, kickIds, kickName, rating, savedKick, tagName } from './library-kick.ts';
import { libraryFiles } from './library-files.ts';
import { kickOrder, kickQuery, libraryFacets } from './library-query.ts';
import { verb } from './verb.ts';

/** What a kick of the library is changed to. What is left out stays. */
export const kickChanges = z.strictObject({
  favourite: z.exactOptional(z.boolean()),
  rating: z.exactOptional(rating),
  category: z.exactOptional(category.nullable()),
  notes: z.exactOptional(z.string().max(4000, 'notes have at most 4000 characters')),
  addTags: z.array(tagName).max(50).default([]),
  removeTags: z.array(tagName).max(50).default([]),
});
export type KickChanges = z.output<typeof kickChanges>;

export const likeness = z.union([
  z.strictObject({ id: kickId }),
  z.strictObject({ descriptors }),
  z.strictObject({ bundleId: z.string().min(1), latent }),
]).describe('A sound of the library, which is not among the answers; or what a sound measures; or a place in the latent space of a model.');
export type Likeness = z.infer<typeof likeness>;

export const library = {
  save: verb({
    summary: 'Keep a sound that was heard, as it was heard.',
    input: z.strictObject({
      id: z.string().min(1).describe('The id that kicks.audition or library.open gave.'),
      name: z.exactOptional(kickName).describe('A number and the note when left out.'),
    }),
    output: savedKick,
  }),
  list: verb({
    summary: 'Sounds of the library by text, filters and order; newest first when nothing is said.',
    input: kickQuery,
    output: z.strictObject({
      items: z.array(savedKick),
      total: z.number().describe('How many fit, of which `items` is a part.'),
    }),
  }),
  ids: verb({
    summary: 'The ids of all sounds that fit, in their order: what "select all" selects.',
    input: kickOrder,
    output: z.strictObject({ items: z.array(z.string()) }),
  }),
  facets: verb({
    summary: 'What there is to filter by, and how many sounds of each.',
    input: z.strictObject({}),
    output: libraryFacets,
  }),
  similar: verb({
    summary: 'The sounds that are most like one, nearest first.',
    input: z.strictObject({
      like: z.union([likeness, z.strictObject({ file: z.string().min(1) }).describe('A sound file on this machine, in the library or not.')]),
      by: z.exactOptional(z.enum(['sound', 'latent']))
        .describe('What they measure, among all sounds; or their latents, among those of the same model. When left out: latents where there are some.'),
      limit: z.int().min(1).max(1000).default(20),
    }),
    output: z.strictObject({
      by: z.enum(['sound', 'latent']),
      items: z.array(savedKick.extend({ distance: z.number().describe('In standard deviations of sounds, or of the latent space.') })),
    }),
  }),
  info: verb({
    summary: 'Where a sound came from, and what it is in.',
    input: z.strictObject({ id: kickId }),
    output: kickDetails,
  }),
  open: verb({
    summary: 'A sound that was made, with its samples, ready to be shaped further.',
    input: z.strictObject({ id: kickId }),
    output: heardKick.extend({
      saved: savedKick,
      modelInstalled: z.boolean().describe('Whether the model it was made with is there, so that it can be shaped.'),
    }),
    binary: { field: 'samples', type: 'f32' },
  }),
  hear: verb({
    summary: 'The samples of a sound alone, made or imported, in mono.',
    input: z.strictObject({ id: kickId }),
    output: z.strictObject({ sampleRate: z.number(), samples: z.custom<Float32Array>((value) => value instanceof Float32Array) }),
    binary: { field: 'samples', type: 'f32' },
  }),
  wav: verb({
    summary: 'A sound of the library as a WAV file: the samples that were heard.',
    input: z.strictObject({ id: kickId, format: wavFormat.default('wav24'), rate: wavRate }),
    output: wavFile,
    binary: { field: 'bytes', type: 'u8' },
  }),
  rename: verb({
    summary: 'Give a sound another name.',
    input: z.strictObject({ id: kickId, name: kickName }),
    output: savedKick,
  }),
  update: verb({
    summary: 'Mark, rate, tag or sort sounds, or write notes about them; one or many at once.',
    input: kickChanges.extend({ ids: kickIds }),
    output: z.strictObject({ updated: z.number() }),
  }),
  addCollection: verb({
    summary: 'Make a collection, of sounds or empty.',
    input: z.strictObject({ name: kickName, ids: kickIds.min(0).default([]) }),
    output: collection,
  }),
  renameCollection: verb({
    summary: 'Give a collection another name.',
    input: z.strictObject({ id: collection.shape.id, name: kickName }),
    output: collection,
  }),
  fillCollection: verb({
    summary: 'Put sounds into a collection, or take them out of it.',
    input: z.strictObject({ id: collection.shape.id, add: kickIds.min(0).default([]), remove: kickIds.min(0).default([]) }),
    output: z.strictObject({ changed: z.number() }),
  }),
  removeCollection: verb({
    summary: 'Take a collection away; its sounds stay. library.addCollection makes it again of what this answers.',
    input: z.strictObject({ id: collection.shape.id }),
    output: z.strictObject({ name: z.string(), ids: z.array(z.string()) }),
  }),
  remove: verb({
    summary: 'Put sounds into the trash; library.putBack brings them back for 30 days. An imported file stays where it is.',
    input: z.strictObject({ ids: kickIds }),
    output: z.strictObject({ removed: z.number() }),
  }),
  putBack: verb({
    summary: 'Bring sounds back from the trash.',
    input: z.strictObject({ ids: kickIds }),
    output: z.strictObject({ putBack: z.number() }),
  }),
  ...libraryFiles,
};
