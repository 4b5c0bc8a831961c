/** How far a model may be trusted: what is measured of it after its training, and on any folder of sounds. */

import { z } from 'zod';
import { failedItem } from './fields.ts';

/** Of a kick and what a model makes of it, laid on it by time, polarity and level. Named as the bench names them. */
export const copyDistances = z.strictObject({
  mel: z.number().describe('dB: mean difference of the log-mels, within 60 dB of the loudest.'),
  'MR-STFT': z.number().describe('Multi-resolution STFT distance, n_fft 512 to 8192.'),
  'low band': z.number().describe('dB: mean difference below 250 Hz, within 60 dB.'),
  onset: z.number().describe('dB: mean difference in the first 20 ms, within 60 dB.'),
  crest: z.number().describe('dB: difference of the crest factors.'),
  wobble: z.number().describe('dB: unsteadiness of the difference below 150 Hz.'),
  cents: z.number().nullable().describe('Median difference of the pitch; null where the sound has no confident one.'),
});
export type CopyDistances = z.infer<typeof copyDistances>;

const evaluatedFile = z.strictObject({ file: z.string(), distances: copyDistances });
export type EvaluatedFile = z.infer<typeof evaluatedFile>;

export const evaluation = z.strictObject({
  model: z.strictObject({ id: z.string(), name: z.string() }),
  dir: z.string(),
  count: z.number().describe('Sounds that were compared.'),
  means: copyDistances.nullable().describe('As the bench has them: its means, and the median of the cents. null where nothing could be compared.'),
  medians: copyDistances.nullable(),
  coverage: z
    .number()
    .nullable()
    .describe('Share of the sounds with one of as many random sounds of the model nearer than their fifth neighbour among themselves, by decay, centroid, sub share, click and tail; null for fewer than 12.'),
  files: z.array(z.union([evaluatedFile, failedItem])),
});
export type Evaluation = z.infer<typeof evaluation>;

export const LEVELS = ['good', 'fair', 'poor'] as const;

/** A figure of the card. */
export const qualityFigure = z.strictObject({
  key: z.string(),
  label: z.string(),
  value: z.number().nullable().describe('null where too little is there to measure it on.'),
  unit: z.string(),
  level: z.enum(LEVELS).nullable().describe('null where nothing is judged.'),
  bounds: z.strictObject({ good: z.number(), fair: z.number(), better: z.enum(['less', 'more']) }).nullable().describe('Up to where (less) or from where (more) it is good, and fair.'),
  means: z.string().describe('What it says, in a sentence.'),
});
export type QualityFigure = z.infer<typeof qualityFigure>;

/** `quality.json` beside a bundle. */
export const qualityCard = z.strictObject({
  bundleId: z.string(),
  figures: z.array(qualityFigure),
  warnings: z.array(z.string()).describe('What to keep in mind with the figures, such as too few samples.'),
});
export type QualityCard = z.infer<typeof qualityCard>;

/** The recording of a training set that a kick is nearest to. */
export const nearestKick = z.strictObject({
  name: z.string(),
  distance: z.number().describe('Half of decay, centroid, sub share, click and tail in standard deviations of sounds, half of the place in the model.'),
  limit: z.number().describe('Nearer than this counts as a copy.'),
  copy: z.boolean(),
});
