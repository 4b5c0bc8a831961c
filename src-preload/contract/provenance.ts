/**
 * What a WAV file of Kicklab says of how its sound came about, so that it can be made again. It
 * travels as JSON in a chunk of the file; which chunk, and how it is read from a file that anybody
 * may have written, is told in src-main/studio/provenance.ts.
 */

import { z } from 'zod';
import { effectChain } from './effect-schemas.ts';
import { descriptors, exchanged, latent, note, seed, sliderPositions, sliderValues } from './fields.ts';
import { instrument } from './instruments.ts';
import { providerName } from './models.ts';
import { components, pitchCurve, pitchTrack } from './shape.ts';

/** Rises when a file says what an earlier program would take for something else. */
export const PROVENANCE_VERSION = 1;

const line = z.string().max(300);
/** Terms, credits and source of a data set as one line, each as long as can be told. */
const MOST_LICENCE = 6100;

const program = z
  .strictObject({
    version: line.describe('Of Kicklab.'),
    runtime: line.describe('Of ONNX Runtime.'),
    platform: line.describe('Operating system and processor type: the same settings give the same bytes on one of them.'),
  })
  .describe('What made it.');

const madeWith = z
  .strictObject({
    id: line,
    name: line,
    datasetDigest: line.nullable().describe('sha256 over the data set that the model was trained on, in hex; null where it is not known.'),
    licences: z.array(z.string().max(MOST_LICENCE)).max(100).describe('Licences and credits of what the model was trained on.'),
    instrument: z.exactOptional(instrument).describe('What it makes; kicks where nothing is said.'),
  })
  .describe('The model it was made with.');

/** Everything that shaped a kick, and what came of it. */
const settings = z.strictObject({
  seed: seed.nullable().describe('The seed of its base, where it has one.'),
  index: z.exactOptional(z.int().min(1)).describe('Which sound of that seed.'),
  latent: latent.describe('After the sliders.'),
  base: latent.describe('Before the sliders; what targets led to.'),
  exchanged,
  components,
  set: sliderValues.describe('The sliders that were set.'),
  sliders: sliderPositions,
  note: note.nullable().describe('The note it was tuned to; null where it has its own.'),
  pitchCurve,
  pitchTrack,
  effects: effectChain,
  descriptors,
  sampleRate: z.number().positive().describe('Of the sound as the model made it, Hz.'),
});

const delivery = z
  .strictObject({
    rate: z.number().positive().describe('Sample rate of the file, Hz.'),
    gainDb: z.number().min(-200).max(200).describe('What the sound was scaled by when it was written.'),
  })
  .describe('What was done to the sound on its way into the file.');

const common = {
  version: z.literal(PROVENANCE_VERSION),
  program: program.nullable().describe('null where an earlier version did not note it.'),
  model: madeWith,
  madeAt: z.iso.datetime().nullable().describe('When it was first heard; null for what comes out of a batch, whose files are the same whenever they are made.'),
  delivery,
};

export const provenance = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('kick'),
      ...common,
      provider: providerName.nullable().describe('What ran the model; null where it was not noted.'),
      recording: z.exactOptional(line).describe('The file whose latent this is the sound of.'),
      settings,
    }),
    z.strictObject({
      kind: z.literal('resynthesis'),
      ...common,
      recording: line.describe('The file whose mel and pitch went to the vocoder: without it the sound cannot be made again.'),
      descriptors,
    }),
  ])
  .describe('How the sound of a file came about.');
export type Provenance = z.infer<typeof provenance>;
export type KickProvenance = Extract<Provenance, { kind: 'kick' }>;
export type KickSettings = KickProvenance['settings'];

/** Bytes of the longest that is read; the most that Kicklab writes is about a quarter of it. */
export const MOST_PROVENANCE_BYTES = 65_536;
