/** The verbs that lead from one kick to another. All but `render` give recipes, not sounds: kicks.audition makes those. */

import { z } from 'zod';
import { effectChain } from './effect-schemas.ts';
import { exchanged, failedItem, folder, latent, model, note, typicality } from './fields.ts';
import { madeItem } from './kicks.ts';
import { pitchCurve } from './shape.ts';
import { verb } from './verb.ts';

/** Kicks of a strip, and steps between one of them and the next. */
export const STRIP_KICKS = { min: 2, max: 8 } as const;
export const STRIP_STEPS = { min: 3, max: 31 } as const;

const morphKick = z
  .strictObject({
    latent,
    exchanged: exchanged.default({}),
    note: note.nullable().default(null).describe('The note it is tuned to; null where it has its own.'),
    pitchCurve: pitchCurve.default([]),
    effects: effectChain.default([]),
  })
  .describe('A sound as kicks.audition takes it.');
export type MorphKick = z.infer<typeof morphKick>;

const way = z
  .enum(['straight', 'spherical'])
  .default('straight')
  .describe('By the shortest way, whose middle is calmer; or around the centre of the sounds that the model knows, as far from it as these are.');
export type MorphWay = z.infer<typeof way>;

const share = z.number().min(0).max(1);
const recipe = morphKick.extend({ typicality });
const stripStep = recipe.extend({ at: z.number().describe('Where it stands: 0 is the first sound, 1 the second, 1.5 half way to the third.') });
export type StripStep = z.infer<typeof stripStep>;

const strip = z.strictObject({
  kicks: z.array(morphKick).min(STRIP_KICKS.min).max(STRIP_KICKS.max),
  steps: z.int().min(STRIP_STEPS.min).max(STRIP_STEPS.max).describe('How many lie between one sound and the next.'),
  way,
  model,
});

export const morph = {
  strip: verb({
    summary: 'The steps from sound to sound, each of them in its place: latents, notes and effects.',
    input: strip,
    output: z.strictObject({ steps: z.array(stripStep) }),
  }),
  render: verb({
    summary: 'Write the steps from sound to sound, each of them in its place, into a folder: 0001.wav, 0002.wav, ...',
    input: strip.extend({ out: folder }),
    output: z.strictObject({ items: z.array(z.union([madeItem, failedItem])) }),
  }),
  pad: verb({
    summary: 'The sound at a place of a square with a sound in each corner.',
    input: z.strictObject({
      corners: z.tuple([morphKick, morphKick, morphKick, morphKick]).describe('Top left, top right, bottom left, bottom right.'),
      x: share.describe('From the left.'),
      y: share.describe('From the top.'),
      way,
      model,
    }),
    output: recipe,
  }),
};
