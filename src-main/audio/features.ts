/** What the networks see of a prepared sound: its log-mel, pitch and voicing. */

import { logMel } from './mel.ts';
import { trackPitch } from './pitch-track.ts';
import type { AudioSpec, Features } from './spec.ts';

/** Features of a prepared sound of `spec.length` samples with its onset at `spec.onset`. */
export function extractFeatures(samples: Float32Array, spec: AudioSpec): Features {
  const { pitch, voicing } = trackPitch(samples, spec);
  return { mel: logMel(samples, spec), pitch, voicing };
}
