/**
 * Training runs as they are kept: each has an id, waits its turn, can be paused and gone on with,
 * also after the program or its trainer was killed, and stays listed until it is forgotten.
 */

import { z } from 'zod';
import { errorBody } from './fields.ts';
import { stepFigures } from './training-figures.ts';
import { presetName, trainingPlan } from './training-presets.ts';

export const trainResult = z.strictObject({
  dir: z.string(),
  bundleId: z.string().nullable().describe('null when cancelled: no bundle was written'),
  bestEpoch: z.number(),
  stopped: z.enum(['done', 'cancelled']),
  used: z.number(),
  rejected: z.array(z.strictObject({ file: z.string(), code: z.string(), message: z.string() })),
});
export type TrainResult = z.infer<typeof trainResult>;

export const trainProgress = z.strictObject({
  phase: z.enum(['prepare', 'pca', 'train', 'inversion', 'vocoder', 'finish', 'describe', 'judge']),
  epoch: z.number(),
  epochs: z.number(),
  step: z.number(),
  steps: z.number(),
  etaSeconds: z.number().nullable(),
  losses: z.record(z.string(), z.number()),
  figures: z.exactOptional(stepFigures),
});
export type TrainProgress = z.infer<typeof trainProgress>;

/** How far something is and what came of it. */
export const outcome = {
  progress: trainProgress.nullable(),
  result: trainResult.nullable(),
  error: errorBody.nullable(),
};

export const runId = z.uuid().describe('The id of a training run.');

export const runState = z
  .enum(['queued', 'preparing', 'training', 'paused', 'interrupted', 'done', 'failed', 'cancelled'])
  .describe('interrupted: the program or its trainer ended in the middle. From paused, interrupted, cancelled and failed a run can go on.');
export type RunState = z.infer<typeof runState>;

export const trainingRun = z.strictObject({
  id: runId,
  name: z.string().describe('What the model is called.'),
  state: runState,
  position: z.int().nullable().describe('Place in the queue of this process, 1 being the next; null where it does not wait there.'),
  here: z.boolean().describe('Whether this process has it in hand; another one may.'),
  source: z.string().describe('The folder or data set that it learns from.'),
  preset: presetName,
  out: z.string().describe('Folder of the model; checkpoints stand inside.'),
  epochs: z.number().nullable().describe('Passes over the data; null until they were settled.'),
  seed: z.number(),
  plan: trainingPlan.nullable().describe('What it was reckoned to come to when it began.'),
  created: z.iso.datetime(),
  changed: z.iso.datetime().describe('When its state last became another.'),
  seconds: z.number().describe('Time it was worked on.'),
  ...outcome,
});
export type TrainingRun = z.infer<typeof trainingRun>;
