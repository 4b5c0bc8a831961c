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
};
