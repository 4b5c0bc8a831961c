/** Chains to start from, by name, for every door alike. */

import { effectOf, type EffectChain } from './effects.ts';

export interface EffectPreset {
  readonly name: string;
  /** What it is for, as a line. */
  readonly doc: string;
  readonly effects: EffectChain;
}

export const EFFECT_PRESETS: readonly EffectPreset[] = [
  {
    name: 'Punch',
    doc: 'A harder attack over a controlled body.',
    effects: [
      effectOf('transient', { attackDb: 6, sustainDb: -2, attackMs: 18 }),
      effectOf('compressor', { thresholdDb: -14, ratio: 3, attackMs: 25, releaseMs: 120, makeupDb: 4 }),
      effectOf('tilt', { tiltDb: 1.5, pivotHz: 700 }),
      effectOf('clipper', { driveDb: 2, kneeDb: 3 }),
    ],
  },
  {
    name: 'Warm 808',
    doc: 'Round and harmonically rich, for long tails on small speakers.',
    effects: [
      effectOf('lowCut', { hz: 25, slope: '12' }),
      effectOf('saturation', { curve: 'tube', driveDb: 12, bias: 15, mix: 70 }),
      effectOf('highCut', { hz: 6500, slope: '12' }),
      effectOf('clipper', { driveDb: 3, kneeDb: 6 }),
    ],
  },
  {
    name: 'Sub weight',
    doc: 'An octave below the sound, kept short and clean.',
    effects: [
      effectOf('sub', { octave: 'below', levelDb: -6, follow: 60, decayMs: 350, driveDb: 3 }),
      effectOf('lowCut', { hz: 20, slope: '24' }),
      effectOf('clipper', { driveDb: 1, kneeDb: 4 }),
    ],
  },
  {
    name: 'Tight',
    doc: 'Short and dry, out of the way of a bass.',
    effects: [
      effectOf('length', { decayMs: 140, holdMs: 25 }),
      effectOf('fade', { startMs: 180, fadeMs: 90, curve: 'smooth' }),
      effectOf('transient', { attackDb: 3, sustainDb: 0, attackMs: 12 }),
      effectOf('clipper', { driveDb: 1 }),
    ],
  },
  {
    name: 'Hard clip',
    doc: 'Driven flat and loud.',
    effects: [
      effectOf('saturation', { curve: 'hard', driveDb: 15, mix: 85 }),
      effectOf('tilt', { tiltDb: 2, pivotHz: 900 }),
      effectOf('clipper', { driveDb: 6, ceilingDb: -0.5 }),
      effectOf('loudness', { targetLufs: -11, ceilingDb: -0.5 }),
    ],
  },
  {
    name: 'Distorted',
    doc: 'Folded, pressed together and rough.',
    effects: [
      effectOf('saturation', { curve: 'fold', driveDb: 10, bias: 20, mix: 60 }),
      effectOf('compressor', { thresholdDb: -20, ratio: 6, attackMs: 5, releaseMs: 60, makeupDb: 6 }),
      effectOf('highCut', { hz: 9000, slope: '12' }),
      effectOf('clipper', { driveDb: 4, kneeDb: 3 }),
    ],
  },
  {
    name: 'Lo-fi',
    doc: 'Narrow and worn.',
    effects: [
      effectOf('lowCut', { hz: 55, slope: '12' }),
      effectOf('saturation', { curve: 'cubic', driveDb: 14, bias: -25 }),
      effectOf('highCut', { hz: 3500, slope: '24' }),
      effectOf('tilt', { tiltDb: -2, pivotHz: 800 }),
    ],
  },
  {
    name: 'Loud',
    doc: 'As it is, as loud as it goes without sounding clipped.',
    effects: [
      effectOf('compressor', { thresholdDb: -12, ratio: 2, attackMs: 15, releaseMs: 150, makeupDb: 2 }),
      effectOf('clipper', { driveDb: 6, kneeDb: 2 }),
      effectOf('loudness', { targetLufs: -12 }),
    ],
  },
];

/** The preset of a name, whatever its case. */
export function findPreset(name: string): EffectPreset | undefined {
  return EFFECT_PRESETS.find((preset) => preset.name.toLowerCase() === name.trim().toLowerCase());
}
