/** The fault `inverted` of a stereo sound: sides that cancel where they are mixed. */

import type { Finding } from '../../../src-preload/contract/faults.ts';

/** Sides of a stereo recording may be unlike each other; so much against each other are only those of which one was turned over. */
const AGAINST = -0.5;

/** @param channels of one length */
export function findSides(channels: readonly Float32Array[]): Finding | null {
  if (channels.length !== 2) return null;
  const r = correlation(channels[0], channels[1]);
  if (!(r < AGAINST)) return null;
  return { code: 'inverted', detail: `left and right correlate by ${r.toFixed(2)}: they cancel in mono`, at: null, like: null, fix: 'match_sides' };
}

function correlation(a: Float32Array, b: Float32Array): number {
  let [dot, powerA, powerB] = [0, 0, 0];
  for (let n = 0; n < a.length; n++) {
    dot += a[n] * b[n];
    powerA += a[n] * a[n];
    powerB += b[n] * b[n];
  }
  return powerA * powerB === 0 ? 0 : dot / Math.sqrt(powerA * powerB);
}
