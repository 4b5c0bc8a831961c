/** The fault `bandwidth`: treble that ends abruptly below what the file can hold, or hardly any at all. */

import type { Finding } from '../../../src-preload/contract/faults.ts';
import { shareBetween, type Spectrum } from './spectrum.ts';

/** An edge is looked for between these; above, every lossy format and converter has one. */
const LOWEST_HZ = 1500;
const HIGHEST_HZ = 16_500;
const STEP = 1.02;
/** Bins on either side of the edge: 3 % of the frequency left out, 10 % averaged. */
const GAP = 0.03;
const WIDTH = 0.1;
/**
 * A fall of so many dB across 6 % of a frequency is a resampler's or a codec's filter. The steepest
 * of 140 real kicks is 20 dB below 16.5 kHz; where one with treble to lose was stored at
 * 8 to 22 kHz, it is 27 and more (the click at the end of a cut sound fills the gap).
 */
const EDGE_DB = 24;
/** Less power than this above 2 kHz (-65 dB): of 140 real kicks only such as are listed as narrow by hand. */
const TREBLE_HZ = 2000;
const LEAST_TREBLE_DB = -65;

export function findBandwidth(spectrum: Spectrum): Finding | null {
  const edge = steepest(spectrum);
  if (edge.db >= EDGE_DB) return narrow(`its treble ends at ${(edge.hz / 1000).toFixed(1)} kHz, ${edge.db.toFixed(0)} dB down at once`);
  const trebleDb = 10 * Math.log10(shareBetween(spectrum, TREBLE_HZ, Infinity));
  return trebleDb < LEAST_TREBLE_DB ? narrow(`all above 2 kHz is ${(-trebleDb).toFixed(0)} dB below the rest`) : null;
}

function narrow(detail: string): Finding {
  return { code: 'bandwidth', detail, at: null, like: null, fix: null };
}

function steepest({ power, step }: Spectrum): { hz: number; db: number } {
  let best = { hz: 0, db: 0 };
  for (let hz = LOWEST_HZ; hz < HIGHEST_HZ; hz *= STEP) {
    const at = hz / step;
    const gap = Math.max(2, Math.round(at * GAP));
    const width = Math.max(4, Math.round(at * WIDTH));
    const centre = Math.round(at);
    if (centre + gap + width > power.length) break;
    const db = 10 * Math.log10(mean(power, centre - gap - width, centre - gap) / Math.max(mean(power, centre + gap, centre + gap + width), Number.MIN_VALUE));
    if (db > best.db) best = { hz, db };
  }
  return best;
}

function mean(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[k];
  return sum / (to - from);
}
