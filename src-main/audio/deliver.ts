/**
 * A finished sound as it is delivered: at another sample rate, to a loudness, under a true-peak
 * ceiling. All of it by one gain: nothing is clipped or limited. Where none of it is asked for, the
 * sound is the very one that was heard.
 */

import { amplitude, decibels, ROUNDING_DB } from './effects/gain.ts';
import { integratedLoudness } from './loudness.ts';
import { resample } from './resample.ts';
import { truePeak } from './true-peak.ts';

export interface Delivery {
  /** Hz; that of the sound when undefined. */
  rate?: number | undefined;
  /** True peak (BS.1770-4) that is not passed, dBTP; when undefined, 0 for what is resampled or brought to a loudness. */
  ceilingDb?: number | undefined;
  /** Integrated loudness (BS.1770), LUFS, reached as far as the ceiling lets it; its own when undefined. */
  targetLufs?: number | undefined;
}

export interface Delivered {
  samples: Float32Array;
  sampleRate: number;
  /** What it was scaled by. */
  gainDb: number;
  /** Of `samples`; null for silence, or where it is too quiet to be measured. */
  truePeakDb: number | null;
  loudnessLufs: number | null;
  /** Whether the ceiling kept it below the loudness that was asked for. */
  limited: boolean;
}

/** @returns `samples` themselves where their rate and level stay. */
export function deliver(samples: Float32Array, sampleRate: number, { rate = sampleRate, ceilingDb, targetLufs }: Delivery): Delivered {
  const placed = scaledTo(samples, sampleRate, rate, 0);
  const peakDb = decibels(truePeak(placed));
  const loudness = integratedLoudness([placed], rate);
  const mustHold = ceilingDb !== undefined || targetLufs !== undefined || rate !== sampleRate;
  const room = mustHold ? (ceilingDb ?? 0) - ROUNDING_DB - peakDb : Infinity;
  const wanted = targetLufs === undefined || !Number.isFinite(loudness) ? 0 : targetLufs - loudness;
  const gainDb = Math.min(wanted, room);
  return {
    samples: scaledTo(placed, rate, rate, gainDb),
    sampleRate: rate,
    gainDb,
    truePeakDb: finiteOrNull(peakDb + gainDb),
    loudnessLufs: finiteOrNull(loudness + gainDb),
    limited: room < wanted && targetLufs !== undefined,
  };
}

/** At another rate and scaled; `samples` themselves where neither changes anything. */
export function scaledTo(samples: Float32Array, fromRate: number, rate: number, gainDb: number): Float32Array {
  const placed = rate === fromRate ? samples : resample(samples, fromRate, rate);
  const gain = amplitude(gainDb);
  return gainDb === 0 ? placed : placed.map((x) => gain * x);
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
