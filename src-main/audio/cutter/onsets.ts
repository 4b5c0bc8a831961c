/** The onsets of a recording of hits: peaks of its spectral flux, each moved to where the sound begins. */

import { spectralFlux } from './flux.ts';

export interface OnsetSettings {
  /** 0 to 1: how little of the strongest rise still counts as an onset; at 1 almost anything does. */
  sensitivity: number;
  /** Seconds between two onsets at least. */
  minGap: number;
}

/** A rise must stand out of those around it by this share of the strongest, from the least sensitive to the most. */
const LEAST_SHARE = { dull: 0.7, keen: 0.05 };
/** What is around a rise, in seconds before and behind. */
const AROUND = { before: 0.15, behind: 0.15 };
/** The first sample is looked for so long ahead of a peak of the flux. */
const LEAD_SECONDS = 0.03;
/** An onset begins where the sound first reaches this share of what it reaches within the lead, beyond what was there before (-26 dB). */
const BEGIN_SHARE = 0.05;

/**
 * Samples at which hits begin, rising. None in silence.
 * @param samples mono, at `sampleRate` Hz
 */
export function findOnsets(samples: Float32Array, sampleRate: number, { sensitivity, minGap }: OnsetSettings): number[] {
  const { values, hop } = spectralFlux(samples, sampleRate);
  const strongest = values.reduce((a, b) => Math.max(a, b), 0);
  if (strongest === 0) return [];
  const share = LEAST_SHARE.dull * (LEAST_SHARE.keen / LEAST_SHARE.dull) ** sensitivity;
  const frames = (seconds: number): number => Math.max(1, Math.round((seconds * sampleRate) / hop));
  const gap = frames(minGap);
  const peaks: number[] = [];
  for (let t = 0; t < values.length; t++) {
    const from = Math.max(0, t - frames(AROUND.before));
    const around = values.subarray(from, t + frames(AROUND.behind) + 1);
    const mean = around.reduce((a, b) => a + b, 0) / around.length;
    if (values[t] < mean + share * strongest || !isPeak(values, t, gap)) continue;
    peaks.push(t);
  }
  return peaks.map((t) => beginOf(samples, t * hop, sampleRate)).filter((at, i, all) => i === 0 || at > all[i - 1]);
}

/** Whether nothing within `gap` of `t` is larger; of equal ones the first counts. */
function isPeak(values: Float64Array, t: number, gap: number): boolean {
  for (let i = Math.max(0, t - gap); i <= Math.min(values.length - 1, t + gap); i++) {
    if (values[i] > values[t] || (values[i] === values[t] && i < t)) return false;
  }
  return true;
}

/** Where the sound that peaks in flux near `at` begins: the first sample clearly louder than what rang before. */
function beginOf(samples: Float32Array, at: number, sampleRate: number): number {
  const lead = Math.round(LEAD_SECONDS * sampleRate);
  const from = Math.max(0, at - lead);
  const to = Math.min(samples.length, at + lead);
  const quiet = peakWithin(samples, Math.max(0, from - lead), from);
  const loud = peakWithin(samples, from, to);
  const threshold = Math.min(quiet + BEGIN_SHARE * loud, 0.7 * loud);
  for (let n = from; n < to; n++) if (Math.abs(samples[n]) > threshold) return n;
  return from;
}

function peakWithin(samples: Float32Array, from: number, to: number): number {
  let peak = 0;
  for (let n = from; n < to; n++) peak = Math.max(peak, Math.abs(samples[n]));
  return peak;
}
