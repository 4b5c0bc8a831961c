/** The verbs that build packs: one at a time, beside the engine that plays. */

import { z } from 'zod';
import { errorBody } from './fields.ts';
import { wavFile } from './kicks.ts';
import { packAsked, packKick, packName, packTemplate } from './pack-fields.ts';
import { verb } from './verb.ts';

export * from './pack-fields.ts';

const progress = z.strictObject({
  phase: z.enum(['make', 'write', 'finish']).describe('Making sounds to choose among; writing those that were chosen; sheet, mapping, archive.'),
  done: z.int(),
  total: z.int(),
  etaSeconds: z.number().nullable().describe('Until all of it is done; null until it can be told.'),
});
export type PackProgress = z.infer<typeof progress>;

export const packResult = z.strictObject({
  out: z.string(),
  archive: z.string().nullable().describe('The archive, where one was asked for.'),
  asked: z.int(),
  kicks: z.array(packKick.pick({ number: true, file: true, category: true, note: true, descriptor: true, loudnessLufs: true, truePeakDb: true, limited: true })),
  sheets: z.int().describe('How many contact sheets there are.'),
});
export type PackResult = z.infer<typeof packResult>;

export const packs = {
  start: verb({
    summary: 'Begin to build a pack of sounds; begun again with the same settings it goes on where it was stopped.',
    input: packAsked,
    output: z.strictObject({ out: z.string() }),
  }),
  status: verb({
    summary: 'How the latest pack stands.',
    input: z.strictObject({}),
    output: z.strictObject({
      state: z.enum(['none', 'running', 'stopped', 'done', 'failed']),
      asked: packAsked.nullable(),
      progress: progress.nullable(),
      result: packResult.nullable(),
      error: errorBody.nullable(),
    }),
  }),
  cancel: verb({
    summary: 'Stop the pack that is being built; what was made stays, so that it can go on.',
    input: z.strictObject({}),
    output: z.strictObject({ cancelled: z.boolean() }),
  }),
  preview: verb({
    summary: 'The names that files of a pack would have, such as they may come out, and a folder for it.',
    input: z.strictObject({
      name: packName,
      template: packTemplate,
      count: z.int().min(1),
    }),
    output: z.strictObject({ names: z.array(z.string()), folder: z.string() }),
  }),
  sheet: verb({
    summary: 'A contact sheet of the latest pack, as PNG.',
    input: z.strictObject({ page: z.int().min(1).default(1) }),
    output: wavFile,
    binary: { field: 'bytes', type: 'u8' },
  }),
  hear: verb({
    summary: 'The samples of a sound of the latest pack, as its file has them.',
    input: z.strictObject({ number: z.int().min(1) }),
    output: z.strictObject({ sampleRate: z.number(), samples: z.custom<Float32Array>((value) => value instanceof Float32Array) }),
    binary: { field: 'samples', type: 'f32' },
  }),
};
