/**
 * The model bundle on disk: a folder that says what it is, checked whole before anything of it
 * is used. Reads and writes bytes; opening the networks is `sessions.ts`.
 */

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Instrument } from '../../src-preload/contract/instruments.ts';
import type { AudioSpec } from '../audio/spec.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import type { Axes } from '../latent/axes.ts';
import type { Prior } from '../latent/prior.ts';
import {
  axesSchema,
  BUNDLE_FILES,
  BUNDLE_FORMAT,
  FORMAT_VERSION,
  firstProblem,
  manifestSchema,
  priorSchema,
  type BundleFile,
  type Manifest,
  type Provenance,
} from './bundle-schema.ts';

export const MANIFEST = 'manifest.json';

export interface Bundle {
  dir: string;
  manifest: Manifest;
  /** ONNX bytes. */
  encoder: Uint8Array;
  decoder: Uint8Array;
  vocoder: Uint8Array;
  axes: Axes;
  prior: Prior;
  card: string;
}

/** What `writeBundle` needs; identity and hashes follow from it. */
export interface BundleParts {
  name: string;
  /** What its sounds are; a kick when left out. */
  instrument?: Instrument;
  audio: AudioSpec;
  latentSize: number;
  training: Provenance;
  encoder: Uint8Array;
  decoder: Uint8Array;
  vocoder: Uint8Array;
  axes: Axes;
  prior: Prior;
  card: string;
}

/**
 * Reads a bundle and checks everything: all files present, of the stated size and sha256,
 * parseable, of a version this program knows, and consistent with each other.
 * @throws BUNDLE_MISSING, BUNDLE_FOREIGN, BUNDLE_TOO_NEW, BUNDLE_CORRUPT
 */
export async function readBundle(dir: string): Promise<Bundle> {
  const manifest = await readManifest(dir);
  const [encoder, decoder, vocoder, axes, prior, card] = await Promise.all(BUNDLE_FILES.map((file) => readChecked(dir, file, manifest)));
  return {
    dir,
    manifest,
    encoder,
    decoder,
    vocoder,
    axes: parse(dir, 'axes.json', axes, axesSchema(manifest.latentSize)),
    prior: parse(dir, 'prior.json', prior, priorSchema(manifest.latentSize)),
    card: text(card),
  };
}

/**
 * Reads what a bundle tells of itself, manifest and card, and checks these two alone.
 * @throws as `readBundle`
 */
export async function readCard(dir: string): Promise<Pick<Bundle, 'manifest' | 'card'>> {
  const manifest = await readManifest(dir);
  return { manifest, card: text(await readChecked(dir, 'card.md', manifest)) };
}

/**
 * Reads the manifest alone and checks it.
 * @throws as `readBundle`
 */
export async function readManifest(dir: string): Promise<Manifest> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(dir, MANIFEST));
  } catch (cause) {
    throw new KicklabError('BUNDLE_MISSING', { dir }, { cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text(bytes));
  } catch (cause) {
    throw new KicklabError('BUNDLE_CORRUPT', { dir, file: MANIFEST, reason: 'is not JSON' }, { cause });
  }
  const { format, formatVersion } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  if (format !== BUNDLE_FORMAT) {
    throw new KicklabError('BUNDLE_FOREIGN', { dir, reason: `${MANIFEST} does not name the format "${BUNDLE_FORMAT}"` });
  }
  if (typeof formatVersion === 'number' && formatVersion > FORMAT_VERSION) {
    throw new KicklabError('BUNDLE_TOO_NEW', { dir, version: formatVersion, supported: FORMAT_VERSION });
  }
  const checked = manifestSchema.safeParse(json);
  if (!checked.success) {
    throw new KicklabError('BUNDLE_CORRUPT', { dir, file: MANIFEST, reason: firstProblem(checked.error) });
  }
  const manifest = checked.data;
  if (manifest.id !== contentId(manifest)) {
    throw new KicklabError('BUNDLE_CORRUPT', { dir, file: MANIFEST, reason: 'was changed: its id is not the hash of its contents' });
  }
  return manifest;
}

