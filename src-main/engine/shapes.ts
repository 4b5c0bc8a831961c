/** From a bundle's audio constants to the shapes its networks are built with. */

import { melPoints } from '../audio/mel.ts';
import { pitchPoints, type AudioSpec } from '../audio/spec.ts';
import type { VaeShape } from '../nets/vae.ts';
import type { VocoderShape } from '../nets/vocoder.ts';

export function vaeShape(spec: AudioSpec, latent: number, base: number, categories = 0): VaeShape {
  return {
    mels: spec.mels,
    frames: spec.frames,
    points: pitchPoints(spec),
    latent,
    base,
    pitchLow: Math.log2(spec.pitchMin / spec.pitchReference),
    pitchHigh: Math.log2(spec.pitchMax / spec.pitchReference),
    categories,
  };
}

export function vocoderShape(spec: AudioSpec): VocoderShape {
  // The first and last points are the outer edges of the outer bands.
  return { ...spec, melHz: Array.from(melPoints(spec).subarray(1, spec.mels + 1)) };
}
