/** The verbs that make, measure and rebuild kicks. */

import { z } from 'zod';
import {
  descriptors, failedItem, files, folder, kickBase, latent, model, seed, sliderPositions, sliderValues, wavFormat,
} from './fields.ts';
import { verb } from './verb.ts';

const timing = z
  .strictObject({
    decode: z.number(),
    vocoder: z.number(),
    projection: z.number(),
    finish: z.number(),
    total: z.number(),
  })
  .describe('Wall milliseconds by stage.');

const madeItem = z.strictObject({ file: z.string(), latent, sliders: sliderPositions, descriptors });
export type MadeItem = z.infer<typeof madeItem>;

const encodedItem = madeItem;
const rebuiltItem = z.strictObject({
  file: z.string(),
  out: z.string().describe('The file that was written.'),
  descriptors,
});
export type RebuiltItem = z.infer<typeof rebuiltItem>;

/** A kick as it is heard, however it came about. */
export const heardKick = z.strictObject({
  id: z.string().describe('Names this kick in kicks.wav and library.save while it is among the latest ones.'),
  bundleId: z.string().describe('The model it was made with.'),
  seed: z.number().nullable().describe('The seed of its base, where it has one.'),
  latent: latent.describe('After the sliders.'),
  base: latent.describe('Before the sliders.'),
  set: sliderValues.describe('The sliders that were set.'),
  sliders: sliderPositions,
  descriptors,
  sampleRate: z.number(),
  samples: z.custom<Float32Array>((value) => value instanceof Float32Array),
});
export type HeardKick = z.infer<typeof heardKick>;

export const wavFile = z.strictObject({
  name: z.string(),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});

export const kicks = {
  audition: verb({
    summary: 'Make one kick to be heard now.',
    input: z.strictObject({
      base: kickBase,
      sliders: sliderValues.default({}),
      model,
      replaces: z
        .exactOptional(z.string().min(1))
        .describe('The id of an earlier kick that nobody will ask for again, such as the last one of the same slider move.'),
    }),
    output: heardKick.extend({ timing }),
    binary: { field: 'samples', type: 'f32' },
  }),
  analyse: verb({
    summary: 'Find the latent, slider positions and descriptors of a sound that is handed over as the bytes of its file.',
    input: wavFile.extend({ model }),
    output: z.strictObject({ latent, sliders: sliderPositions, descriptors }),
    upload: { field: 'bytes', type: 'u8' },
  }),
  wav: verb({
    summary: 'One of the latest kicks as a WAV file: the samples that were heard.',
    input: z.strictObject({ id: z.string().min(1), format: wavFormat.default('wav24') }),
    output: wavFile,
    binary: { field: 'bytes', type: 'u8' },
  }),
  generate: verb({
    summary: 'Make kicks into a folder: 0001.wav, 0002.wav, ...',
    input: z
      .strictObject({
        count: z.int().min(1).max(100_000).default(1),
        seed: seed.default(1),
        sliders: sliderValues.default({}),
        latent: z.exactOptional(latent),
        out: folder,
        model,
      })
      .refine((a) => a.latent === undefined || a.count === 1, {
        path: ['count'],
        error: 'one latent makes one kick; leave count out',
      }),
    output: z.strictObject({ items: z.array(z.union([madeItem, failedItem])) }),
  }),
  encode: verb({
    summary: 'Find the latent, slider positions and descriptors of audio files.',
    input: z.strictObject({ files, model }),
    output: z.strictObject({ items: z.array(z.union([encodedItem, failedItem])) }),
  }),
  reconstruct: verb({
    summary: 'Pass audio files through the latent and write what comes out.',
    input: z.strictObject({ files, out: folder, model }),
    output: z.strictObject({ items: z.array(z.union([rebuiltItem.extend({ latent }), failedItem])) }),
  }),
  resynth: verb({
    summary: 'Pass the mel and pitch of audio files straight to the vocoder and write what comes out.',
    input: z.strictObject({ files, out: folder, model }),
    output: z.strictObject({ items: z.array(z.union([rebuiltItem, failedItem])) }),
  }),
  interpolate: verb({
    summary: 'Write the kicks on a straight line between two latents, both ends included.',
    input: z.strictObject({ a: latent, b: latent, steps: z.int().min(2).max(1000), out: folder, model }),
    output: z.strictObject({ items: z.array(z.union([madeItem, failedItem])) }),
  }),
};
