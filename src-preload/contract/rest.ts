/**
 * The three public REST routes, whose shape other programs rely on. They exist on the web host
 * only: they answer with the URL of a WAV file, which no other door has.
 */

import { z } from 'zod';
import { effectChain } from './effect-schemas.ts';
import { latent, seed, wavFormat } from './fields.ts';
import { verb } from './verb.ts';

const sound = { format: wavFormat.default('wav24'), effects: effectChain.default([]) };
const kick = { wavUrl: z.url(), latent_used: latent };
const request_id = z.string();

export const rest = {
  generate: verb({
    summary: 'The sound of a latent.',
    input: z.strictObject({ latent_vector: latent, ...sound }),
    output: z.strictObject({ ...kick, request_id }),
  }),
  random: verb({
    summary: 'A random sound; the same seed gives the same one.',
    input: z.strictObject({ seed: z.exactOptional(seed), ...sound }),
    output: z.strictObject({ ...kick, request_id }),
  }),
  interpolate: verb({
    summary: 'The sounds on a straight line between two latents, both ends included.',
    input: z.strictObject({ latent_a: latent, latent_b: latent, steps: z.int().min(2).max(64), ...sound }),
    output: z.strictObject({ items: z.array(z.strictObject(kick)), request_id }),
  }),
};
export type RestRoute = keyof typeof rest;
