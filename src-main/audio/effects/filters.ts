/** Tilt and cuts. First and second order sections only; the design of the latter is biquad.ts's. */

import type { EffectOf } from '../../../src-preload/contract/effects.ts';
import { applyBiquad, designBiquad, type Biquad } from '../biquad.ts';
import { amplitude } from './gain.ts';

/**
 * A first-order low and high shelf about one pivot, of opposite gains, as the one section that they
 * make: H(s) = (g s + 1) / (s + g), s in units of the pivot; 1 / g far below it, 1 at it, g far
 * above. Bilinear transform, exact at the pivot.
 */
export function tiltSection(tiltDb: number, pivotHz: number, sampleRate: number): Biquad {
  const g = amplitude(tiltDb);
  const k = Math.tan((Math.PI * pivotHz) / sampleRate);
  const a0 = 1 + g * k;
  return { b0: (g + k) / a0, b1: (k - g) / a0, b2: 0, a1: (g * k - 1) / a0, a2: 0 };
}

/** Quality factors of the second-order sections of a Butterworth filter: 1 / (2 cos(angle of its poles)). */
const BUTTERWORTH = { 12: [Math.SQRT1_2], 24: [0.5411961001461969, 1.3065629648763766] } as const;

/** The sections of a Butterworth cut, -3 dB at `hz`. */
export function cutSections(kind: 'lowPass' | 'highPass', hz: number, slope: '6' | '12' | '24', sampleRate: number): Biquad[] {
  if (slope !== '6') return BUTTERWORTH[slope].map((q) => designBiquad({ kind, hz, q, gainDb: 0 }, sampleRate));
  const k = Math.tan((Math.PI * hz) / sampleRate);
  const sign = kind === 'lowPass' ? 1 : -1;
  const gain = (kind === 'lowPass' ? k : 1) / (1 + k);
  return [{ b0: gain, b1: sign * gain, b2: 0, a1: (k - 1) / (1 + k), a2: 0 }];
}

/** `x` in place, as are the cuts. */
export function tilt(x: Float64Array, { tiltDb, pivotHz }: EffectOf<'tilt'>, sampleRate: number): Float64Array {
  applyBiquad(tiltSection(tiltDb, pivotHz, sampleRate), x);
  return x;
}

export function lowCut(x: Float64Array, { hz, slope }: EffectOf<'lowCut'>, sampleRate: number): Float64Array {
  for (const section of cutSections('highPass', hz, slope, sampleRate)) applyBiquad(section, x);
  return x;
}

export function highCut(x: Float64Array, { hz, slope }: EffectOf<'highCut'>, sampleRate: number): Float64Array {
  for (const section of cutSections('lowPass', hz, slope, sampleRate)) applyBiquad(section, x);
  return x;
}
