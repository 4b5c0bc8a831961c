/** The verbs about training data and training runs. */

import { z } from 'zod';
import { checkedItem } from './faults.ts';
import { errorBody, failedItem, folder, seed } from './fields.ts';
import { verb } from './verb.ts';

export const trainInput = z.strictObject({
  dir: folder.describe('A folder of audio files; folders below it count too.'),
  out: folder.describe('The bundle that is written; checkpoints stand inside.'),
  epochs: z.int().min(1).max(100_000).default(200),
  seed: seed.default(1),
  beta: z.number().min(0).max(1).default(1e-3).describe('Largest weight of the KL term, on its sum over the latent dimensions.'),
  batch: z.int().min(2).max(256).default(16),
  threads: z.exactOptional(z.int().min(1).max(256)),
  latentSize: z.int().min(8).max(64).default(32),
  from: z
    .exactOptional(z.string().min(1))
    .describe('A bundle whose weights are the start, or `none`; when left out, the factory model for a small folder.'),
  resume: z.boolean().default(false),
  name: z.exactOptional(z.string().min(1).max(200)).describe('What the bundle is called; the name of its folder when left out.'),
  vocoder: z.boolean().default(false).describe('Fine-tune the vocoder too.'),
});

export const trainResult = z.strictObject({
  dir: z.string(),
  bundleId: z.string().nullable().describe('null when cancelled: no bundle was written'),
  bestEpoch: z.number(),
  stopped: z.enum(['done', 'cancelled']),
  used: z.number(),
  rejected: z.array(z.strictObject({ file: z.string(), code: z.string(), message: z.string() })),
});

export type TrainResult = z.infer<typeof trainResult>;

const progress = z.strictObject({
  phase: z.enum(['prepare', 'pca', 'train', 'inversion', 'vocoder', 'finish']),
  epoch: z.number(),
  epochs: z.number(),
  step: z.number(),
  steps: z.number(),
  etaSeconds: z.number().nullable(),
  losses: z.record(z.string(), z.number()),
});

export type TrainProgress = z.infer<typeof progress>;

const preparedItem = z.strictObject({
  file: z.string(),
  out: z.string().describe('The prepared WAV (32 bit float).'),
  report: z.string().describe('What was done to it, as JSON.'),
});
export type PreparedItem = z.infer<typeof preparedItem>;

export const training = {
  prepare: verb({
    summary: 'Prepare a folder of audio files as training would, and write them with a report each.',
    input: z.strictObject({ dir: folder, out: folder }),
    output: z.strictObject({ items: z.array(z.union([preparedItem, failedItem])) }),
  }),
  check: verb({
    summary: 'Tell what is wrong with the sounds of a folder before a model learns from them.',
    input: z.strictObject({ dir: folder }),
    output: z.strictObject({ items: z.array(checkedItem) }),
  }),
  start: verb({
    summary: 'Begin a training run; one runs at a time, beside the engine that plays.',
    input: trainInput,
    output: z.strictObject({ out: z.string() }),
  }),
  status: verb({
    summary: 'How the latest training run stands.',
    input: z.strictObject({}),
    output: z.strictObject({
      state: z.enum(['none', 'running', 'done', 'failed']),
      out: z.string().nullable(),
      progress: progress.nullable(),
      result: trainResult.nullable(),
      error: errorBody.nullable(),
    }),
  }),
  cancel: verb({
    summary: 'Stop the training run after the step under way; its checkpoint stays.',
    input: z.strictObject({}),
    output: z.strictObject({ cancelled: z.boolean() }),
  }),
};
