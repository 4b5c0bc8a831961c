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
  const make = async (base: Parameters<typeof studio.renderWav>[0]['base'], format: z.infer<typeof rest.generate.input>['format']) => {
    const { bytes, latent } = await studio.renderWav({ base, format }, context);
    return { wavUrl: origin + wavs.put(bytes), latent_used: latent };
  };
  switch (route) {
    case 'generate': {
      const { latent_vector, format } = parseInput(rest.generate.input, raw, where);
      return { ...(await make({ latent: latent_vector }, format)), request_id };
    }
    case 'random': {
      // The only chance that no seed can give is the choice of the seed itself.
      const { seed = randomInt(2 ** 32), format } = parseInput(rest.random.input, raw, where);
      return { ...(await make({ seed, index: 1 }, format)), request_id };
    }
    case 'interpolate': {
      const { latent_a, latent_b, steps, format } = parseInput(rest.interpolate.input, raw, where);
      const items = [];
      for (const latent of await studio.line({ a: latent_a, b: latent_b, steps }, context)) {
        items.push(await make({ latent }, format));
      }
      return { items, request_id };
    }
    default:
      return route satisfies never;
  }
}
