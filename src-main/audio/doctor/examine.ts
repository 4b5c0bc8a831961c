/** One sound and all that is wrong with it by itself. What it is a copy of takes others to tell: copies.ts. */

import { createHash } from 'node:crypto';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import type { Finding } from '../../../src-preload/contract/faults.ts';
import { RECORDING_SECONDS, decodeFile } from '../decode.ts';
import { estimateDc } from '../dc.ts';
import { toMono } from '../mono.ts';
import type { RawAudio } from '../raw-audio.ts';
import { findLateOnset } from './late-onset.ts';
import { findOffset } from './offset.ts';
import { findSilence, silent } from './silence.ts';

/** A sound in a file: the whole of it, or a hit of a recording in samples at the file's rate. */
export interface Place {
  file: string;
  hit: { from: number; to: number } | null;
}

export interface Examined {
  /** Of its samples, whatever file holds them; null where there are none to be read. */
  digest: string | null;
  findings: Finding[];
}

/** The samples of `place`. @throws what `decodeFile` throws */
export async function readPlace({ file, hit }: Place): Promise<RawAudio> {
  const audio = await decodeFile(file, RECORDING_SECONDS);
  return hit === null ? audio : { ...audio, channels: audio.channels.map((channel) => channel.subarray(hit.from, hit.to)) };
}

/** What is wrong with the sound at `place`. A file that cannot be read is a finding too. */
export async function examineFile(place: Place): Promise<Examined> {
  try {
    return examine(await readPlace(place));
  } catch (thrown) {
    if (!(thrown instanceof KicklabError)) throw thrown;
    const finding: Finding = thrown.code === 'AUDIO_SILENT' || thrown.code === 'AUDIO_EMPTY'
      ? silent(thrown.hint)
      : { code: 'unreadable', detail: thrown.message, at: null, like: null, fix: null };
    return { digest: null, findings: [finding] };
  }
}

/** What is wrong with a decoded sound of at least one channel. */
export function examine({ channels, sampleRate }: RawAudio): Examined {
  const { samples } = toMono(channels);
  const offset = estimateDc(samples, sampleRate);
  const centred = samples.map((x) => x - offset);
  const found = [findSilence(centred), findOffset(samples, sampleRate), findLateOnset(centred, sampleRate)];
  return { digest: digestOf(channels, sampleRate), findings: found.filter((finding) => finding !== null) };
}

function digestOf(channels: readonly Float32Array[], sampleRate: number): string {
  const hash = createHash('sha256').update(`${String(sampleRate)} ${String(channels.length)}`);
  for (const channel of channels) hash.update(new Uint8Array(channel.buffer, channel.byteOffset, channel.byteLength));
  return hash.digest('hex');
}
