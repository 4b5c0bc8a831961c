/** The verbs about the kicks that were kept. */

import { z } from 'zod';
import { descriptors, note, wavFormat } from './fields.ts';
import { heardKick, wavFile } from './kicks.ts';
import { verb } from './verb.ts';

/** Columns of a thumbnail. */
export const THUMBNAIL_COLUMNS = 64;

const id = z.string().min(1).describe('Names a saved kick.');
const ids = z.array(z.string().min(1)).min(1).max(1000);

/** A line without control characters, as it may become a file's name. */
export const kickName = z
  .string()
  .trim()
  .min(1, 'a name has at least one character')
  .max(120, 'a name has at most 120 characters')
  .refine((name) => !/\p{Cc}/u.test(name), 'a name is one line of plain text');

export const savedKick = z.strictObject({
  id,
  name: z.string(),
  favourite: z.boolean(),
  savedAt: z.string().describe('When it was saved, ISO 8601.'),
  bundleId: z.string(),
  bundleName: z.string(),
  seed: z.number().nullable(),
  note: note.nullable().describe('The note it was tuned to, as it was asked for; null where it has its own.'),
  descriptors,
  thumbnail: z
    .array(z.int().min(-127).max(127))
    .length(2 * THUMBNAIL_COLUMNS)
    .describe('Lowest and highest sample of each column in turn, full scale 127.'),
});
export type SavedKick = z.infer<typeof savedKick>;

export const library = {
  save: verb({
    summary: 'Keep a kick that was heard, with its sound.',
    input: z.strictObject({
      id: z.string().min(1).describe('The id that kicks.audition or library.open gave.'),
      name: z.exactOptional(kickName).describe('A number and the note when left out.'),
    }),
    output: savedKick,
  }),
  list: verb({
    summary: 'Saved kicks, newest first, by name where a text is given.',
    input: z.strictObject({
      search: z.string().max(200).default('').describe('Every word of it must stand in the name, whatever its case.'),
      favourites: z.boolean().default(false).describe('Only favourites.'),
      limit: z.int().min(1).max(1000).default(200),
      offset: z.int().min(0).default(0),
    }),
    output: z.strictObject({
      items: z.array(savedKick),
      total: z.number().describe('How many fit, of which `items` is a part.'),
    }),
  }),
  open: verb({
    summary: 'A saved kick with its sound, ready to be shaped further.',
    input: z.strictObject({ id }),
    output: heardKick.extend({
      saved: savedKick,
      modelInstalled: z.boolean().describe('Whether the model it was made with is there, so that it can be shaped.'),
    }),
    binary: { field: 'samples', type: 'f32' },
  }),
  wav: verb({
    summary: 'A saved kick as a WAV file: the samples that were heard.',
    input: z.strictObject({ id, format: wavFormat.default('wav24') }),
    output: wavFile,
    binary: { field: 'bytes', type: 'u8' },
  }),
  rename: verb({
    summary: 'Give a saved kick another name.',
    input: z.strictObject({ id, name: kickName }),
    output: savedKick,
  }),
  favourite: verb({
    summary: 'Mark a saved kick as a favourite, or no longer.',
    input: z.strictObject({ id, favourite: z.boolean() }),
    output: savedKick,
  }),
  remove: verb({
    summary: 'Delete saved kicks; library.restore brings them back for 30 days.',
    input: z.strictObject({ ids }),
    output: z.strictObject({ removed: z.number() }),
  }),
  restore: verb({
    summary: 'Bring deleted kicks back.',
    input: z.strictObject({ ids }),
    output: z.strictObject({ items: z.array(savedKick) }),
  }),
};
