/** The verbs about the library and the disk: files that are imported, and the library as a whole. */

import { z } from 'zod';
import { failedItem } from './fields.ts';
import { kickId } from './library-kick.ts';
import { verb } from './verb.ts';

/** What takes its time; one of them is under way at once. */
export const LIBRARY_JOBS = ['import'] as const;
export type LibraryJob = (typeof LIBRARY_JOBS)[number];

/** How a long job stands. Whoever began it may cancel it. */
export const libraryWork = z.strictObject({
  job: z.enum(LIBRARY_JOBS),
  running: z.boolean().describe('false once it has ended, however it did.'),
  done: z.number(),
  total: z.number().describe('Files, of which `done` are dealt with; 0 until they are counted.'),
});
export type LibraryWork = z.infer<typeof libraryWork>;

const importedItem = z.strictObject({
  file: z.string(),
  id: kickId,
  state: z.enum(['added', 'changed', 'found'])
    .describe('New in the library; there before, and measured anew since its file changed; or there before, its file now found in this place.'),
});
export type ImportedItem = z.infer<typeof importedItem>;

export const libraryFiles = {
  import: verb({
    summary: 'Take sound files into the library, those of whole folders too. They are measured and referred to, never moved or changed.',
    input: z.strictObject({
      paths: z.array(z.string().min(1)).min(1).max(10_000).describe('Files and folders; folders below them count too.'),
    }),
    output: z.strictObject({
      items: z.array(z.union([importedItem, failedItem])).describe('What is new, and what failed with its reason and the way out.'),
      unchanged: z.number().describe('Files that the library had as they are, in the trash or not.'),
      missing: z.number().describe('Files of these folders that the library knows and that are gone; their kicks stay, marked as missing.'),
    }),
  }),
};
