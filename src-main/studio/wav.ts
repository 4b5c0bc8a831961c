/** A kick's samples as the bytes of a WAV file, the same bytes wherever it is asked for. */

import { crc32 } from 'node:zlib';
import type { WavFormat } from '../../src-preload/contract/wav-formats.ts';
import { deliver, type Delivered, type Delivery } from '../audio/deliver.ts';
import { writeWav } from '../audio/wav-write.ts';

const FORMATS = { wav16: 'int16', wav24: 'int24', wav32f: 'float32' } as const;

export interface WavAsked extends Delivery {
  format: WavFormat;
}

export type ExportedWav = Omit<Delivered, 'samples'> & { bytes: Uint8Array };

/**
 * A mono sound as a WAV file. Without `rate`, `ceilingDb` and `targetLufs` it holds the samples that
 * were heard, in wav32f bit for bit; with them see `deliver`.
 *
 * The dither is seeded by the samples themselves, not by a name or a number in a batch: the same
 * sound is the same samples in the file whether it was generated from a seed, a latent or a recording.
 */
export function exportWav({ samples, sampleRate }: { samples: Float32Array; sampleRate: number }, { format, ...delivery }: WavAsked): ExportedWav {
  const { samples: delivered, ...told } = deliver(samples, sampleRate, delivery);
  const ditherSeed = crc32(new Uint8Array(delivered.buffer, delivered.byteOffset, delivered.byteLength));
  return { ...told, bytes: writeWav([delivered], told.sampleRate, { format: FORMATS[format], ditherSeed }) };
}
