/**
 * The pieces that several verbs share: latents, sliders, descriptors, files. Schemas only;
 * what they mean acoustically is told where they are measured.
 */

import { z } from 'zod';
import type { ErrorBody } from './errors.ts';
import { SLIDERS } from './sliders.ts';
import { WAV_FORMATS, WAV_RATES } from './wav-formats.ts';

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
  .describe('Slider positions, 0 to 1, from one end to the other of what this sound can reach; one that is left out keeps the value the sound has.');

/** Ranges are the engine's to check: it names the slider. */
export const targets = z
  .strictObject({
    decayMs: z.exactOptional(z.number()),
    centroidHz: z.exactOptional(z.number()),
    subShare: z.exactOptional(z.number()),
    clickDb: z.exactOptional(z.number()),
  })
  .describe(
    'Descriptors asked for in their own units, as they are measured on the sound; the sound is made and measured until they fit. '
    + 'What is not asked for stays where that is possible. `reached` tells what came of it.',
  );

const bySlider = <T extends z.ZodType>(each: T) => z.strictObject({ decay: each, brightness: each, subby: each, click: each });

export const reach = bySlider(z.strictObject({ low: z.number(), high: z.number() }))
  .describe('What each slider of this sound goes from and to (ms, Hz, share, dB), as the model predicts.');

const outcome = z.exactOptional(
  z.strictObject({
    asked: z.number(),
    got: z.number().describe('As measured on the sound.'),
    within: z.boolean().describe('Whether they are within 5 %, or 0.5 dB, of each other.'),
    reachable: z.tuple([z.number(), z.number()]).describe('From where to where the model can take this sound, as it predicts.'),
  }),
);
export const reached = bySlider(outcome)
  .describe('Of each descriptor that was asked for in its unit or was to be kept: what came of it. Empty where none was.');
export type Reached = z.infer<typeof reached>;

export const sliderPositions = z
  .strictObject({ decay: z.number(), brightness: z.number(), subby: z.number(), click: z.number() })
  .describe('Position of every slider, set or own.');

/** Which note it means is read by audio/note.ts; a text that means none is NOTE_UNKNOWN. */
export const note = z
  .union([z.number().positive(), z.string().trim().min(1).max(40)])
  .describe('The note that the tail is tuned to: a frequency in Hz, or a name with its octave, such as F1 or F1+20 (cents).');
export type NoteAsked = z.infer<typeof note>;

export const typicality = z
  .number()
  .min(0)
  .max(1)
  .describe('Share of the random sounds of the model that are less likely than this one: 0.5 is an ordinary one, near 0 an odd one.');

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

export const seed = z.int().min(0).describe('The same seed gives the same sound.');
export const model = z
  .exactOptional(z.string().min(1))
  .describe('A bundle folder, or the id or name of an installed model; the factory model when left out.');
export const wavFormat = z
  .enum(WAV_FORMATS)
  .describe('16 or 24 bit integer (dithered), or 32 bit float; mono.');
export const wavRate = z
  .exactOptional(z.union(WAV_RATES.map((rate) => z.literal(rate))))
  .describe('Sample rate in Hz; as the model makes it (44 100) when left out. What is resampled keeps its true peak at 0 dBTP or below, by gain.');

export const errorBody: z.ZodType<ErrorBody> = z
  .strictObject({ code: z.string(), message: z.string(), hint: z.string() })
  .describe('What failed and why, and the way out.') as unknown as z.ZodType<ErrorBody>;

/** One item of a batch that failed while the rest went on. */
export const failedItem = z.strictObject({ file: z.string(), error: errorBody });
export type FailedItem = z.infer<typeof failedItem>;

const part = z.strictObject({
  latent: latent.describe('The sound that gives the part.'),
  amount: z.number().min(0).max(1).default(1).describe('How much of it: 0 is none.'),
});
export const exchanged = z
  .strictObject({ transient: z.exactOptional(part), pitch: z.exactOptional(part) })
  .describe('Parts of other sounds that the latent does not know of: the transient (first 15 ms), and the pitch curve.');
export const transfer = exchanged
  .extend({ kick: latent.describe('What is not given by others is as in this one.'), body: z.exactOptional(part), tail: z.exactOptional(part), tone: z.exactOptional(part) })
  .describe('A sound with parts of others: transient, body, tail, pitch curve and tone (the spectral envelope), each from a sound of its own, each by an amount.');

/** Names are the model's own; one that it does not have is CATEGORY_UNKNOWN. */
export const categoryShares = z
  .record(z.string().min(1).max(60), z.number().min(0).max(1))
  .describe(
    'How much of each category of the model, by name. What is missing to a sum of 1 is left as it is; beyond 1 only the proportions count. '
    + 'Sounds that come by chance are drawn from there, a latent keeps its character and is shifted there.',
  );

/** Where a kick starts from before sliders are applied. */
const categories = z.exactOptional(categoryShares);
export const kickBase = z
  .union([
    z.strictObject({ seed, index: z.int().min(1), amount: z.exactOptional(z.number().min(0).max(2)), categories }),
    z.strictObject({ latent, exchanged: z.exactOptional(exchanged), categories }),
    z.strictObject({ transfer }),
    z.strictObject({ near: latent, seed, amount: z.number().min(0).max(1), categories }),
    z.strictObject({ like: latent, keep: z.array(z.enum(SLIDERS)).min(1).max(4), seed, amount: z.number().min(0).max(1).default(1), categories }),
  ])
  .describe(
    'Sound `index` (from 1) of a seed; or a latent; or a variation of one: 0 is that sound itself, 1 any other; '
    + 'or such a variation that sounds like it in what `keep` names, within 5 % or 0.5 dB as measured; '
    + 'or a sound with parts of others.',
  );

/** Paths that this machine can open. */
export const files = z.array(z.string().min(1)).min(1);
export const folder = z.string().min(1);
