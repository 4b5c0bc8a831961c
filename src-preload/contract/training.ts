/** The verbs about training data and training runs. */

import { z } from 'zod';
import { augmentation } from './augmentation.ts';
import { datasetId, datasetLicence } from './datasets.ts';
import { checkedItem } from './faults.ts';
import { failedItem, folder, seed } from './fields.ts';
import { lab } from './training-lab.ts';
import { pace, presetName, trainingPlan } from './training-presets.ts';
import { outcome, runId, trainingRun } from './training-runs.ts';
import { instrument } from './instruments.ts';
import { verb } from './verb.ts';

export * from './training-runs.ts';

const source = {
  dir: z.exactOptional(folder).describe('A folder of audio files; folders below it count too, and are the labels of what is in them.'),
  dataset: z.exactOptional(datasetId).describe('Instead of a folder, a data set: those of its sounds that are in use.'),
};
/** Refuses both and neither. */
const oneSource = [
  ({ dir, dataset }: { dir?: string; dataset?: string }) => (dir === undefined) !== (dataset === undefined),
  { error: 'give a folder (dir) or a data set (dataset)' },
] as const;
const settings = {
  preset: presetName.default('good').describe('How much is done; what is given besides goes before it.'),
  epochs: z.exactOptional(z.int().min(1).max(100_000)).describe('Passes over the data; the preset settles them when left out.'),
  batch: z.int().min(2).max(256).default(16),
  threads: z.exactOptional(z.int().min(1).max(256)),
  latentSize: z.int().min(8).max(64).default(32),
  from: z
    .exactOptional(z.string().min(1))
    .describe('A bundle whose weights are the start, or `none`; when left out, the factory model for a small folder.'),
};

export const trainInput = z.strictObject({
  ...source,
  ...settings,
  out: z.exactOptional(folder).describe('The bundle that is written; checkpoints stand inside. A folder of its name among the user\'s models when left out.'),
  seed: seed.default(1),
  beta: z.number().min(0).max(1).default(1e-3).describe('Largest weight of the KL term, on its sum over the latent dimensions.'),
  resume: z.boolean().default(false).describe('Go on from the checkpoints in `out`, with the same settings.'),
  name: z.exactOptional(z.string().min(1).max(200)).describe('What the bundle is called; the name of its folder when left out.'),
  vocoder: z.boolean().default(false).describe('Fine-tune the vocoder too.'),
  augmentation: augmentation.prefault({}),
  licence: z.exactOptional(datasetLicence).describe('Of what is in the folder. A data set has its own.'),
  instrument: z.exactOptional(instrument).describe('What is in the folder; what its names say when left out. A data set has its own.'),
}).refine(...oneSource);

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
    input: z.strictObject({ dir: folder, instrument: z.exactOptional(instrument).describe('What they are to be; what their names say when left out.') }),
    output: z.strictObject({ items: z.array(checkedItem) }),
  }),
  start: verb({
    summary: 'Begin a training run, beside the engine that plays; while another is under way it waits its turn.',
    input: trainInput,
    output: z.strictObject({ id: runId, out: z.string(), position: z.int().describe('0: it is under way; else its place in the queue.') }),
  }),
  estimate: verb({
    summary: 'How long a training run would take on this machine: a few real steps are measured for it.',
    input: z.strictObject({ ...source, ...settings }).refine(...oneSource),
    output: z.strictObject({ kicks: z.number(), plan: trainingPlan, pace }),
  }),
  status: verb({
    summary: 'How the latest training run of this process stands.',
    input: z.strictObject({}),
    output: z.strictObject({
      state: z.enum(['none', 'running', 'done', 'failed']).describe('done also where it was stopped: `result` tells which.'),
      id: runId.nullable(),
      out: z.string().nullable(),
      ...outcome,
    }),
  }),
  list: verb({
    summary: 'Every training run that was not forgotten, the newest first.',
    input: z.strictObject({}),
    output: z.strictObject({ runs: z.array(trainingRun) }),
  }),
  pause: verb({
    summary: 'Stop a run after the step under way, to go on with it later; answers once it has stopped.',
    input: z.strictObject({ id: runId }),
    output: trainingRun,
  }),
  resume: verb({
    summary: 'Go on with a run that is paused, was interrupted, cancelled or failed; what comes of it is what would have come of it undisturbed.',
    input: z.strictObject({ id: runId }),
    output: trainingRun,
  }),
  cancel: verb({
    summary: 'Stop a run after the step under way; its checkpoint stays. The one under way when none is named.',
    input: z.strictObject({ id: z.exactOptional(runId) }),
    output: z.strictObject({ cancelled: z.boolean() }),
  }),
  move: verb({
    summary: 'Give a run that waits another place in the queue.',
    input: z.strictObject({ id: runId, position: z.int().min(1).describe('1 is the next.') }),
    output: trainingRun,
  }),
  forget: verb({
    summary: 'Take a run off the list. A model that came of it stays; the checkpoints of one that stands among the user\'s models go.',
    input: z.strictObject({ id: runId }),
    output: z.strictObject({}),
  }),
  ...lab,
};
