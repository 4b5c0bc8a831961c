/** Features to finished audio, for whoever needs no timing in between. */

import { finish } from '../audio/finish.ts';
import { DECODED, project, type ProjectionOptions } from '../audio/projection.ts';
import type { AudioSpec, Features } from '../audio/spec.ts';
import type { Networks, Vocoder } from './sessions.ts';

/**
 * Features as sound where they lay: spec.length samples, the onset at spec.onset, not trimmed nor
 * levelled. `preset` says how far their mel is trusted.
 */
export async function place(
  networks: Pick<Vocoder, 'vocode'>,
  features: Features,
  spec: AudioSpec,
  preset: ProjectionOptions,
): Promise<Float32Array> {
  return project(await networks.vocode(features), features.mel, spec, preset);
}

/** The plain output of features. */
export async function render(
  networks: Pick<Vocoder, 'vocode'>,
  features: Features,
  spec: AudioSpec,
  preset: ProjectionOptions,
): Promise<Float32Array> {
  return finish(await place(networks, features, spec, preset), spec);
}

/** A latent as sound where its features lie, as `place`. */
export async function placeLatent(networks: Networks, latent: readonly number[], spec: AudioSpec): Promise<Float32Array> {
  return place(networks, await networks.decode(latent), spec, DECODED);
}

/** The plain output of a latent. */
export async function renderLatent(networks: Networks, latent: readonly number[], spec: AudioSpec): Promise<Float32Array> {
  return finish(await placeLatent(networks, latent, spec), spec);
}
