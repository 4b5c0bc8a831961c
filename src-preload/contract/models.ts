/** The verbs about model bundles. */

import { z } from 'zod';
import { model } from './fields.ts';
import { qualityCard } from './quality.ts';
import { verb } from './verb.ts';

const sliderRange = z
  .strictObject({
    unit: z.enum(['ms', 'Hz', 'share', 'dB']),
    low: z.number(),
    median: z.number(),
    high: z.number(),
  })
  .describe('What the training set held of this descriptor.');

export const providerName = z.enum(['cpu', 'cuda', 'webgpu', 'dml', 'coreml']);

export const providerReport = z.strictObject({
  name: providerName,
  available: z.boolean(),
  reason: z.string().nullable().describe('Why it cannot be used.'),
  ms: z.number().nullable().describe('Median milliseconds of one decode and vocoder run.'),
  error: z.number().nullable().describe('Largest absolute difference from the output of the CPU.'),
});

const training = z
  .strictObject({
    datasetDigest: z.string().describe('sha256 over the prepared data set, in hex.'),
    counts: z.record(z.string(), z.number()).describe('What went in, such as procedural and real kicks.'),
    licences: z.array(z.string()).describe('Licences and credits of what went in.'),
    seed: z.number(),
    settings: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .describe('As they were trained with; beta is on the sum over the latent.'),
    from: z.string().nullable().describe('Id of the model whose weights were the start.'),
  })
  .describe('Where the weights come from.');

const modelInfo = z.strictObject({
  id: z.string(),
  dir: z.string(),
  name: z.string(),
  latentSize: z.number(),
  sampleRate: z.number(),
  provider: providerName,
  categories: z.array(z.string()).describe('Names of the categories that kicks can be asked for in; none where it was told of none.'),
  sliders: z.strictObject({ decay: sliderRange, brightness: sliderRange, subby: sliderRange, click: sliderRange }),
});

const installed = z.strictObject({
  id: z.string(),
  name: z.string(),
  dir: z.string(),
  factory: z.boolean().describe('Shipped with the program: it can be neither renamed nor removed.'),
  current: z.boolean().describe('Whether it answers requests that name no model.'),
  bytes: z.number().describe('What its folder takes on the disk.'),
  madeAt: z.iso.datetime().describe('When its weights were written here.'),
  kicks: z.number().nullable().describe('How many kicks of the library were made with it; null where the library cannot be asked.'),
});
export type InstalledModel = z.infer<typeof installed>;

export const models = {
  list: verb({
    summary: 'The installed models.',
    input: z.strictObject({}),
    output: z.strictObject({ models: z.array(installed) }),
  }),
  info: verb({
    summary: 'What a model is: its id, latent size, provider in use, ranges of its sliders.',
    input: z.strictObject({ model }),
    output: modelInfo,
  }),
  use: verb({
    summary: 'Let a model answer requests that name none, from now on and at every later start. It is checked first.',
    input: z.strictObject({ model: z.string().min(1).describe('As model is named elsewhere.') }),
    output: modelInfo,
  }),
  quality: verb({
    summary: 'How far a model may be trusted: what was measured of it after its training.',
    input: z.strictObject({ model }),
    output: z.strictObject({ quality: qualityCard.nullable().describe('null of a model that came without.') }),
  }),
  card: verb({
    summary: 'What a model was trained on, under which licences, and its model card.',
    input: z.strictObject({ model }),
    output: z.strictObject({
      id: z.string(),
      name: z.string(),
      latentSize: z.number(),
      training,
      card: z.string().describe('Markdown, as the bundle holds it.'),
    }),
  }),
};
