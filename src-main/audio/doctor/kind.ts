/** The fault `not_a_kick`: a sound without the body of a kick, or one that does not fall. It says nothing of which instrument it is. */

import type { Finding } from '../../../src-preload/contract/faults.ts';
import { shareBetween, type Spectrum } from './spectrum.ts';

/**
 * Power below 150 Hz, as a share of all. The thinnest of 140 real kicks has .33; hats, claps,
 * voices and snares have a tenth of that, and a tone is there or not there at all.
 */
const BODY_HZ = 150;
const LEAST_BODY = 0.15;
/** A sound of this length whose last fifth is as loud as its loudest does not fall: it is a tone or noise that was switched off. */
const STEADY_SECONDS = 0.35;
const STEADY_DB = -3;

/** @param mono samples at `sampleRate` Hz without offset, and their spectrum */
export function findOtherKind(mono: Float32Array, sampleRate: number, spectrum: Spectrum): Finding | null {
  const body = shareBetween(spectrum, 0, BODY_HZ);
  if (body < LEAST_BODY) return other(`${(100 * body).toFixed(0)} % of its power is below ${String(BODY_HZ)} Hz`);
  if (mono.length > STEADY_SECONDS * sampleRate && lastFifthDb(mono) > STEADY_DB) return other('it is as loud at its end as before');
  return null;
}

function other(detail: string): Finding {
  return { code: 'not_a_kick', detail, at: null, like: null, fix: 'leave_out' };
}

/** Level of the last fifth relative to the loudest fifth. */
function lastFifthDb(mono: Float32Array): number {
  const fifth = Math.floor(mono.length / 5);
  const powers = Array.from({ length: 5 }, (_, i) => mono.subarray(i * fifth, (i + 1) * fifth).reduce((sum, x) => sum + x * x, 0));
  return 10 * Math.log10(powers[4] / Math.max(...powers));
}
