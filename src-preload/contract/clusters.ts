/** What a cluster analysis tells, on the wire and in `cluster_analysis.json`: the same fields. */

import { z } from 'zod';
import { descriptors, failedItem, latent } from './fields.ts';

/** Version of `cluster_analysis.json`; a field that means something else raises it. */
export const CLUSTER_FORMAT = { format: 'kicklab-clusters', formatVersion: 1 } as const;

/** Fewer kicks hold no clusters that mean anything. */
export const LEAST_KICKS = 8;

const probability = z.number().min(0).max(1);
/** Mean and standard deviation over the kicks of a cluster. */
const spread = z.strictObject({ mean: z.number(), sd: z.number() });

export const clusterKick = z.strictObject({
  name: z.string().describe('The recording: of a training set its name, of a folder its path below it.'),
  cluster: z.int().min(0).describe('The most probable cluster, from 0.'),
  probabilities: z.array(probability).describe('How probably it belongs to each cluster; they sum to 1.'),
  place: z.array(z.number()).length(3).describe('Along the three principal axes of these latents, from their mean.'),
});

export const cluster = z.strictObject({
  name: z.string().describe('What stands out of its sounds beside the others, the strongest first.'),
  size: z.int().describe('Sounds that most probably belong to it.'),
  weight: probability.describe('Its share of the mixture.'),
  latent: latent.describe('The mean of the latents of the sounds, each weighed by its probability: what the average is made of.'),
  nearest: z.string().nullable().describe('The sound of the cluster whose latent lies nearest to the average; null where it holds none.'),
  descriptors: z
    .strictObject({ decayMs: spread, centroidHz: spread, subShare: spread, clickDb: spread, lengthMs: spread, noteHz: spread.nullable() })
    .describe('Of its sounds: mean and standard deviation; the note over those that have one, null where none has.'),
  members: z.array(z.strictObject({ name: z.string(), probability })).describe('Its sounds, the surest first.'),
  average: descriptors.nullable().describe('Measured on the sound of the average; null where no files were asked for.'),
  file: z.string().nullable().describe('The WAV of the average; null where no files were asked for.'),
});

export const clusterAnalysis = z.strictObject({
  format: z.literal(CLUSTER_FORMAT.format),
  formatVersion: z.literal(CLUSTER_FORMAT.formatVersion),
  bundleId: z.string(),
  model: z.string().describe('Name of the model.'),
  dir: z.string().nullable().describe('The folder whose sounds these are; null for the recordings that the model was trained on.'),
  seed: z.number(),
  count: z.int().describe('Sounds that were clustered.'),
  k: z.int().describe('How many clusters: the number of lowest BIC.'),
  bic: z.array(z.strictObject({ k: z.int(), bic: z.number(), parameters: z.int() })).describe('Of each number of clusters that was tried: less is better. A number whose mixture fell apart is missing.'),
  spread: z.enum(['tied', 'full']).describe('Whether all clusters have one covariance, or each its own.'),
  directions: z.int().describe('Principal directions of the latents that the mixture was fitted along: more of them for more sounds.'),
  covered: z.number().describe('Share of the variance along these directions.'),
  silhouette: z.number().nullable().describe('-1 to 1: 1 where the clusters lie far apart, 0 where they touch; null for a single one.'),
  explained: z.array(z.number()).length(3).describe('Share of the variance along each of the three principal axes of `place`.'),
  clusters: z.array(cluster).describe('The heaviest first.'),
  kicks: z.array(clusterKick),
  failed: z.array(failedItem).describe('Sounds of the folder that could not be read.'),
});
export type ClusterAnalysis = z.infer<typeof clusterAnalysis>;
export type Cluster = z.infer<typeof cluster>;
