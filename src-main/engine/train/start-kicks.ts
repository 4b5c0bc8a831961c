/** Kicks of the model that a training began with, as places in the one that it came to. */

import { createRandom } from '../../base/random.ts';
import { samplePrior } from '../../latent/prior.ts';
import type { Bundle } from '../bundle.ts';
import { openNetwork } from '../runtime.ts';
import type { Networks } from '../sessions.ts';

/** Enough for a covariance of 32 dimensions; made in seconds. */
const KICKS = 400;

/**
 * Random kicks of `start`, decoded by it and encoded by the trained networks: where they are now,
 * however far the training moved the latent.
 * @throws when `signal` aborts
 */
export async function startLatents(
  start: Bundle,
  networks: Networks,
  { seed, threads }: { seed: number; threads: number },
  signal: AbortSignal,
): Promise<number[][]> {
  const decoder = await openNetwork(start.decoder, { provider: 'cpu', threads });
  const latents: number[][] = [];
  try {
    for (let k = 0; k < KICKS; k++) {
      signal.throwIfAborted();
      const { mel, pitch, voicing } = await decoder.run({ latent: Float32Array.from(samplePrior(start.prior, createRandom(seed, 'start', k))) });
      latents.push([...(await networks.encode({ mel, pitch, voicing }))]);
    }
  } finally {
    await decoder.release();
  }
  return latents;
}
