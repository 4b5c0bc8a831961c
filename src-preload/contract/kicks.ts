/** The verbs that make, measure and rebuild kicks. */

import { z } from 'zod';
import { effectChain, effectLevel } from './effect-schemas.ts';
import {
  categoryShares, descriptors, exchanged, failedItem, files, folder, kickBase, latent, model, note, reach, reached, seed, sliderPositions, sliderValues, targets, transfer, typicality, wavFormat, wavRate,
} from './fields.ts';
import { provenance } from './provenance.ts';
import { nearestKick } from './quality.ts';
import { components, coordinates, key, pitchCurve, pitchTrack } from './shape.ts';
import { verb } from './verb.ts';

const timing = z
  .strictObject({
    decode: z.number(),
    vocoder: z.number(),
    projection: z.number(),
    finish: z.number(),
    effects: z.number(),
    total: z.number(),
  })
  .describe('Wall milliseconds by stage.');

const encodedItem = z.strictObject({ file: z.string(), latent, sliders: sliderPositions, descriptors });
export const madeItem = encodedItem.extend({ note: z.exactOptional(note), typicality, reached, level: z.exactOptional(effectLevel) });
export type MadeItem = z.infer<typeof madeItem>;

const rebuiltItem = z.strictObject({
  file: z.string(),
  out: z.string().describe('The file that was written.'),
  descriptors,
});
export type RebuiltItem = z.infer<typeof rebuiltItem>;

/** A kick as it is heard, however it came about. */
export const heardKick = z.strictObject({
  id: z.string().describe('Names this sound in kicks.wav and library.save while it is among the latest ones.'),
  bundleId: z.string().describe('The model it was made with.'),
  bundleName: z.string().describe('What that was called then.'),
  seed: z.number().nullable().describe('The seed of its base, where it has one.'),
  latent: latent.describe('After the sliders.'),
  base: latent.describe('Before the sliders; what targets led to.'),
  components: components.describe('The components that were set; none where there were targets.'),
  coordinates: coordinates.nullable().describe('Where the base lies on every component, in standard deviations; null for a sound out of the library.'),
  categories: categoryShares.nullable().describe('Share of each category of the model in the base, asked for or as the model takes it; null for a sound out of the library.'),
  set: sliderValues.describe('The sliders that were set; none where there were targets.'),
  sliders: sliderPositions,
  note: note.nullable().describe('The note it was tuned to, as it was asked for or as its key has it; null where it has its own.'),
  pitchCurve: pitchCurve.describe('The curve that its pitch was bent along.'),
  pitchTrack,
  exchanged: exchanged.describe('Parts of other sounds in it: what its base is to be asked for with.'),
  reach: reach.nullable().describe('What the sliders of the base go from and to; null for a sound out of the library.'),
  typicality: typicality.nullable().describe('As of a new sound; null for a sound out of the library.'),
  effects: effectChain.describe('The chain that it was passed through.'),
  level: effectLevel.nullable().describe('null where no effect is at work, and for a sound out of the library.'),
  descriptors,
  sampleRate: z.number(),
  samples: z.custom<Float32Array>((value) => value instanceof Float32Array),
});
export type HeardKick = z.infer<typeof heardKick>;

export const wavFile = z.strictObject({
  name: z.string(),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});

const recallMatch = z
  .strictObject({
    equal: z.boolean().describe('Sample for sample, in integer files after their dithered rounding.'),
    residualDb: z.number().nullable().describe('Power of the difference over that of the file, dB, the rounding of the file included; null where they are equal.'),
    resampled: z.boolean().describe('Whether the file has another sample rate than the model makes: what was made again is resampled to be compared.'),
  })
  .describe('What was made again, written as the file was, against the file.');
export type RecallMatch = z.infer<typeof recallMatch>;

const wavReport = z.strictObject({
  file: z.string(),
  format: z.strictObject({ sampleRate: z.number(), channels: z.number(), bits: z.number(), float: z.boolean(), seconds: z.number() }),
  provenance: provenance.nullable().describe('null where the file does not tell it.'),
  reason: z.string().nullable().describe('Why there is none, as words that follow the name of the file.'),
  modelInstalled: z.boolean().nullable().describe('Whether the model it was made with is here; null where none is told.'),
  info: z
    .partialRecord(z.enum(['title', 'artist', 'comment', 'copyright', 'date', 'genre', 'software']), z.string())
    .nullable()
    .describe('LIST INFO.'),
  broadcast: z
    .strictObject({
      description: z.string(),
      originator: z.string(),
      madeAt: z.string().nullable(),
      loudnessLufs: z.number().nullable(),
      truePeakDb: z.number().nullable(),
      codingHistory: z.string(),
    })
    .nullable()
    .describe('bext.'),
  rootNote: z.strictObject({ note: z.string(), cents: z.number() }).nullable().describe('smpl.'),
});
export type WavReport = z.infer<typeof wavReport>;

