/**
 * Renews what can be heard of a training (lab/strips.ts) after an epoch, with the weights of that
 * moment, and no more often than it can afford.
 */

import { DECODED } from '../../audio/projection.ts';
import { finish } from '../../audio/finish.ts';
import { createRandom } from '../../base/random.ts';
import { Graph } from '../../graph/graph.ts';
import { flatParams } from '../../graph/params.ts';
import { toModel } from '../../graph/writer.ts';
import { soundName, writeStrip, type Sound } from '../../lab/strips.ts';
import { decode, encode, kickInputs, vaeLayout, type KickTensors, type VaeShape } from '../../nets/vae.ts';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { samplePrior, type Prior } from '../../latent/prior.ts';
import { render } from '../render.ts';
import { openNetwork, type Network } from '../runtime.ts';
import { openVocoder, type VocoderSource } from '../sessions.ts';
import { featuresAt } from './axes-fit.ts';
import type { HeldKick } from './held-kicks.ts';
import type { KickSet } from './kick-set.ts';
import type { Weights } from './loop.ts';

/** Kicks of a strip, of either kind. */
export const STRIP_KICKS = 5;
/** Of the time spent on training that strips may take. */
const SHARE = 0.05;

export interface StripOptions {
  /** The run's folder. */
  out: string;
  shape: VaeShape;
  set: KickSet;
  kicks: readonly HeldKick[];
  /** Where random kicks are drawn from; null from N(0, I), where whitened latents lie. */
  prior: Prior | null;
  seed: number;
  vocoder: VocoderSource;
  threads: number;
  signal: AbortSignal;
}

export interface Strips {
  /**
   * @param seconds that the epoch took
   * @returns whether there is a new strip: it is left out while it would cost more than its share
   */
  renew(epoch: number, weights: Weights, seconds: number): Promise<boolean>;
  release(): Promise<void>;
}

/** @throws BUNDLE_CORRUPT where the vocoder is none; `renew` DISK_FULL, OUTPUT_UNWRITABLE */
export async function openStrips(options: StripOptions): Promise<Strips> {
  const { set, shape, kicks, seed, signal } = options;
  const { spec } = set;
  const layout = vaeLayout(shape);
  const cpu = { provider: 'cpu', threads: options.threads } as const;
  /** A net of the VAE that takes its weights as inputs: none is built anew while they change. */
  const open = (build: (g: Graph, p: ReturnType<typeof flatParams>) => KickTensors): Promise<Network> => {
    const g = new Graph();
    const out = build(g, flatParams(g, layout, g.input('values', [layout.size]), g.input('state', [layout.stateSize])));
    for (const name of ['mel', 'pitch', 'voicing'] as const) g.output(`made_${name}`, out[name]);
    return openNetwork(toModel(g), cpu);
  };
  const copying = await open((g, p) => decode(p, encode(p, kickInputs(g, 1, shape), shape, false).mu, shape, false));
  const making = await open((g, p) => decode(p, g.input('latent', [1, shape.latent]), shape, false));
  const vocoder = await openVocoder(options.vocoder, cpu);
  const latents = Array.from({ length: STRIP_KICKS }, (_, k) => {
    const random = createRandom(seed, 'strip', k);
    return options.prior === null ? random.fillNormal(new Float32Array(shape.latent)) : Float32Array.from(samplePrior(options.prior, random));
  });
  const heard = ({ made_mel: mel, made_pitch: pitch, made_voicing: voicing }: Record<string, Float32Array>): Promise<Float32Array> =>
    render(vocoder, { mel, pitch, voicing }, spec, DECODED);
  const originals = kicks.map(({ sound }, at): Sound => ({ name: soundName('original', at), samples: finish(sound, spec) }));

  const makeAll = async ({ values, state }: Weights): Promise<Sound[]> => {
    const sounds: Sound[] = [];
    for (const [at, kick] of kicks.entries()) {
      signal.throwIfAborted();
      sounds.push({ name: soundName('made', at), samples: await heard(await copying.run({ ...featuresAt(set, kick.at), values, state })) });
    }
    for (const [at, latent] of latents.entries()) {
      signal.throwIfAborted();
      sounds.push({ name: soundName('random', at), samples: await heard(await making.run({ latent, values, state })) });
    }
    return sounds;
  };

  let cost = 0;
  let trained = 0;
  return {
    renew: async (epoch, weights, seconds) => {
      trained += seconds;
      if (cost > SHARE * trained) return false;
      const began = performance.now();
      try {
        const sounds = [...originals, ...(await makeAll(weights))];
        await writeStrip(options.out, { epoch, kicks: kicks.map(({ name }) => name), random: latents.length }, sounds, spec.sampleRate);
      } catch (error) {
        // Weights that are not finite yet make no sound, and a run that is stopped needs none.
        if (!signal.aborted && !(error instanceof KicklabError && error.code === 'SYNTHESIS_NOT_FINITE')) throw error;
        return false;
      } finally {
        cost = (performance.now() - began) / 1000;
        trained = 0;
      }
      return true;
    },
    release: async () => { await Promise.all([copying, making, vocoder].map((network) => network.release())); },
  };
}
