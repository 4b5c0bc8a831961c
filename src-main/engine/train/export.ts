/** Trained weights as the ONNX files of a bundle: batch 1, static shapes, any ONNX Runtime opens them. */

import { Graph } from '../../graph/graph.ts';
import * as op from '../../graph/ops.ts';
import { frozenParams } from '../../graph/params.ts';
import { readInitializers } from '../../graph/reader.ts';
import { toModel } from '../../graph/writer.ts';
import { decode, encode, vaeLayout, type VaeShape } from '../../nets/vae.ts';
import { vocode, vocoderInputs, vocoderLayout, type VocoderShape } from '../../nets/vocoder.ts';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import type { Weights } from './loop.ts';

/** `mel` [1, 1, mels, frames], `pitch`, `voicing` [1, points] -> `mu`, `logvar` [1, latent]. */
export function encoderModel(shape: VaeShape, weights: Weights): Uint8Array {
  const g = new Graph();
  const p = frozenParams(g, vaeLayout(shape), weights.values, weights.state);
  const mel = g.input('mel', [1, 1, shape.mels, shape.frames]);
  const kick = {
    mel: op.reshape(mel, [1, shape.mels, shape.frames]),
    pitch: g.input('pitch', [1, shape.points]),
    voicing: g.input('voicing', [1, shape.points]),
  };
  const { mu, logvar } = encode(p, kick, shape, false);
  g.output('mu', mu);
  g.output('logvar', logvar);
  return toModel(g, { doc: 'Kicklab encoder: normalised log-mel, pitch (octaves), voicing -> latent' });
}

/** `latent` [1, latent] -> `mel` [1, mels, frames], `pitch`, `voicing` [1, points]. */
export function decoderModel(shape: VaeShape, weights: Weights): Uint8Array {
  const g = new Graph();
  const p = frozenParams(g, vaeLayout(shape), weights.values, weights.state);
  const out = decode(p, g.input('latent', [1, shape.latent]), shape, false);
  g.output('mel', out.mel);
  g.output('pitch', out.pitch);
  g.output('voicing', out.voicing);
  return toModel(g, { doc: 'Kicklab decoder: latent -> normalised log-mel, pitch (octaves), voicing' });
}

/** Features and noise -> `audio` [1, length]; the net alone, without the projection onto the mel. */
export function vocoderModel(shape: VocoderShape, weights: Weights): Uint8Array {
  const g = new Graph();
  const p = frozenParams(g, vocoderLayout(shape), weights.values, weights.state);
  g.output('audio', vocode(p, vocoderInputs(g, 1, shape), shape));
  return toModel(g, { doc: 'Kicklab vocoder network: features and unit-normal noise -> audio' });
}

/**
 * Channels of the first convolution of an exported encoder.
 * Errors: WEIGHTS_FOREIGN when it is another network's.
 */
export function baseWidth(encoder: Uint8Array): number {
  const first = readInitializers(encoder).get('encoder.conv0.weight');
  if (first === undefined) throw new KicklabError('WEIGHTS_FOREIGN', { tensor: 'encoder.conv0.weight', reason: 'is missing' });
  return first.shape[0];
}
