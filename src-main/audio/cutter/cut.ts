/** A recording of hits to the hits in it: where each begins and ends, and how loud it is. The recording stays as it is. */

import type { CutHit, CutSettings } from '../../../src-preload/contract/cutting.ts';
import { toMono } from '../mono.ts';
import type { RawAudio } from '../raw-audio.ts';
import { findOnsets } from './onsets.ts';

/** So much stays in front of an onset that a hard start is whole. */
const LEAD_SECONDS = 0.001;
/** Levels are read over this. */
const LEVEL_SECONDS = 0.01;
/** The quietest tenth of a recording is its noise; a hit ends at twice that. */
const NOISE_SHARE = 0.1;
const OVER_NOISE = 2;
/** A hit is followed by this, to fade in. */
const TAIL_SECONDS = 0.02;

/** The hits of `audio` in the order they come; none in silence. */
export function cutHits({ channels, sampleRate }: RawAudio, settings: CutSettings): CutHit[] {
  const mono = toMono(channels).samples;
  const step = Math.max(1, Math.round(LEVEL_SECONDS * sampleRate));
  const levels = levelsOf(mono, step);
  const floor = OVER_NOISE * (levels.toSorted((a, b) => a - b).at(Math.floor(NOISE_SHARE * levels.length)) ?? 0);
  const lead = Math.round(LEAD_SECONDS * sampleRate);
  const onsets = findOnsets(mono, sampleRate, { sensitivity: settings.sensitivity, minGap: settings.minGapMs / 1000 });
  const hits = onsets.map((onset, i) => {
    const from = Math.max(0, onset - lead);
    const limit = Math.min(mono.length, from + Math.round((settings.maxMs / 1000) * sampleRate), (onsets.at(i + 1) ?? mono.length + lead) - lead);
    const first = Math.floor(onset / step);
    const own = levels.slice(first, Math.max(first + 1, Math.ceil(limit / step)));
    const peak = Math.max(...own);
    const last = own.findLastIndex((level) => level > Math.max(floor, peak * 10 ** (-settings.decayDb / 20)));
    const to = Math.min(limit, (first + Math.max(0, last) + 1) * step + Math.round(TAIL_SECONDS * sampleRate));
    return { from, to: Math.max(from + 1, to), peak };
  });
  const loudest = hits.reduce((most, { peak }) => Math.max(most, peak), 0);
  return hits.map(({ from, to, peak }) => ({ from, to, levelDb: 20 * Math.log10(peak / loudest) }));
}

/** RMS over each `step` samples. */
function levelsOf(mono: Float32Array, step: number): number[] {
  return Array.from({ length: Math.ceil(mono.length / step) }, (_, i) => {
    const part = mono.subarray(i * step, (i + 1) * step);
    return Math.sqrt(part.reduce((sum, x) => sum + x * x, 0) / part.length);
  });
}
