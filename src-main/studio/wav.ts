/** A kick's samples as the bytes of a WAV file, the same bytes wherever it is asked for. */

import { crc32 } from 'node:zlib';
import type { WavFormat } from '../../src-preload/contract/wav-formats.ts';
import { deliver, type Delivered, type Delivery } from '../audio/deliver.ts';
import { writeWav } from '../audio/wav-write.ts';
import { writeProvenance, type Undelivered } from './provenance.ts';
import { tagChunks } from './wav-tags.ts';

const FORMATS = {
  wav16: { format: 'int16', bits: 16 },
  wav24: { format: 'int24', bits: 24 },
  wav32f: { format: 'float32', bits: 32 },
} as const;

export interface WavAsked extends Delivery {
  format: WavFormat;
}

/** What the file says of the sound. */
export interface About {
  /** What it is called. */
  title: string;
  provenance: Undelivered;
  /** What its samples were scaled by since it was made, dB. */
  scaledDb: number;
}

export interface Sound {
  samples: Float32Array;
  /** Hz. */
  sampleRate: number;
}

export type ExportedWav = Omit<Delivered, 'samples'> & { bytes: Uint8Array };

/**
 * A mono sound as a WAV file. Without `rate`, `ceilingDb` and `targetLufs` it holds the samples that
 * were heard, in wav32f bit for bit; with them see `deliver`.
 *
 * The dither is seeded by the samples themselves, not by a name or a number in a batch: the same
 * sound is the same samples in the file whether it was generated from a seed, a latent or a
 * recording. What the file says of it (`about`) differs then, as it should; the same request gives
 * the same bytes.
 */
export function exportWav({ samples, sampleRate }: Sound, { format, ...delivery }: WavAsked, about: About | null = null): ExportedWav {
  const { samples: delivered, ...told } = deliver(samples, sampleRate, delivery);
  const { bits } = FORMATS[format];
  const chunks = about === null ? [] : [
    ...tagChunks({ ...about, ...told, bits }),
    writeProvenance({ ...about.provenance, delivery: { rate: told.sampleRate, gainDb: about.scaledDb + told.gainDb } }),
  ];
  return { ...told, bytes: encodeWav(delivered, told.sampleRate, format, chunks) };
}

/** Samples as they are, with the dither that is stated above. */
export function encodeWav(samples: Float32Array, sampleRate: number, format: WavFormat, chunks: readonly Uint8Array[] = []): Uint8Array {
  const ditherSeed = crc32(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  return writeWav([samples], sampleRate, { format: FORMATS[format].format, ditherSeed, chunks });
}
