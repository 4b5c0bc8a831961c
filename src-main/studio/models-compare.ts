/** What two models make of the same, side by side. */

import type { Output, Parsed } from '../../src-preload/contract/verbs.ts';
import type { DecodedAudio } from '../audio/decode.ts';
import { readExtent } from '../audio/descriptors.ts';
import { prepare } from '../audio/prepare.ts';
import { KICK_SPEC } from '../audio/spec.ts';
import { logMelErrorDb, multiResolutionStft } from '../audio/spectral-distance.ts';
import type { Engine } from '../engine/client.ts';
import { callOptions, type Context } from './ports.ts';

type Comparison = Output<'models', 'compare'>;
/** What is made by both: of a file, the sound in it. */
type Of = Exclude<Parsed<'models', 'compare'>['of'], { file: string }> | { audio: DecodedAudio };

/** @param folders Of the two bundles. @throws LATENT_LENGTH, what opening a bundle or preparing a sound throws */
export async function compareModels(engine: Engine, folders: readonly [string, string], of: Of, context: Context): Promise<Comparison> {
  const source = 'audio' in of ? prepare(of.audio, KICK_SPEC).samples : null;
  const made = async (model: string): Promise<{ told: Comparison['a']; samples: Float32Array }> => {
    const { id, name, instrument } = await engine.call('load', { model }, callOptions(context));
    const base = 'audio' in of
      ? { latent: (await engine.call('encode', { model, audio: of.audio }, callOptions(context))).latent }
      : 'seed' in of ? { seed: of.seed, index: 1 } : of;
    const { samples, latent, descriptors, sampleRate, pitchTrack } = await engine.call('generate', { model, base, sliders: {}, forFile: true }, callOptions(context));
    const error = source === null ? null : distance(source, samples, Math.round((pitchTrack.onsetMs / 1000) * sampleRate));
    return { told: { id, name, instrument, latent, descriptors, error, sampleRate, length: samples.length }, samples };
  };
  const a = await made(folders[0]);
  const b = await made(folders[1]);
  const { sampleRate } = KICK_SPEC;
  const original = source === null ? null : { sampleRate, length: source.length, loudnessLufs: readExtent(source, sampleRate).loudnessLufs };
  return { original, a: a.told, b: b.told, samples: joined([...(source === null ? [] : [source]), a.samples, b.samples]) };
}

/** One after the other. */
function joined(sounds: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(sounds.reduce((length, sound) => length + sound.length, 0));
  let at = 0;
  for (const sound of sounds) {
    all.set(sound, at);
    at += sound.length;
  }
  return all;
}

/** How far a kick lies from the sound it was made after, both at the same peak, their onsets at one place. @param onset Of the kick, in samples */
function distance(source: Float32Array, kick: Float32Array, onset: number): { melDb: number; stft: number } {
  const reference = peaked(source);
  const laid = new Float32Array(reference.length);
  const own = peaked(kick);
  const from = KICK_SPEC.onset - onset;
  for (let n = Math.max(0, from); n < laid.length && n - from < own.length; n++) laid[n] = own[n - from];
  return { melDb: logMelErrorDb(reference, laid, KICK_SPEC), stft: multiResolutionStft(reference, laid) };
}

function peaked(samples: Float32Array): Float32Array {
  const peak = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return peak === 0 ? samples : samples.map((x) => x / peak);
}
