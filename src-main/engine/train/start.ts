/** What a training starts from: a bundle's weights or fresh ones, and the shape and pace that follow from that. */

import { paramsFromModels } from '../../graph/params.ts';
import { vaeLayout, type VaeShape } from '../../nets/vae.ts';
import type { AudioSpec } from '../../audio/spec.ts';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { readBundle, type Bundle } from '../bundle.ts';
import type { TrainRequest } from '../protocol.ts';
import { vaeShape } from '../shapes.ts';
import { baseWidth } from './export.ts';
import type { Weights } from './loop.ts';

/** Channels of the first convolution of a fresh network. */
const BASE = 16;
/** Peak learning rates: weights that know kicks already only need to move a little. */
const FRESH_RATE = 3e-3;
const TUNING_RATE = 1e-3;

export interface Start {
  spec: AudioSpec;
  shape: VaeShape;
  /** null for fresh ones. */
  weights: Weights | null;
  rate: number;
  /** The bundle of the weights; null where they are fresh. */
  bundle: Bundle | null;
  /** The bundle whose vocoder is carried along. */
  vocoder: Bundle;
}

/** @throws BUNDLE_*, WEIGHTS_FOREIGN */
export async function startOf({ from, vocoderFrom, latentSize }: Pick<TrainRequest, 'from' | 'vocoderFrom' | 'latentSize'>): Promise<Start> {
  const vocoder = await readBundle(vocoderFrom);
  const bundle = from === null ? null : await readBundle(from);
  const spec = (bundle ?? vocoder).manifest.audio;
  sameAudio(spec, vocoder);
  const shape = vaeShape(spec, bundle?.manifest.latentSize ?? latentSize, bundle === null ? BASE : baseWidth(bundle.encoder));
  return {
    spec, shape, bundle, vocoder,
    weights: bundle === null ? null : paramsFromModels(vaeLayout(shape), [bundle.encoder, bundle.decoder]),
    rate: bundle === null ? FRESH_RATE : TUNING_RATE,
  };
}

/** A vocoder only fits features of its own kind. */
function sameAudio(spec: AudioSpec, vocoder: Bundle): void {
  const other = JSON.stringify(vocoder.manifest.audio);
  if (JSON.stringify(spec) !== other) {
    throw new KicklabError('BUNDLE_FOREIGN', { dir: vocoder.dir, reason: 'its audio constants differ from the start bundle\'s' });
  }
}
