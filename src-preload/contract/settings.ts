/**
 * The verbs about what the user has settled for the program as a whole, whichever door it is used
 * through. What concerns the page alone (keys, tempo, the output device) is the page's own.
 */

import { z } from 'zod';
import { wavFormat } from './fields.ts';
import { providerName } from './models.ts';
import { verb } from './verb.ts';
import { WAV_RATES } from './wav-formats.ts';

const choices = {
  provider: z.enum(['auto', ...providerName.options]).describe('What sounds that are heard are made on: auto is the fastest that works. Where it does not answer, the CPU does the work.'),
  theme: z.enum(['dark', 'light', 'system']).describe('system follows what the machine is set to.'),
  exportFormat: wavFormat.describe('What a download is written as.'),
  exportRate: z.union(WAV_RATES.map((rate) => z.literal(rate))).describe('Its sample rate, Hz.'),
};

/** What can be settled; the library's place besides is changed by moving it. */
export const programSettings = z.strictObject(choices);
export type ProgramSettings = z.infer<typeof programSettings>;
export type Theme = ProgramSettings['theme'];

export const FIRST_SETTINGS: ProgramSettings = { provider: 'auto', theme: 'dark', exportFormat: 'wav24', exportRate: 44_100 };

/** The settings with what stands around them. */
export const settingsState = z.strictObject({
  settings: programSettings,
  startedWith: z
    .strictObject({ provider: z.string().nullable(), library: z.boolean() })
    .describe('What this start was told by an option or the environment, which goes before what is settled: a provider, a place of the library.'),
  libraryDir: z.string().describe('The folder of the library.'),
  file: z.string().describe('Where the settings are kept.'),
  trouble: z.string().nullable().describe('What was wrong with that file, and what became of it.'),
});
export type SettingsState = z.infer<typeof settingsState>;

const { provider, theme, exportFormat, exportRate } = choices;

export const settings = {
  get: verb({
    summary: 'What is settled, where the library stands, and what this start was told otherwise.',
    input: z.strictObject({}),
    output: settingsState,
  }),
  set: verb({
    summary: 'Settle something; what is left out stays. Another provider is taken at once.',
    input: z.strictObject({
      provider: z.exactOptional(provider),
      theme: z.exactOptional(theme),
      exportFormat: z.exactOptional(exportFormat),
      exportRate: z.exactOptional(exportRate),
    }),
    output: settingsState,
  }),
  reset: verb({
    summary: 'Settle everything as it was at first. The library, its place and every sound stay.',
    input: z.strictObject({}),
    output: settingsState,
  }),
};
