/** Something to listen to beside a trained bundle: held-back kicks with their reconstructions, and new ones. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CLEAN } from '../../audio/projection.ts';
import { writeWav } from '../../audio/wav-write.ts';
import { createRandom } from '../../base/random.ts';
import { writeFileAtomic } from '../../base/write-file.ts';
import { samplePrior, type Prior } from '../../latent/prior.ts';
import { render, renderLatent } from '../render.ts';
import type { Networks } from '../sessions.ts';
import { featuresAt } from './axes-fit.ts';
import type { KickSet } from './kick-set.ts';

const RECONSTRUCTIONS = 20;
const SAMPLES = 10;

/**
 * Writes `reconstructions/NN-reference.wav` (the vocoder on the true features: what this pair
 * could be at best), `reconstructions/NN.wav` (through the latent) and `samples/NN.wav`.
 */
export async function writeListening(
  dir: string,
  networks: Networks,
  set: KickSet,
  { validation, prior, seed }: { validation: readonly number[]; prior: Prior; seed: number },
): Promise<void> {
  const { spec } = set;
  const put = async (folder: string, name: string, samples: Float32Array): Promise<void> => {
    await mkdir(join(dir, folder), { recursive: true });
    const bytes = writeWav([samples], spec.sampleRate, { format: 'int24', ditherSeed: name });
    await writeFileAtomic(join(dir, folder, `${name}.wav`), bytes);
  };
  const number = (k: number): string => String(k + 1).padStart(2, '0');
  for (let k = 0; k < RECONSTRUCTIONS; k++) {
    const features = featuresAt(set, validation[Math.floor((k * validation.length) / RECONSTRUCTIONS)]);
    await put('reconstructions', `${number(k)}-reference`, await render(networks, features, spec, CLEAN));
    await put('reconstructions', number(k), await renderLatent(networks, [...(await networks.encode(features))], spec));
  }
  for (let k = 0; k < SAMPLES; k++) {
    await put('samples', number(k), await renderLatent(networks, samplePrior(prior, createRandom(seed, 'sample', k)), spec));
  }
}
