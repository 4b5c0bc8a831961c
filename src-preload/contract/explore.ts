/** The verbs that look around in latent space: near a kick, on a walk, over a map. They make no sound. */

import { z } from 'zod';
import { clusterAnalysis } from './clusters.ts';
import { folder, latent, model, seed, typicality } from './fields.ts';
import { PLACE } from './places.ts';
import { verb } from './verb.ts';

/** Saved kicks that the map holds at most, the newest ones. */
export const MAP_KICKS = 5000;
/** Recordings of the training set that the map holds at most. */
export const MAP_TRAINING = 2000;

const distance = z.number().min(0).max(1).describe('1 is how far two unrelated sounds of the model lie apart.');
const strength = z.exactOptional(z.number().min(-1).max(1));
const places = z.custom<Float32Array>((value) => value instanceof Float32Array).describe(`Of each sound ${String(PLACE.length)} numbers: ${PLACE.join(', ')}.`);

export const explore = {
  variations: verb({
    summary: 'Sounds at a chosen distance from one, as unlike each other as that allows.',
    input: z.strictObject({
      around: latent,
      count: z.int().min(1).max(64).default(12),
      distance: distance.default(0.3),
      seed: seed.default(1),
      model,
    }),
    output: z.strictObject({
      items: z.array(z.strictObject({ latent, distance: z.number().describe('From the sound that was varied.'), typicality })),
    }),
  }),
  walk: verb({
    summary: 'The next stretch of a smooth walk among the sounds of a model.',
    input: z.strictObject({
      from: latent,
      velocity: z.exactOptional(latent).describe('As the stretch before told it; left out at the start.'),
      seed: seed.default(1),
      at: z.int().min(0).default(0).describe('How many steps the walk has gone before.'),
      steps: z.int().min(1).max(64).default(8),
      speed: z.number().min(0.005).max(1).default(0.1).describe('Distance a step; 1 is how far two unrelated sounds lie apart.'),
      steer: z
        .strictObject({ decay: strength, brightness: strength, subby: strength, click: strength })
        .default({})
        .describe('-1 to 1: towards less or more of it.'),
      towards: z.exactOptional(latent).describe('Where it is to arrive and stand; takes the place of steering.'),
      model,
    }),
    output: z.strictObject({
      latents: z.array(latent),
      velocity: latent,
      remaining: z.number().nullable().describe('Distance left to `towards`.'),
      places: places.describe('The place of each latent, its descriptors predicted by the model.'),
    }),
    binary: { field: 'places', type: 'f32' },
  }),
  clusters: verb({
    summary: 'The clusters among the sounds a model was trained on, or those of a folder, each with its average.',
    input: z.strictObject({
      dir: z.exactOptional(folder).describe('A folder of sounds that the model places; the recordings it was trained on when left out.'),
      seed: z.int().min(0).default(1).describe('The same seed finds the same clusters.'),
      out: z.exactOptional(folder).describe('Where the analysis, the sound of each average and the tables for the projector of TensorBoard are written; nothing is when left out.'),
      model,
    }),
    output: clusterAnalysis.extend({ files: z.array(z.string()).describe('What was written.') }),
  }),
  map: verb({
    summary: 'Places of sounds on a map of latent space: random ones of the model, saved ones, any others.',
    input: z.strictObject({
      draws: z.int().min(0).max(20_000).default(8000).describe('How many random sounds of the model.'),
      first: z.int().min(1).default(1).describe('Which sound of the seed is the first of them: a large map is asked for in parts.'),
      seed: seed.default(1),
      library: z.boolean().default(true).describe(`Whether saved sounds are on it, the newest ${String(MAP_KICKS)}.`),
      training: z.boolean().default(false).describe(`Whether the recordings that the model was trained on are on it, where it tells of them: ${String(MAP_TRAINING)} at most, evenly picked.`),
      latents: z.array(latent).max(512).default([]),
      model,
    }),
    output: z.strictObject({
      bundleId: z.string(),
      kicks: z.array(z.strictObject({ id: z.string(), name: z.string(), favourite: z.boolean() })).describe('The saved sounds.'),
      elsewhere: z.number().describe('Saved sounds of other models, which have no place here.'),
      training: z.array(z.strictObject({ name: z.string(), latent })).describe('The recordings: what the model makes of each is the sound of its latent.'),
      clusters: z.array(z.number()).describe('Share of each cluster, as `explore.clusters` of the training set has them; of a model that tells of none, of each component of its prior.'),
      categories: z.array(z.string()).describe('Names of the kinds that `category` counts from 0: those of the model, else 808, 909, acoustic, hard and short.'),
      axes: z.array(z.number()).length(3).describe('Share of the variance of the data of the model along x, y and z.'),
      places: places.describe(
        'First the random sounds, then the saved ones, then the recordings, then `latents`. The descriptors of saved sounds and recordings were measured; '
        + 'the others are predicted by the model.',
      ),
    }),
    binary: { field: 'places', type: 'f32' },
  }),
};
