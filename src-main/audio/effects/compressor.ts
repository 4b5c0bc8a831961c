/**
 * Feed-forward compressor in the log domain, after D. Giannoulis, M. Massberg and J. D. Reiss,
 * "Digital Dynamic Range Compressor Design - A Tutorial and Analysis", JAES 60(6), 2012: soft-knee
 * gain computer (eq. 4), smooth decoupled peak detector (eq. 17) on the reduction in dB.
 */

import type { EffectOf } from '../../../src-preload/contract/effects.ts';
import { amplitude, applyGains, decibels, keptOver, stretchPeaks } from './gain.ts';

type Settings = EffectOf<'compressor'>;

/** Samples a gain: 0.09 ms, under the shortest attack. */
const STEP = 4;

/** dB by which a level (dBFS) is lowered in the long run: 0 below the knee, (x - T)(1 - 1 / R) above it. */
export function staticReduction(level: number, { thresholdDb, ratio, kneeDb }: Pick<Settings, 'thresholdDb' | 'ratio' | 'kneeDb'>): number {
  const over = level - thresholdDb;
  const share = 1 - 1 / ratio;
  if (2 * over <= -kneeDb) return 0;
  return 2 * over < kneeDb ? (share * (over + kneeDb / 2) ** 2) / (2 * kneeDb) : share * over;
}

/** `x` in place. */
export function compress(x: Float64Array, settings: Settings, sampleRate: number): Float64Array {
  const { attackMs, releaseMs, lookAheadMs, makeupDb, mix } = settings;
  const attack = keptOver(STEP, attackMs, sampleRate);
  const release = keptOver(STEP, releaseMs, sampleRate);
  const peaks = stretchPeaks(x, STEP);
  const ahead = Math.round((lookAheadMs * sampleRate) / (1000 * STEP));
  const floor = amplitude(settings.thresholdDb - settings.kneeDb / 2);
  const gains = new Float64Array(peaks.length);
  const wet = mix / 100;
  let released = 0;
  let reduction = 0;
  for (let k = -ahead; k < peaks.length; k++) {
    const heard = k + ahead;
    const peak = heard < peaks.length ? peaks[heard] : 0;
    const wanted = peak <= floor ? 0 : staticReduction(decibels(peak), settings);
    released = Math.max(wanted, wanted + release * (released - wanted));
    reduction = released + attack * (reduction - released);
    if (k >= 0) gains[k] = 1 - wet + wet * amplitude(makeupDb - reduction);
  }
  applyGains(x, gains, STEP);
  return x;
}
