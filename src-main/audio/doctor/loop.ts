/** The fault `loop`: more than one hit in a file. */

import type { Finding } from '../../../src-preload/contract/faults.ts';
import { spectralFlux } from '../cutter/flux.ts';

/**
 * A rise of this share of the strongest is another hit. Within 140 real kicks the strongest second
 * rise is .14 of the first (.10 in the median of the ten highest); where each is repeated every 200
 * or 350 ms, it is .35 and more but for one hard kick, which drowns its own next hit.
 */
const HIT_SHARE = 0.22;
/** Beater and skin, or the strokes of a flam, are one hit. */
const APART_SECONDS = 0.07;
/** A sound that is cut off makes a rise of its own in the last frames. */
const END_SECONDS = 0.03;

/** @param mono samples at `sampleRate` Hz without offset */
export function findLoop(mono: Float32Array, sampleRate: number): Finding | null {
  const { values, hop } = spectralFlux(mono, sampleRate);
  const strongest = values.reduce((a, b) => Math.max(a, b), 0);
  const hits: number[] = [];
  for (let t = 0; t * hop < mono.length - END_SECONDS * sampleRate; t++) {
    const seconds = (t * hop) / sampleRate;
    if (values[t] >= HIT_SHARE * strongest && seconds - (hits.at(-1) ?? -Infinity) > APART_SECONDS) hits.push(seconds);
  }
  if (hits.length < 2) return null;
  return { code: 'loop', detail: `${String(hits.length)} hits, the second after ${(1000 * (hits[1] - hits[0])).toFixed(0)} ms`, at: [hits[1], mono.length / sampleRate], like: null, fix: 'leave_out' };
}
