/**
 * The pieces that several verbs share: latents, sliders, descriptors, files. Schemas only;
 * what they mean acoustically is told where they are measured.
 */

import { z } from 'zod';
import type { ErrorBody } from './errors.ts';

/** An issue of this message is reported as the error code LATENT_NOT_FINITE. */
export const NOT_FINITE = 'LATENT_NOT_FINITE';

/** 8 to 64 numbers; which length fits is the model's to say. */
export const latent = z
  .array(z.number({ error: NOT_FINITE }))
  .min(1)
  .max(64)
  .describe('A point in the latent space of the model; its length is the latent size of the model.');

const position = z.number().min(0).max(1);

/** A slider that is absent keeps the kick's own value. */
export const sliderValues = z
  .strictObject({
    decay: z.exactOptional(position),
    brightness: z.exactOptional(position),
    subby: z.exactOptional(position),
    click: z.exactOptional(position),
  })
  .describe('Slider positions, 0 to 1; one that is left out keeps the value the kick has.');

export const sliderPositions = z
  .strictObject({ decay: z.number(), brightness: z.number(), subby: z.number(), click: z.number() })
  .describe('Position of every slider, set or own.');

export const descriptors = z.strictObject({
  decayMs: z.number().describe('ms from the loudest moment to the last one within 30 dB of it'),
  centroidHz: z.number().describe('power-weighted spectral centroid, Hz'),
  subShare: z.number().describe('share of power below 100 Hz, 0 to 1'),
  clickDb: z.number().describe('power above 2 kHz over all power in the first 10 ms, dB'),
  noteHz: z.number().nullable().describe('pitch of the tail, Hz; null when there is none to be sure of'),
  note: z.string().nullable().describe('nearest note with octave'),
  noteCents: z.number().nullable().describe('distance to that note, cents'),
  lengthMs: z.number().describe('ms from the first sample to the last one within 60 dB of the peak'),
  loudnessLufs: z.number().nullable().describe('integrated loudness (BS.1770), LUFS; null where it is too quiet to be measured'),
});

export type Descriptors = z.infer<typeof descriptors>;

export const seed = z.int().min(0).describe('The same seed gives the same kick.');
export const model = z
  .exactOptional(z.string().min(1))
  .describe('A bundle folder, or the id or name of an installed model; the factory model when left out.');
export const wavFormat = z
  .enum(['wav16', 'wav24', 'wav32f'])
  .describe('16 or 24 bit integer (dithered), or 32 bit float; 44.1 kHz mono.');
export type WavFormat = z.infer<typeof wavFormat>;

export const errorBody: z.ZodType<ErrorBody> = z
  .strictObject({ code: z.string(), message: z.string(), hint: z.string() })
  .describe('What failed and why, and the way out.') as unknown as z.ZodType<ErrorBody>;

/** One item of a batch that failed while the rest went on. */
export const failedItem = z.strictObject({ file: z.string(), error: errorBody });
export type FailedItem = z.infer<typeof failedItem>;

/** Where a kick starts from before sliders are applied. */
export const kickBase = z
  .union([
    z.strictObject({ seed, index: z.int().min(1), amount: z.exactOptional(z.number().min(0).max(2)) }),
    z.strictObject({ latent }),
    z.strictObject({ near: latent, seed, amount: z.number().min(0).max(1) }),
  ])
  .describe('Kick `index` (from 1) of a seed; or a latent; or a variation of one: 0 is that kick itself, 1 any other.');

/** Paths that this machine can open. */
export const files = z.array(z.string().min(1)).min(1);
export const folder = z.string().min(1);
