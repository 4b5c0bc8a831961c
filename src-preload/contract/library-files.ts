/** The verbs about the library and the disk: files that are imported, and the library as a whole. */

import { z } from 'zod';
import { failedItem } from './fields.ts';
import { libraryHealth } from './library-health.ts';
import { kickId, savedKick } from './library-kick.ts';
import { verb } from './verb.ts';

/** What takes its time; one of them is under way at once. */
export const LIBRARY_JOBS = ['import', 'duplicates', 'check', 'backup', 'restore', 'move'] as const;
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

export const duplicateGroup = z.strictObject({
  kind: z.enum(['file', 'sound']).describe('Of the same file, byte by byte; or of the same sound: at another level, in another format, with silence before it.'),
  kicks: z.array(savedKick).describe('Oldest first.'),
});
export type DuplicateGroup = z.infer<typeof duplicateGroup>;

/** A file on this machine. */
const file = z.string().min(1);

/** What is in a backup. */
const COUNTS = {
  kicks: z.number(),
  imported: z.number().describe('How many of them are files of the user\'s: a backup refers to them, and does not hold them.'),
  missing: z.number().describe('Sounds whose file was not there when the backup was made.'),
};

export const libraryFiles = {
  import: verb({
    summary: 'Take sound files into the library, those of whole folders too. They are measured and referred to, never moved or changed.',
    input: z.strictObject({
      paths: z.array(file).min(1).max(10_000).describe('Files and folders; folders below them count too.'),
    }),
    output: z.strictObject({
      items: z.array(z.union([importedItem, failedItem])).describe('What is new, and what failed with its reason and the way out.'),
      unchanged: z.number().describe('Files that the library had as they are, in the trash or not.'),
      missing: z.number().describe('Files of these folders that the library knows and that are gone; their sounds stay, marked as missing.'),
    }),
  }),
  duplicates: verb({
    summary: 'Find sounds that are copies of each other: what measures alike is listened to.',
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(duplicateGroup) }),
  }),
  check: verb({
    summary: 'Look the library over: its database, its indices and every file; and mend it where that is asked for, without deleting anything.',
    input: z.strictObject({ repair: z.boolean().default(false) }),
    output: libraryHealth,
  }),
  backup: verb({
    summary: 'Write the whole library to one zip file. It can be used meanwhile.',
    input: z.strictObject({ file: file.describe('What stands there is replaced once the backup is whole.') }),
    output: z.strictObject({ file: z.string(), ...COUNTS }),
  }),
  restore: verb({
    summary: 'Put the library of a backup in the place of the present one, which is kept beside it.',
    input: z.strictObject({ file }),
    output: z.strictObject({ ...COUNTS, before: z.string().nullable().describe('The folder in which the library of before is kept; null where it held nothing.') }),
  }),
  move: verb({
    summary: 'Move the library to another folder: copied, compared, and only then removed where it was.',
    input: z.strictObject({ dir: z.string().min(1).describe('Empty, or not there yet.') }),
    output: z.strictObject({ dir: z.string(), files: z.number() }),
  }),
};
