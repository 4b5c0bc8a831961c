/** A sound file as the library needs it: what is in it, how it measures, how it looks. No model has a part in it. */

import { createHash } from 'node:crypto';
import { decodeBytes, readSoundFile } from './decode.ts';
import { describe, readExtent, readNote, type Descriptors } from './descriptors.ts';
import { toMono } from './mono.ts';
import { prepare } from './prepare.ts';
import { KICK_SPEC } from './spec.ts';

/** A sound file, measured. */
export interface MeasuredSound {
  /** Of the whole file, in hex. */
  sha256: string;
  /** How many there are in the file. */
  bytes: number;
  /** Milliseconds since 1970. */
  changedAt: number;
  /** The file's own, in Hz. */
  sampleRate: number;
  mono: Float32Array;
  descriptors: Descriptors;
}

/**
 * Reads a file once and measures what it read. Timbre and note are those of the sound as a model
 * would be given it, so that they compare with those of made kicks; length and loudness are the file's own.
 * @throws what `readSoundFile`, `decodeBytes` and `prepare` throw
 */
export async function measureFile(file: string): Promise<MeasuredSound> {
  const { bytes, changedAt } = await readSoundFile(file);
  const audio = await decodeBytes(bytes, file);
  const { samples, features } = prepare(audio, KICK_SPEC);
  const { sampleRate, channels } = audio;
  const mono = toMono(channels).samples;
  return {
    bytes: bytes.length,
    changedAt,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sampleRate,
    mono,
    descriptors: { ...describe(samples, KICK_SPEC.sampleRate), ...readNote(samples, features, KICK_SPEC), ...readExtent(mono, sampleRate) },
  };
}
