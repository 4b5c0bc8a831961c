/** The verbs about model bundles. */

import { z } from 'zod';
import { model } from './fields.ts';
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

export const models = {
  list: verb({
    summary: 'The installed models.',
    input: z.strictObject({}),
    output: z.strictObject({
      models: z.array(z.strictObject({ id: z.string(), name: z.string(), dir: z.string(), factory: z.boolean() })),
    }),
  }),
  info: verb({
    summary: 'What a model is: its id, latent size, provider in use, ranges of its sliders.',
    input: z.strictObject({ model }),
    output: z.strictObject({
      id: z.string(),
      dir: z.string(),
      name: z.string(),
      latentSize: z.number(),
      sampleRate: z.number(),
      provider: providerName,
      sliders: z.strictObject({ decay: sliderRange, brightness: sliderRange, subby: sliderRange, click: sliderRange }),
    }),
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
