/** The verbs about this machine and this program. */

import { z } from 'zod';
import { model } from './fields.ts';
import { providerReport } from './models.ts';
import { verb } from './verb.ts';

const found = z.strictObject({
  found: z.string().nullable().describe('Its path, or null.'),
  version: z.string().nullable(),
  reason: z.string().nullable().describe('Why it cannot be used.'),
});

export const system = {
  doctor: verb({
    summary: 'What Kicklab found on this machine.',
    input: z.strictObject({ model }),
    output: z.strictObject({
      healthy: z.boolean().describe('The model loads and a provider answers.'),
      versions: z.record(z.string(), z.string()),
      model: z.strictObject({ id: z.string().nullable(), dir: z.string().nullable(), reason: z.string().nullable() }),
      providers: z.array(providerReport),
      ffmpeg: found,
      browser: found,
    }),
  }),
  about: verb({
    summary: 'Which Kicklab this is, and what it is made of.',
    input: z.strictObject({}),
    output: z.strictObject({
      version: z.string(),
      licence: z.string().describe('Of the program itself, as an SPDX identifier.'),
      notices: z.string().describe('Licences and credits of everything that comes with it, the sounds behind the shipped model among them; Markdown.'),
    }),
  }),
};
