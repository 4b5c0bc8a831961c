/**
 * Test sounds with an exactly known f0: what tests of onset, pitch, prepare and finish share.
 * Not the product's generator (that is `procedural/`); simple on purpose.
 */

import { createRandom } from '../base/random.ts';
import type { AudioSpec } from './spec.ts';

export interface SyntheticKick {
  samples: Float32Array;
  /** Hz at every sample from the onset on. */
  f0: Float64Array;
}

export interface KickShape {
  /** Hz at rest, and at the onset. */
  low: number;
  high: number;
  /** Time constants in seconds: of the pitch and of the level. */
  sweep: number;
  decay: number;
  /** Amplitude of a second harmonic, a 3 ms click, and noise over the whole decay. */
  second?: number;
  click?: number;
  noise?: number;
  /** Drive into tanh; 0 is none. */
  drive?: number;
  /** Slow further fall of the pitch over the ring, in octaves a second. */
  droop?: number;
}

/** The onset lies at `spec.onset`; peak amplitude is about 0.8. */
export function synthesiseKick(shape: KickShape, spec: AudioSpec, seed = 1): SyntheticKick {
  const { low, high, sweep, decay, second = 0, click = 0, noise = 0, drive = 0, droop = 0 } = shape;
  const random = createRandom('synthetic kick', seed);
  const samples = new Float32Array(spec.length);
  const f0 = new Float64Array(spec.length - spec.onset);
  let phase = 0;
  for (let n = 0; n < f0.length; n++) {
    const t = n / spec.sampleRate;
    f0[n] = (low + (high - low) * Math.exp(-t / sweep)) * 2 ** (-droop * t);
    const level = Math.exp(-t / decay);
    let x = level * (Math.sin(2 * Math.PI * phase) + second * Math.sin(4 * Math.PI * phase));
    if (drive > 0) x = Math.tanh(drive * x) / Math.tanh(drive);
    x += click * Math.exp(-t / 0.001) * random.normal() + noise * level * random.normal();
    samples[spec.onset + n] = 0.8 * x;
    phase += f0[n] / spec.sampleRate;
  }
  return { samples, f0 };
}

export const KICK_SHAPES: Record<string, KickShape> = {
  '808 long': { low: 48, high: 140, sweep: 0.012, decay: 0.5, droop: 0.1 },
  '808 drooping': { low: 44, high: 110, sweep: 0.06, decay: 0.35, droop: 0.4 },
  '909': { low: 52, high: 320, sweep: 0.018, decay: 0.12, click: 0.2 },
  '909 noisy': { low: 58, high: 240, sweep: 0.03, decay: 0.09, click: 0.4, noise: 0.03 },
  'hard': { low: 50, high: 600, sweep: 0.014, decay: 0.15, drive: 4 },
  'hard second': { low: 55, high: 450, sweep: 0.02, decay: 0.2, second: 0.5 },
  'psy': { low: 46, high: 780, sweep: 0.008, decay: 0.08 },
  'techno': { low: 42, high: 260, sweep: 0.045, decay: 0.2, second: 0.2, click: 0.1 },
  'acoustic': { low: 62, high: 85, sweep: 0.02, decay: 0.06, second: 0.25, click: 0.3, noise: 0.05 },
  'short': { low: 80, high: 400, sweep: 0.01, decay: 0.03, click: 0.2 },
  'flat': { low: 60, high: 60, sweep: 0.02, decay: 0.25 },
};
