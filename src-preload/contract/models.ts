/** The verbs about model bundles. */

import { z } from 'zod';
import { descriptors, latent, model, seed } from './fields.ts';
import { instrument } from './instruments.ts';
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
    counts: z.record(z.string(), z.number()).describe('What went in, such as procedural and real sounds.'),
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
  instrument,
  latentSize: z.number(),
  sampleRate: z.number(),
  provider: providerName,
  categories: z.array(z.string()).describe('Names of the categories that sounds can be asked for in; none where it was told of none.'),
  sliders: z.strictObject({ decay: sliderRange, brightness: sliderRange, subby: sliderRange, click: sliderRange }),
});

const installed = z.strictObject({
  id: z.string(),
  formerIds: z.array(z.string()).describe('Those of earlier bundles that sound the same: what was made with them is made with it.'),
  name: z.string(),
  dir: z.string(),
  factory: z.boolean().describe('Shipped with the program.'),
  instrument,
  own: z.boolean().describe('Whether it stands in the folder of the user\'s models, so that it can be renamed and removed.'),
  current: z.boolean().describe('Whether it answers requests that name no model.'),
  bytes: z.number().describe('What its folder takes on the disk.'),
  madeAt: z.iso.datetime().describe('When its weights were written here.'),
  kicks: z.number().nullable().describe('How many sounds of the library were made with it; null where the library cannot be asked.'),
});
export type InstalledModel = z.infer<typeof installed>;

/** Like those of a kick of the library: one line, and not nothing. */
const modelName = z.string().trim().min(1, 'a name needs a character').max(120, 'a name has at most 120 characters').refine((name) => !/\p{Cc}/u.test(name), 'a name is one line');
const file = z.strictObject({ name: z.string(), bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) });
const named = z.strictObject({ id: z.string(), name: z.string(), dir: z.string() });
const wanted = z.string().min(1).describe('A bundle folder, or the id or name of an installed model.');
const brought = z.strictObject({ model: named, already: z.boolean().describe('Whether it was installed before: then nothing was changed.') });

const compared = z.strictObject({
  id: z.string(),
  name: z.string(),
  instrument,
  latent,
  descriptors,
  error: z
    .strictObject({ melDb: z.number(), stft: z.number() })
    .nullable()
    .describe('Distance from the sound of the file, 0 for the same: mean difference of the log-mels in dB, and the multi-resolution STFT distance. null without a file.'),
  sampleRate: z.number(),
  length: z.number().describe('How many of the samples are its own.'),
});

const comparison = z.strictObject({
  original: z
    .strictObject({ sampleRate: z.number(), length: z.number(), loudnessLufs: z.number().nullable() })
    .nullable()
    .describe('The sound of the file, as a model takes it: mono, its onset at the usual place. null without a file.'),
  a: compared,
  b: compared,
  samples: z.custom<Float32Array>((value) => value instanceof Float32Array).describe('Of the original where there is one, of a, and of b, one after the other.'),
});

export const models = {
  list: verb({
    summary: 'The installed models.',
    input: z.strictObject({}),
    output: z.strictObject({
      models: z.array(installed),
      removed: z.array(z.strictObject({ id: z.string(), name: z.string(), removedAt: z.iso.datetime() })).describe('Those in the trash, the latest first.'),
    }),
  }),
  info: verb({
    summary: 'What a model is: its id, latent size, provider in use, ranges of its sliders.',
    input: z.strictObject({ model }),
    output: modelInfo,
  }),
  use: verb({
    summary: 'Let a model answer requests that name none, from now on and at every later start. It is checked first.',
    input: z.strictObject({ model: wanted }),
    output: modelInfo,
  }),
  quality: verb({
    summary: 'How far a model may be trusted: what was measured of it after its training.',
    input: z.strictObject({ model }),
    output: z.strictObject({ quality: qualityCard.nullable().describe('null of a model that came without.') }),
  }),
  rename: verb({
    summary: 'Give a model of the user another name; its id, and so what was made with it, stays.',
    input: z.strictObject({ model: wanted, name: modelName }),
    output: named,
  }),
  remove: verb({
    summary: 'Put a model of the user into the trash; models.putBack brings it back for 30 days.',
    input: z.strictObject({ model: wanted }),
    output: named.omit({ dir: true }),
  }),
  putBack: verb({
    summary: 'Bring a model back from the trash: the one of an id that was removed last.',
    input: z.strictObject({ id: z.string().min(1) }),
    output: named,
  }),
  emptyTrash: verb({
    summary: 'Delete the models in the trash for good.',
    input: z.strictObject({}),
    output: z.strictObject({ deleted: z.number() }),
  }),
  export: verb({
    summary: 'Write a model as one .kickmodel file, with everything that belongs to it.',
    input: z.strictObject({ model: wanted, out: z.string().min(1).describe('The file, or a folder to write it into.') }),
    output: z.strictObject({ file: z.string(), bytes: z.number() }),
  }),
  download: verb({
    summary: 'A model as the bytes of a .kickmodel file.',
    input: z.strictObject({ model: wanted }),
    output: file,
    binary: { field: 'bytes', type: 'u8' },
  }),
  import: verb({
    summary: 'Install a model from a .kickmodel file of this machine. All of it is checked first.',
    input: z.strictObject({ file: z.string().min(1) }),
    output: brought,
  }),
  upload: verb({
    summary: 'The same with the bytes of such a file.',
    input: file,
    output: brought,
    upload: { field: 'bytes', type: 'u8' },
  }),
  compare: verb({
    summary: 'What two models make of the same: a latent, the first sound of a seed, or the sound of a file. Their samples follow each other.',
    input: z.strictObject({
      a: wanted,
      b: wanted,
      of: z.union([z.strictObject({ latent }), z.strictObject({ seed }), z.strictObject({ file: z.string().min(1) }).describe('A sound file on this machine: each finds its own version of it.')]),
    }),
    output: comparison,
    binary: { field: 'samples', type: 'f32' },
  }),
  compareSound: verb({
    summary: 'The same of a sound that is handed over as the bytes of its file.',
    input: file.extend({ a: wanted, b: wanted }),
    output: comparison,
    upload: { field: 'bytes', type: 'u8' },
    binary: { field: 'samples', type: 'f32' },
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
