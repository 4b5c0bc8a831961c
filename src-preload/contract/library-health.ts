/** What can be wrong with a library. Schemas only. */

import { z } from 'zod';

export const LIBRARY_FAULTS = ['database', 'index', 'fileMissing', 'fileDamaged', 'fileStray', 'importedMissing', 'importedChanged'] as const;
export type LibraryFaultKind = (typeof LIBRARY_FAULTS)[number];

export const libraryFault = z.strictObject({
  kind: z.enum(LIBRARY_FAULTS),
  file: z.string().describe('What it is about.'),
  id: z.string().nullable().describe('The sound, where it is about one.'),
  message: z.string().describe('What is wrong, and what was or can be done.'),
  mended: z.boolean(),
});
export type LibraryFault = z.infer<typeof libraryFault>;

export const libraryHealth = z.strictObject({
  items: z.array(libraryFault),
  kicks: z.number().describe('How many there are, the trash included.'),
  missing: z.number().describe('Sounds marked as missing before, whose files are still not there.'),
  setAside: z.string().nullable().describe('The folder to which files were moved or copied that belong to no sound any more; nothing is deleted.'),
});
export type LibraryHealth = z.infer<typeof libraryHealth>;
