/** Loudness target: one gain, held under a true-peak ceiling. It clips nothing; a clipper ahead of it makes room. */

import type { EffectOf } from '../../../src-preload/contract/effects.ts';
import type { EffectLevel } from '../../../src-preload/contract/effect-schemas.ts';
import { integratedLoudness } from '../loudness.ts';
import { truePeak } from '../true-peak.ts';
import { amplitude, decibels, ROUNDING_DB, scale } from './gain.ts';

/** Scales `x` in place and tells what was reached; silence stays. */
export function reachLoudness(x: Float64Array, { targetLufs, ceilingDb }: EffectOf<'loudness'>, sampleRate: number): NonNullable<EffectLevel['loudness']> {
  const own = integratedLoudness([new Float32Array(x)], sampleRate);
  if (!Number.isFinite(own)) return { targetLufs, reachedLufs: null, limited: false };
  const wanted = targetLufs - own;
  const room = ceilingDb - ROUNDING_DB - decibels(truePeak(x));
  const gainDb = Math.min(wanted, room);
  scale(x, amplitude(gainDb));
  return { targetLufs, reachedLufs: own + gainDb, limited: room < wanted };
}
