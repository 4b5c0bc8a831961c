/** The three public routes: kicks as WAV files with a URL. Made on the CPU, so that they repeat. */

import { randomInt, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { rest, type RestRoute } from '../../src-preload/contract/rest.ts';
import { parseInput } from '../../src-preload/contract/verb.ts';
import type { Context } from '../studio/ports.ts';
import type { Studio } from '../studio/studio.ts';
import type { WavStore } from './wav-store.ts';

type Reply<R extends RestRoute> = z.input<(typeof rest)[R]['output']>;

export interface RestDeps {
  studio: Pick<Studio, 'renderWav' | 'line'>;
  wavs: WavStore;
}

/** Answers `route`. @param origin `http://host:port` that `wavUrl` begins with. */
export async function answerRest(
  { studio, wavs }: RestDeps,
  route: RestRoute,
  raw: unknown,
  origin: string,
  context: Context,
): Promise<Reply<RestRoute>> {
  const where = `/api/${route}`;
  const request_id = randomUUID();
  type Sound = Parameters<typeof studio.renderWav>[0];
  const make = async (base: Sound['base'], { format, effects }: Pick<Sound, 'format' | 'effects'>) => {
    const { bytes, latent } = await studio.renderWav({ base, format, effects }, context);
    return { wavUrl: origin + wavs.put(bytes), latent_used: latent };
  };
  switch (route) {
    case 'generate': {
      const { latent_vector, ...sound } = parseInput(rest.generate.input, raw, where);
      return { ...(await make({ latent: latent_vector }, sound)), request_id };
    }
    case 'random': {
      // The only chance that no seed can give is the choice of the seed itself.
      const { seed = randomInt(2 ** 32), ...sound } = parseInput(rest.random.input, raw, where);
      return { ...(await make({ seed, index: 1 }, sound)), request_id };
    }
    case 'interpolate': {
      const { latent_a, latent_b, steps, ...sound } = parseInput(rest.interpolate.input, raw, where);
      const items = [];
      for (const latent of await studio.line({ a: latent_a, b: latent_b, steps }, context)) {
        items.push(await make({ latent }, sound));
      }
      return { items, request_id };
    }
    default:
      return route satisfies never;
  }
}
