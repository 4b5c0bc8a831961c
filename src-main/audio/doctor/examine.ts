/** One sound and all that is wrong with it by itself. What it is a copy of takes others to tell: resemblance.ts. */

import { createHash } from 'node:crypto';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import type { Finding } from '../../../src-preload/contract/faults.ts';
import type { Instrument } from '../../../src-preload/contract/instruments.ts';
import { RECORDING_SECONDS, decodeFile } from '../decode.ts';
import { peakOf } from '../level.ts';
import { toMono } from '../mono.ts';
import type { RawAudio } from '../raw-audio.ts';
import { findBandwidth } from './bandwidth.ts';
import { findClipping } from './clipping.ts';
import { findOtherKind } from './kind.ts';
import { findLateOnset } from './late-onset.ts';
import { findLoop } from './loop.ts';
import { findOffset, offsetOf } from './offset.ts';
import { printOf } from './print.ts';
import { findSides } from './sides.ts';
import { findSilence, silent } from './silence.ts';
import { spectrumOfWhole } from './spectrum.ts';
import { findCutTail } from './tail.ts';

/** A sound in a file: the whole of it, or a hit of a recording in samples at the file's rate. */
export interface Place {
  file: string;
  hit: { from: number; to: number } | null;
}

export interface Examined {
  /** Of its samples, whatever file holds them; null where there are none to be read. */
  digest: string | null;
  /** What tells whether it may be a copy of another (`areNear`); null where there is nothing to compare. */
  print: Float32Array | null;
  findings: Finding[];
}

/** The samples of `place`. @throws what `decodeFile` throws */
export async function readPlace({ file, hit }: Place): Promise<RawAudio> {
  const audio = await decodeFile(file, RECORDING_SECONDS);
  return hit === null ? audio : { ...audio, channels: audio.channels.map((channel) => channel.subarray(hit.from, hit.to)) };
}

/** What is wrong with the sound at `place`, which is to be one of `wanted`. A file that cannot be read is a finding too. */
export async function examineFile(place: Place, wanted: Instrument): Promise<Examined> {
  try {
    return examine(await readPlace(place), wanted);
  } catch (thrown) {
    if (!(thrown instanceof KicklabError)) throw thrown;
    const finding: Finding = thrown.code === 'AUDIO_SILENT'
      ? silent('its peak is below -60 dBFS')
      : { code: 'unreadable', detail: thrown.message, at: null, like: null, fix: null };
    return { digest: null, print: null, findings: [finding] };
  }
}

/** What is wrong with a decoded sound of at least one channel, most serious first. */
export function examine({ channels, sampleRate }: RawAudio, wanted: Instrument): Examined {
  const mono = toMono(channels).samples;
  const offset = offsetOf(mono, sampleRate);
  const centred = mono.map((x) => x - offset);
  const silence = findSilence(centred);
  if (silence !== null) return { digest: digestOf(channels, sampleRate), print: null, findings: [silence] };
  const spectrum = spectrumOfWhole(centred, sampleRate);
  const found = [
    findLoop(centred, sampleRate),
    wanted === 'kick' ? findOtherKind(centred, sampleRate, spectrum) : null,
    findClipping(loudest(channels), sampleRate),
    findOffset(mono, sampleRate),
    findSides(channels),
    findLateOnset(centred, sampleRate),
    findCutTail(centred, sampleRate),
    findBandwidth(centred, sampleRate, spectrum),
  ];
  return {
    digest: digestOf(channels, sampleRate),
    print: printOf(centred, sampleRate, spectrum),
    findings: found.filter((finding) => finding !== null),
  };
}

/** The channel of the highest peak: in a mix down, what was flat on one side is flat no more. */
function loudest(channels: readonly Float32Array[]): Float32Array {
  return channels.reduce((one, other) => (peakOf(other) > peakOf(one) ? other : one));
}

function digestOf(channels: readonly Float32Array[], sampleRate: number): string {
  const hash = createHash('sha256').update(`${String(sampleRate)} ${String(channels.length)}`);
  for (const channel of channels) hash.update(new Uint8Array(channel.buffer, channel.byteOffset, channel.byteLength));
  return hash.digest('hex');
}
