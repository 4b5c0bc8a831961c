/** What a pack is asked for with, what is told of each of its files, and its manifest. Schemas only. */

import { z } from 'zod';
import { CATEGORIES, category } from './categories.ts';
import { effectChain } from './effect-schemas.ts';
import { descriptors, folder, latent, model, note, seed, wavFormat, wavRate } from './fields.ts';
import { kickIds } from './library-kick.ts';
import { THEME_NAMES } from './pack-themes.ts';
import { DEFAULT_TEMPLATE, LICENCE_NAMES, MOST_PACK_KICKS } from './pack-names.ts';
import { key } from './shape.ts';

const line = (most: number, what: string) => z
  .string()
  .trim()
  .min(1, `${what} has at least one character`)
  .max(most, `${what} has at most ${String(most)} characters`)
  .refine((text) => !/\p{Cc}/u.test(text), `${what} is one line of plain text`);

const share = z.exactOptional(z.number().min(0).max(1000));
export const categoryMix = z
  .strictObject({ '808': share, '909': share, acoustic: share, hard: share, short: share })
  .refine((mix) => CATEGORIES.every((kind) => mix[kind] === undefined) || CATEGORIES.some((kind) => (mix[kind] ?? 0) > 0), 'at least one kind has a part above 0')
  .describe('Parts of each kind, such as {"808": 2, "hard": 1}; one that is left out has none. Empty: the kinds come as they are drawn.');
export type CategoryMix = z.infer<typeof categoryMix>;

export const packName = line(60, 'a pack\'s name');
export const packTemplate = line(120, 'a template')
  .describe('How files are named: {pack}, {nn}, {category}, {note} and {descriptor} stand for what they say.');

export const packSettings = z.strictObject({
  name: packName.default('Kicklab Sounds'),
  count: z.int().min(1).max(MOST_PACK_KICKS).default(50).describe('How many sounds; of a selection that is not varied, as many as it holds.'),
  seed: seed.default(1).describe('The same seed and settings give the same pack.'),
  theme: z.enum(THEME_NAMES).default('Everything'),
  selection: z
    .exactOptional(z.strictObject({
      ids: kickIds.max(MOST_PACK_KICKS),
      vary: z.number().min(0).max(1).default(0).describe('0: the sounds themselves, as they were heard; above: new ones around them, 1 is any other.'),
    }))
    .describe('Saved sounds in place of a theme.'),
  mix: z.exactOptional(categoryMix).describe('In place of that of the theme.'),
  key: z.exactOptional(key).describe('Every sound is tuned to a tone of it; those without a pitch are left out.'),
  effects: z.exactOptional(effectChain).describe('In place of those of the theme.'),
  loudness: z.exactOptional(z.number().min(-40).max(-4)).describe('Integrated loudness (BS.1770) of each sound, LUFS, as far as the ceiling lets it.'),
  ceiling: z.number().min(-12).max(0).default(-1).describe('True peak (BS.1770-4) that no file passes, dBTP.'),
  format: wavFormat.default('wav24'),
  rate: wavRate.default(44_100),
  template: packTemplate.default(DEFAULT_TEMPLATE),
  licence: z.enum(LICENCE_NAMES).default('Royalty-free').describe('Under what the pack is given away.'),
  holder: z.exactOptional(line(120, 'a holder\'s name')).describe('Whose pack it is, for its licence.'),
  zip: z.boolean().default(false).describe('As one archive in the folder, instead of the files.'),
  model,
});
export type PackSettings = z.output<typeof packSettings>;

export const packAsked = packSettings.extend({ out: folder.describe('An empty folder, or one in which this very pack was begun.') });
export type PackAsked = z.output<typeof packAsked>;

export const packKick = z.strictObject({
  number: z.int(),
  file: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  category,
  note: z.string().nullable().describe('null where it has none to be sure of.'),
  rootKey: z.int().nullable().describe('MIDI note nearest to its pitch.'),
  descriptor: z.string().describe('What stands out of it, as a word.'),
  descriptors: descriptors.describe('Of the sound before its gain.'),
  gainDb: z.number(),
  loudnessLufs: z.number().nullable(),
  truePeakDb: z.number().nullable(),
  limited: z.boolean().describe('Whether the ceiling kept it below the loudness asked for.'),
  madeOf: z.strictObject({
    bundleId: z.string(),
    seed: z.number().nullable(),
    index: z.int().nullable().describe('Which sound of the seed.'),
    saved: z.string().nullable().describe('The saved sound that it is, or was varied from.'),
    latent,
    note: note.nullable().describe('What it was tuned to.'),
    effects: effectChain,
  }),
});
export type PackKick = z.infer<typeof packKick>;

const amounts = z.record(z.string(), z.number());

export const packManifest = z.strictObject({
  format: z.literal('kicklab-pack'),
  formatVersion: z.literal(1),
  name: z.string(),
  licence: z.string(),
  settings: packSettings,
  models: z.array(z.strictObject({ id: z.string(), name: z.string(), datasetDigest: z.string().nullable(), credits: z.array(z.string()) })).describe('Those that made the sounds, and whom they owe thanks.'),
  count: z.int(),
  categories: amounts.describe('How many of each kind there are.'),
  tried: z.strictObject({
    made: z.int(),
    copies: z.int().describe('Left out: too near to another one of the pack.'),
    known: z.int().nullable().describe('Left out: too near to a recording that the model was trained on; null where nothing is told of those.'),
    unfit: z.int().describe('Left out: without a pitch in a pack that has a key, or not to be made.'),
  }),
  kicks: z.array(packKick),
});
export type PackManifest = z.infer<typeof packManifest>;
