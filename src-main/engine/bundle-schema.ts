/**
 * What stands in a bundle's JSON files, as schemas. Format version 1. Shapes depend on the latent
 * size, so those schemas are functions of it.
 */

import { z } from 'zod';

import { instrument } from '../../src-preload/contract/instruments.ts';
import type { AudioSpec } from '../audio/spec.ts';
import type { Axes, DescriptorStatistics } from '../latent/axes.ts';
import type { LatentCategory } from '../latent/categories.ts';
import type { Prior } from '../latent/prior.ts';
import type { Surface } from '../latent/surface.ts';

export const BUNDLE_FORMAT = 'kicklab-model';
export const FORMAT_VERSION = 1;

export const BUNDLE_FILES = ['encoder.onnx', 'decoder.onnx', 'vocoder.onnx', 'axes.json', 'prior.json', 'card.md'] as const;
export type BundleFile = (typeof BUNDLE_FILES)[number];

const count = z.int().positive().max(2 ** 24);

const audioSchema = z
  .object({
    sampleRate: z.int().min(8000).max(192_000),
    length: count,
    onset: z.int().nonnegative(),
    nFft: count,
    hop: count,
    frames: count,
    mels: count,
    fMin: z.number().nonnegative(),
    fMax: z.number().positive(),
    floorDb: z.number().negative(),
    pitchGrid: z.object({ fineCount: count, fineHop: count, coarseCount: count, coarseHop: count }),
    pitchReference: z.number().positive(),
    pitchMin: z.number().positive(),
    pitchMax: z.number().positive(),
  })
  .refine((a) => a.frames * a.hop === a.length, 'frames x hop must equal length')
  .refine((a) => a.onset < a.length, 'the onset must lie inside the sound')
  .refine((a) => a.fMin < a.fMax && a.fMax <= a.sampleRate / 2, 'mel band must lie below half the sample rate')
  .refine((a) => a.pitchMin < a.pitchMax, 'pitchMin must be below pitchMax') satisfies z.ZodType<AudioSpec>;

const provenanceSchema = z.object({
  /** sha256 over the prepared data set, in hex. */
  datasetDigest: z.string(),
  /** Such as kicks used, rejected, validation, procedural. */
  counts: z.record(z.string(), z.number()),
  /** SPDX names or credits of what went in. */
  licences: z.array(z.string()),
  seed: z.number(),
  /** Settings as they were trained with. */
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Id of the bundle whose weights it started from, or null. */
  from: z.string().nullable(),
});

/** Where a bundle's weights come from. */
export type Provenance = z.infer<typeof provenanceSchema>;

const entry = z.object({ bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

export const manifestSchema = z.object({
  format: z.literal(BUNDLE_FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  /** 16 hex digits of the hash of the contents. */
  id: z.string(),
  kind: z.literal('spectrogram-vae'),
  name: z.string().min(1).max(200),
  /** A kick where none is told. */
  instrument: z.exactOptional(instrument),
  latentSize: z.int().min(8).max(64),
  audio: audioSchema,
  training: provenanceSchema,
  files: z.object({
    'encoder.onnx': entry,
    'decoder.onnx': entry,
    'vocoder.onnx': entry,
    'axes.json': entry,
    'prior.json': entry,
    'card.md': entry,
  } satisfies Record<BundleFile, typeof entry>),
});
export type Manifest = z.infer<typeof manifestSchema>;

const statistics = z.object({
  transform: z.enum(['log', 'dB-odds', 'dB-share', 'dB']),
  mean: z.number(),
  sd: z.number().nonnegative(),
  low: z.number(),
  median: z.number(),
  high: z.number(),
}) satisfies z.ZodType<DescriptorStatistics>;

/** `axes.json` for a latent size. */
export function axesSchema(size: number) {
  const vector = z.array(z.number()).length(size);
  return z.object({
    pca: z.object({ mean: vector, components: z.array(vector).length(size), sd: vector }),
    descriptors: z.object({ decay: statistics, brightness: statistics, subby: statistics, click: statistics }),
    map: z.object({ weights: z.array(vector).length(4), bias: z.array(z.number()).length(4) }),
    ranges: z.object({ low: vector, median: vector, high: vector }),
    surface: z.exactOptional(surfaceSchema(size)),
    categories: z.exactOptional(categoriesSchema(size)),
  }) satisfies z.ZodType<Axes>;
}

/** The descriptor surface for a latent size: each layer takes what the one before it gives. */
function surfaceSchema(size: number) {
  const row = z.array(z.number()).max(4096);
  const matrix = z.array(row);
  return z
    .object({
      hidden: z.array(z.object({ weights: matrix.min(1).max(4096), bias: row })).max(8),
      out: matrix.length(4),
      skip: z.array(z.array(z.number()).length(size)).length(4),
      bias: row.length(4),
      radius: z.number().positive(),
    })
    .refine(({ hidden, out }) => {
      const widths = [size, ...hidden.map(({ weights }) => weights.length)];
      const fits = (rows: number[][], width: number): boolean => rows.every((r) => r.length === width);
      const last = hidden.length === 0 ? 0 : widths[hidden.length];
      return fits(out, last) && hidden.every(({ weights, bias }, l) => fits(weights, widths[l]) && bias.length === weights.length);
    }, 'the layers of the surface do not fit each other') satisfies z.ZodType<Surface>;
}

/** The categories for a latent size. */
function categoriesSchema(size: number) {
  return z
    .array(z.object({ name: z.string().min(1).max(60), embedding: z.array(z.number()).length(size), ...gaussianShape(size) }).refine(proper, improper))
    .min(1)
    .max(64)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two categories have one name') satisfies z.ZodType<LatentCategory[]>;
}

function gaussianShape(size: number) {
  const vector = z.array(z.number()).length(size);
  return { mean: vector, cholesky: z.array(vector).length(size) };
}
const proper = ({ cholesky }: { cholesky: number[][] }): boolean => cholesky.every((row, i) => row[i] > 0);
const improper = 'the factor\'s diagonal must be positive';

/** `prior.json` for a latent size. */
export function priorSchema(size: number) {
  const gaussian = gaussianShape(size);
  return z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('gaussian'), ...gaussian }).refine(proper, improper),
    z.object({
      kind: z.literal('mixture'),
      components: z
        .array(z.object({ weight: z.number().positive().max(1), ...gaussian }).refine(proper, improper))
        .min(1)
        .max(256)
        .refine((all) => Math.abs(all.reduce((sum, { weight }) => sum + weight, 0) - 1) < 1e-6, 'the weights must sum to 1'),
      quantiles: z
        .array(z.number())
        .min(2)
        .max(1001)
        .refine((all) => all.every((value, i) => i === 0 || value >= all[i - 1]), 'the quantiles must ascend'),
    }),
  ]) satisfies z.ZodType<Prior>;
}

/** The first thing a schema objects to, as a phrase that follows a file name. */
export function firstProblem(error: z.ZodError): string {
  const { path, message } = error.issues[0];
  return path.length === 0 ? `does not fit: ${message}` : `does not fit at ${path.map(String).join('.')}: ${message}`;
}
