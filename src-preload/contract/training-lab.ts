/** The verbs that show a training run while it runs, its figures and what can be heard of it, and how good a model is. */

import { z } from 'zod';
import { folder, model } from './fields.ts';
import { evaluation } from './quality.ts';
import { trainedEpoch } from './training-figures.ts';
import { runId } from './training-runs.ts';
import { verb } from './verb.ts';

const soundName = z.string().regex(/^(original|made|random)-\d{1,2}$/).describe('A sound of the strip, as training.strips names it.');

export const lab = {
  history: verb({
    summary: 'The figures of every whole epoch of a training run, for its charts.',
    input: z.strictObject({ id: runId }),
    output: z.strictObject({
      epochs: z.array(trainedEpoch),
      bestEpoch: z.number().nullable().describe('The epoch whose held-back loss is lowest so far: the one that the model is made of.'),
    }),
  }),
  strips: verb({
    summary: 'What can be heard of a training run now: held-back sounds beside what the model makes of them, and sounds of fixed latents.',
    input: z.strictObject({ id: runId }),
    output: z.strictObject({
      epoch: z.number().nullable().describe('After which they were made; null where there are none yet. Each has the same names after every epoch.'),
      pairs: z.array(z.strictObject({ kick: z.string().describe('The held-back sound.'), original: soundName, made: soundName })),
      random: z.array(soundName),
    }),
  }),
  strip: verb({
    summary: 'A sound of the latest strips of a training run.',
    input: z.strictObject({ id: runId, name: soundName }),
    output: z.strictObject({ epoch: z.number(), sampleRate: z.number(), samples: z.custom<Float32Array>((value) => value instanceof Float32Array) }),
    binary: { field: 'samples', type: 'f32' },
  }),
  evaluate: verb({
    summary: 'How well a model gives the sounds of a folder back, and whether its own are as varied.',
    input: z.strictObject({ model, dir: folder }),
    output: evaluation,
  }),
};
