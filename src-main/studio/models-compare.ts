/** What two models make of the same, side by side. */

import type { Output, Parsed } from '../../src-preload/contract/verbs.ts';
import { decodeFile } from '../audio/decode.ts';
import { prepare } from '../audio/prepare.ts';
import { KICK_SPEC } from '../audio/spec.ts';
import { logMelErrorDb, multiResolutionStft } from '../audio/spectral-distance.ts';
import type { Engine } from '../engine/client.ts';
import { callOptions, type Context } from './ports.ts';

type Compared = Output<'models', 'compare'>['a'];
type Of = Parsed<'models', 'compare'>['of'];

/** @param folders Of the two bundles. @throws LATENT_LENGTH, what opening a bundle or decoding a file throws */
export async function compareModels(engine: Engine, folders: readonly [string, string], of: Of, context: Context): Promise<Output<'models', 'compare'>> {
  const audio = 'file' in of ? await decodeFile(of.file) : null;
  const source = audio === null ? null : prepare(audio, KICK_SPEC).samples;
  const made = async (model: string): Promise<{ told: Compared; samples: Float32Array }> => {
    const { id, name, instrument } = await engine.call('load', { model }, callOptions(context));
    const base = audio !== null
      ? { latent: (await engine.call('encode', { model, audio }, callOptions(context))).latent }
      : 'seed' in of ? { seed: of.seed, index: 1 } : { latent: 'latent' in of ? of.latent : [] };
    const { samples, latent, descriptors, sampleRate, pitchTrack } = await engine.call('generate', { model, base, sliders: {}, forFile: true }, callOptions(context));
    const error = source === null ? null : distance(source, samples, Math.round((pitchTrack.onsetMs / 1000) * sampleRate));
    return { told: { id, name, instrument, latent, descriptors, error, sampleRate, length: samples.length }, samples };
  };
  const a = await made(folders[0]);
  const b = await made(folders[1]);
  const samples = new Float32Array(a.samples.length + b.samples.length);
  samples.set(a.samples);
  samples.set(b.samples, a.samples.length);
  return { a: a.told, b: b.told, samples };
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