/**
 * Writes a bundle: each file atomically, the manifest last, so that a crash leaves the old bundle
 * or one whose files `readBundle` refuses, never a mixture that sounds. Returns the manifest.
 * @throws DISK_FULL, OUTPUT_UNWRITABLE
 */
export async function writeBundle(dir: string, parts: BundleParts): Promise<Manifest> {
  const contents: Record<BundleFile, Uint8Array> = {
    'encoder.onnx': parts.encoder,
    'decoder.onnx': parts.decoder,
    'vocoder.onnx': parts.vocoder,
    'axes.json': axesBytes(parts.axes, parts.latentSize),
    'prior.json': json(priorSchema(parts.latentSize).parse(parts.prior)),
    'card.md': new TextEncoder().encode(parts.card),
  };
  const entry = (file: BundleFile): { bytes: number; sha256: string } => ({
    bytes: contents[file].byteLength,
    sha256: sha256(contents[file]),
  });
  const unsigned: Manifest = {
    format: BUNDLE_FORMAT,
    formatVersion: FORMAT_VERSION,
    id: '',
    kind: 'spectrogram-vae',
    name: parts.name,
    ...(parts.instrument === undefined ? {} : { instrument: parts.instrument }),
    latentSize: parts.latentSize,
    audio: parts.audio,
    training: parts.training,
    files: {
      'encoder.onnx': entry('encoder.onnx'),
      'decoder.onnx': entry('decoder.onnx'),
      'vocoder.onnx': entry('vocoder.onnx'),
      'axes.json': entry('axes.json'),
      'prior.json': entry('prior.json'),
      'card.md': entry('card.md'),
    },
  };
  const manifest = manifestSchema.parse({ ...unsigned, id: contentId(unsigned) });
  for (const file of BUNDLE_FILES) await writeFileAtomic(join(dir, file), contents[file]);
  await writeFileAtomic(join(dir, MANIFEST), json(manifest));
  return manifest;
}

/** `axes.json` as it is written. */
export function axesBytes(axes: Axes, latentSize: number): Uint8Array {
  return json(axesSchema(latentSize).parse(axes));
}

/**
 * Identity of what the bundle sounds like: kind, latent size, audio constants and every file but
 * the card, so that the same training told in other words is the same model.
 */
export function contentId(manifest: Omit<Manifest, 'id'>): string {
  const { kind, latentSize, audio, files } = manifest;
  const heard = BUNDLE_FILES.filter((file) => file !== 'card.md').map((file) => [file, files[file].sha256]);
  return sha256(new TextEncoder().encode(JSON.stringify([kind, latentSize, sortKeys(audio), heard]))).slice(0, 16);
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

/** A file of the bundle, of the size and sha256 that the manifest states. */
async function readChecked(dir: string, file: BundleFile, { files }: Manifest): Promise<Uint8Array> {
  const path = join(dir, file);
  const corrupt = (reason: string): KicklabError => new KicklabError('BUNDLE_CORRUPT', { dir, file, reason });
  try {
    const { size } = await stat(path);
    if (size !== files[file].bytes) throw corrupt(`has ${String(size)} bytes; the manifest says ${String(files[file].bytes)}`);
    const bytes = await readFile(path);
    if (sha256(bytes) !== files[file].sha256) throw corrupt('is not the file that was written (sha256 differs)');
    return bytes;
  } catch (cause) {
    if (cause instanceof KicklabError) throw cause;
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? 'is missing' : `cannot be read (${(cause as Error).message})`;
    throw new KicklabError('BUNDLE_CORRUPT', { dir, file, reason }, { cause });
  }
}

function parse<T>(
  dir: string,
  file: BundleFile,
  bytes: Uint8Array,
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: Parameters<typeof firstProblem>[0] } },
): T {
  let value: unknown;
  try {
    value = JSON.parse(text(bytes));
  } catch (cause) {
    throw new KicklabError('BUNDLE_CORRUPT', { dir, file, reason: 'is not JSON' }, { cause });
  }
  const checked = schema.safeParse(value);
  if (!checked.success) throw new KicklabError('BUNDLE_CORRUPT', { dir, file, reason: firstProblem(checked.error) });
  return checked.data;
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