export const kicks = {
  audition: verb({
    summary: 'Make one sound to be heard now.',
    input: z.strictObject({
      base: kickBase,
      components: components.default([]),
      sliders: sliderValues.default({}),
      targets: targets.default({}),
      note: z.exactOptional(note),
      key: z.exactOptional(key),
      pitchCurve: pitchCurve.default([]),
      effects: effectChain.default([]),
      model,
      replaces: z
        .exactOptional(z.string().min(1))
        .describe('The id of an earlier sound that nobody will ask for again, such as the last one of the same slider move.'),
    }),
    output: heardKick.extend({ reached, timing }),
    binary: { field: 'samples', type: 'f32' },
  }),
  analyse: verb({
    summary: 'Find the latent, slider positions and descriptors of a sound that is handed over as the bytes of its file.',
    input: wavFile.extend({ model }),
    output: z.strictObject({ latent, sliders: sliderPositions, descriptors }),
    upload: { field: 'bytes', type: 'u8' },
  }),
  wav: verb({
    summary: 'One of the latest sounds as a WAV file: the samples that were heard.',
    input: z.strictObject({ id: z.string().min(1), format: wavFormat.default('wav24'), rate: wavRate }),
    output: wavFile,
    binary: { field: 'bytes', type: 'u8' },
  }),
  inspect: verb({
    summary: 'What WAV files say of how their sound was made.',
    input: z.strictObject({ files }),
    output: z.strictObject({ items: z.array(z.union([wavReport, failedItem])) }),
  }),
  nearest: verb({
    summary: 'The recording behind its model that one of the latest sounds is most like, and whether it counts as a copy of it.',
    input: z.strictObject({ id: z.string().min(1) }),
    output: z.strictObject({ nearest: nearestKick.nullable().describe('null where the model does not tell what it was trained on.') }),
  }),
  recall: verb({
    summary: 'Make the sound of a WAV file of Kicklab again, with everything that shaped it.',
    input: wavFile.extend({
      as: z
        .enum(['made', 'file'])
        .default('made')
        .describe('Made again by its model, on the CPU; or the sound of the file as it is, for which the model need not be here.'),
    }),
    output: heardKick.extend({
      modelInstalled: z.boolean().describe('Whether the model it was made with is there, so that it can be shaped.'),
      match: recallMatch.nullable().describe('null for the sound of the file itself.'),
    }),
    upload: { field: 'bytes', type: 'u8' },
    binary: { field: 'samples', type: 'f32' },
  }),
  generate: verb({
    summary: 'Make sounds into a folder: 0001.wav, 0002.wav, ...',
    input: z
      .strictObject({
        count: z.int().min(1).max(100_000).default(1),
        seed: seed.default(1),
        first: z
          .exactOptional(z.int().min(1).max(100_000))
          .describe('Which sound of the seed is the first, and what its file is numbered; 1 when left out. So a long run can be made in parts.'),
        components: components.default([]),
        sliders: sliderValues.default({}),
        targets: targets.default({}),
        latent: z.exactOptional(latent),
        transfer: z.exactOptional(transfer),
        categories: z.exactOptional(categoryShares),
        note: z.exactOptional(note),
        key: z.exactOptional(key),
        pitchCurve: pitchCurve.default([]),
        effects: effectChain.default([]),
        out: folder,
        model,
      })
      .refine((a) => (a.latent === undefined && a.transfer === undefined) || a.count === 1, {
        path: ['count'],
        error: 'one latent makes one sound; leave count out',
      })
      .refine(({ transfer: exchange, categories }) => exchange === undefined || categories === undefined, {
        path: ['categories'],
        error: 'a sound with parts of others has theirs; leave categories out',
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
    summary: 'Write the sounds on a straight line between two latents, both ends included.',
    input: z.strictObject({ a: latent, b: latent, steps: z.int().min(2).max(1000), effects: effectChain.default([]), out: folder, model }),
    output: z.strictObject({ items: z.array(z.union([madeItem, failedItem])) }),
  }),
};
