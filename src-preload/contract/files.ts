/** The verbs about kicks as files for other programs: dragged out, copied, shown in their folder. */

import { z } from 'zod';
import { MOST_STAGED } from './limits.ts';
import { verb } from './verb.ts';

const kick = z
  .union([
    z.strictObject({ heard: z.string().min(1).describe('The id that kicks.audition or library.open gave.') }),
    z.strictObject({ saved: z.string().min(1).describe('The id of a sound in the library.') }),
  ])
  .describe('One of the latest sounds that were heard, or one out of the library.');
export type StagedKick = z.infer<typeof kick>;

const set = z.strictObject({ id: z.string().min(1).describe('The id that files.stage gave.') });
const paths = z.strictObject({ paths: z.array(z.string()).min(1) });

export const files = {
  stage: verb({
    summary: 'Make sure that each sound stands as a WAV file in its lasting place, under a name for people: what was heard, in 32 bits float. '
      + 'An imported sound stands where it is. A file that nobody takes (files.paths, files.reveal, files.copy, a drag or a download) goes when Kicklab ends; others are never removed.',
    input: z.strictObject({
      kicks: z.array(kick).min(1).max(MOST_STAGED, `at most ${String(MOST_STAGED)} sounds at once; a pack holds more`),
    }),
    output: set.extend({
      name: z.string().describe('Of the file; of an archive where they are several.'),
      count: z.int().describe('How many files they are.'),
      copyable: z.boolean().describe('Whether files.copy can put files on the clipboard here.'),
    }),
  }),
  paths: verb({
    summary: 'Where staged files stand, for a program that keeps using them there.',
    input: set,
    output: paths,
  }),
  reveal: verb({
    summary: 'Show staged files in the file manager of this machine.',
    input: set,
    output: paths,
  }),
  copy: verb({
    summary: 'Put staged files on the clipboard, as a file manager does.',
    input: set,
    output: paths,
  }),
};
