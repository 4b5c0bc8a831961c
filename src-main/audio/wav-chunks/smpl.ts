/**
 * The `smpl` chunk: which key a sampler plays a sound at ("Multimedia Data Standards Update",
 * Microsoft/IBM, 1994). There are no loops in it.
 */

import { chunkOf } from './riff.ts';

const FIXED = 36;
const AT = { period: 8, unityNote: 12, pitchFraction: 16 } as const;
/** The fraction of a semitone, upwards from the unity note, fills 32 bits. */
const SEMITONE = 2 ** 32;
/**
 * The fraction goes upwards only, and there are samplers that pass over it: to them a sound a hair
 * below its key would be of the key beneath. So one that is so near (10 cents, as near as a kick is
 * tuned) is of that key.
 */
const NEARLY = 0.1;

/** @param midi the sound's own pitch as a MIDI note with its fraction, 0 to 127; 60 is C4. It is told within 10 cents. */
export function writeSmpl(midi: number, sampleRate: number): Uint8Array {
  const body = new Uint8Array(FIXED);
  const view = new DataView(body.buffer);
  const note = Math.floor(midi + NEARLY);
  view.setUint32(AT.period, Math.round(1e9 / sampleRate), true);
  view.setUint32(AT.unityNote, note, true);
  view.setUint32(AT.pitchFraction, Math.min(SEMITONE - 1, Math.round(Math.max(0, midi - note) * SEMITONE)), true);
  return chunkOf('smpl', body);
}

/** The MIDI note with its fraction; null where the body is too short, or tells no note of MIDI. */
export function readSmpl(body: Uint8Array): number | null {
  if (body.length < FIXED) return null;
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const note = view.getUint32(AT.unityNote, true);
  return note > 127 ? null : note + view.getUint32(AT.pitchFraction, true) / SEMITONE;
}
