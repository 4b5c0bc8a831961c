/** A chain of effects over a finished sound. What each one does is told in its own file. */

import type { EffectLevel } from '../../../src-preload/contract/effect-schemas.ts';
import type { EffectChain, EffectOf, EffectType } from '../../../src-preload/contract/effects.ts';
import { PEAK_DBFS, peakOf } from '../level.ts';
import { truePeak } from '../true-peak.ts';
import { clip } from './clipper.ts';
import { compress } from './compressor.ts';
import { highCut, lowCut, tilt } from './filters.ts';
import { amplitude, decibels } from './gain.ts';
import { reachLoudness } from './loudness.ts';
import { saturate } from './saturation.ts';
import { addSub, type PitchPlace } from './sub.ts';
import { fadeTail, shorten } from './tail.ts';
import { shapeTransient } from './transient.ts';

export interface Processed {
  samples: Float32Array;
  /** null where no effect is at work; then `samples` are those that were given. */
  level: EffectLevel | null;
}

/** Effects that say themselves how high the peak may be. */
type Levelling = 'clipper' | 'loudness';

/** Each takes a sound, which it may change, and gives one, perhaps the same. */
const APPLY: { [T in Exclude<EffectType, 'loudness'>]: (x: Float64Array, settings: EffectOf<T>, place: PitchPlace) => Float64Array } = {
  transient: (x, settings, { spec }) => shapeTransient(x, settings, spec.sampleRate),
  saturation: (x, settings, { spec }) => saturate(x, settings, spec.sampleRate),
  compressor: (x, settings, { spec }) => compress(x, settings, spec.sampleRate),
  sub: addSub,
  tilt: (x, settings, { spec }) => tilt(x, settings, spec.sampleRate),
  lowCut: (x, settings, { spec }) => lowCut(x, settings, spec.sampleRate),
  highCut: (x, settings, { spec }) => highCut(x, settings, spec.sampleRate),
  length: (x, settings, { spec }) => shorten(x, settings, spec.sampleRate),
  fade: (x, settings, { spec }) => fadeTail(x, settings, spec.sampleRate),
  clipper: clip,
};

const MIN_SECONDS = 0.25;
/** Silence: 24 bits do not hold it. */
const SILENT = amplitude(-140);
/** Both ends are brought to 0 over so few samples: a filter may ring there, and no fade that was asked for is spoiled. */
const RAMP_SAMPLES = 16;

/**
 * The plain output `samples` through `chain`.
 * @returns a new sound of 250 ms at least: first and last sample 0, every sample finite, its peak
 *   at most at the ceiling of the last clipper or loudness effect (true peak), or else at -1 dBFS
 *   (sample peak), by gain; with no effect at work the very samples that were given.
 */
export function applyEffects(samples: Float32Array, chain: EffectChain, place: PitchPlace): Processed {
  const working = chain.filter(({ bypass }) => !bypass);
  if (working.length === 0) return { samples, level: null };
  const { sampleRate } = place.spec;
  let loudness: EffectLevel['loudness'] = null;
  let x: Float64Array = new Float64Array(samples);
  for (const effect of working) {
    if (effect.type === 'loudness') loudness = reachLoudness(x, effect, sampleRate);
    else x = applyOne(x, effect, place);
  }
  const out = closeEnds(x, sampleRate);
  const levelling = working.findLast((effect): effect is EffectOf<Levelling> => effect.type === 'clipper' || effect.type === 'loudness');
  return { samples: out, level: { ...trim(out, levelling), loudness } };
}

function applyOne<T extends Exclude<EffectType, 'loudness'>>(x: Float64Array, effect: EffectOf<T> & { type: T }, place: PitchPlace): Float64Array {
  return APPLY[effect.type](x, effect, place);
}

/** Without the silence behind the sound, both ends at 0. */
function closeEnds(x: Float64Array, sampleRate: number): Float32Array {
  let over = x.length;
  while (over > 0 && Math.abs(x[over - 1]) < SILENT) over--;
  const out = new Float32Array(Math.max(Math.round(MIN_SECONDS * sampleRate), over + 1));
  out.set(x.subarray(0, over));
  out[0] = 0;
  for (let n = 1; n < RAMP_SAMPLES; n++) out[n] *= 0.5 - 0.5 * Math.cos((Math.PI * n) / RAMP_SAMPLES);
  const fade = Math.min(over, RAMP_SAMPLES);
  for (let n = 0; n < fade; n++) out[over - fade + n] *= 0.5 + 0.5 * Math.cos((Math.PI * (n + 1)) / fade);
  return out;
}

/** Lowers `out` in place to what it may reach. */
function trim(out: Float32Array, levelling: EffectOf<Levelling> | undefined): Pick<EffectLevel, 'truePeakDb' | 'trimDb'> {
  const peak = truePeak(out);
  if (peak === 0) return { truePeakDb: null, trimDb: 0 };
  const gain = levelling === undefined ? amplitude(PEAK_DBFS) / peakOf(out) : amplitude(levelling.ceilingDb) / peak;
  if (gain >= 1) return { truePeakDb: decibels(peak), trimDb: 0 };
  for (let n = 0; n < out.length; n++) out[n] *= gain;
  return { truePeakDb: decibels(gain * peak), trimDb: decibels(gain) };
}
