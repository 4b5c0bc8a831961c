/** A kick's samples as the bytes of a WAV file, the same bytes wherever it is asked for. */

import { crc32 } from 'node:zlib';
import type { WavFormat } from '../../src-preload/contract/fields.ts';
import { writeWav } from '../audio/wav-write.ts';

const FORMATS = { wav16: 'int16', wav24: 'int24', wav32f: 'float32' } as const;

/**
 * The dither is seeded by the samples themselves, not by a name or a number in a batch: the same
 * sound is the same file whether it was generated from a seed, a latent or a recording.
 */
export function kickWav(samples: Float32Array, sampleRate: number, format: WavFormat): Uint8Array {
  const ditherSeed = crc32(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  return writeWav([samples], sampleRate, { format: FORMATS[format], ditherSeed });
}
