/** Features to finished audio, for whoever needs no timing in between. */

import { finish } from '../audio/finish.ts';
import { DECODED, project, type ProjectionOptions } from '../audio/projection.ts';
import type { AudioSpec, Features } from '../audio/spec.ts';
import type { Networks } from './sessions.ts';

/** The plain output of features: `preset` says how far their mel is trusted. */
export async function render(
  networks: Networks,
  features: Features,
  spec: AudioSpec,
  preset: ProjectionOptions,
): Promise<Float32Array> {
  return finish(project(await networks.vocode(features), features.mel, spec, preset), spec);
}

/** The plain output of a latent. */
export async function renderLatent(networks: Networks, latent: readonly number[], spec: AudioSpec): Promise<Float32Array> {
  return render(networks, await networks.decode(latent), spec, DECODED);
}
