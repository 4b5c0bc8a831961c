/** The fault `bandwidth`: treble that ends abruptly below what the file can hold, or hardly any at all. */

import type { Finding } from '../../../src-preload/contract/faults.ts';
import { shareBetween, spectrumOfWhole, type Spectrum } from './spectrum.ts';
import { unbounded } from './unbounded.ts';

/** An edge is looked for between these; above, every lossy format and converter has one. */
const LOWEST_HZ = 1500;
const HIGHEST_HZ = 16_500;
const STEP = 1.02;
/** Bins around the edge: 3 % of the frequency left out on both sides, then 30 % below and 10 % above. */
const GAP = 0.03;
const BELOW = 0.3;
const ABOVE = 0.1;
/**
 * A fall of so many dB across 6 % of a frequency, behind which nothing comes up again, is a
 * resampler's or a codec's filter. Of 140 real kicks the steepest that is not listed as narrow by
 * hand falls by 22 dB; where one with treble to lose was stored at 8 to 22 kHz, it falls by 38 and
 * more.
 */
const EDGE_DB = 30;
/** Less power than this above 2 kHz (-65 dB): of 140 real kicks only such as are listed as narrow by hand. */
const TREBLE_HZ = 2000;
const LEAST_TREBLE_DB = -65;

/** @param mono samples at `sampleRate` Hz without offset, not silent, and their spectrum */
export function findBandwidth(mono: Float32Array, sampleRate: number, spectrum: Spectrum): Finding | null {
  const edge = steepest(spectrumOfWhole(unbounded(mono), sampleRate));
  if (edge.db >= EDGE_DB) return narrow(`its treble ends at ${(edge.hz / 1000).toFixed(1)} kHz, ${edge.db.toFixed(0)} dB down at once`);
  const trebleDb = 10 * Math.log10(shareBetween(spectrum, TREBLE_HZ, Infinity));
  return trebleDb < LEAST_TREBLE_DB ? narrow(`all above 2 kHz is ${(-trebleDb).toFixed(0)} dB below the rest`) : null;
}

function narrow(detail: string): Finding {
  return { code: 'bandwidth', detail, at: null, like: null, fix: null };
}

/**
 * The steepest fall from what lies below a frequency to the loudest band anywhere above it. Below,
 * levels in dB are averaged and not powers: a partial that stands alone is no treble that ends.
 */
function steepest({ power, step }: Spectrum): { hz: number; db: number } {
  const levels = power.map((value) => 10 * Math.log10(Math.max(value, Number.MIN_VALUE)));
  let best = { hz: 0, db: 0 };
  let loudest = -Infinity;
  for (let hz = (power.length - 1) * step; hz >= LOWEST_HZ; hz /= STEP) {
    const at = hz / step;
    const gap = Math.max(2, Math.round(at * GAP));
    const [above, below] = [ABOVE, BELOW].map((share) => Math.max(4, Math.round(at * share)));
    const centre = Math.round(at);
    if (centre + gap + above > power.length) continue;
    loudest = Math.max(loudest, 10 * Math.log10(Math.max(mean(power, centre + gap, centre + gap + above), Number.MIN_VALUE)));
    const db = mean(levels, centre - gap - below, centre - gap) - loudest;
    if (hz < HIGHEST_HZ && db > best.db) best = { hz, db };
  }
  return best;
}

function mean(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[k];
  return sum / (to - from);
}
