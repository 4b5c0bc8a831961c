/** Closed forms of time that a plan speaks of: sweeps and envelopes. */

import type { Envelope, Sweep } from './plan.ts';

/** Instantaneous frequency in Hz at `t` seconds, held inside [lo, hi]; before 0 as at 0. */
export function sweepHz(sweep: Sweep, t: number, lo: number, hi: number): number {
  const at = Math.max(0, t);
  let f = sweep.end;
  for (const { shape, depth, time } of sweep.stages) {
    f *= shape === 'exponential' ? 1 + depth * Math.exp(-at / time) : (1 + depth) ** Math.max(0, 1 - at / time);
  }
  return Math.min(hi, Math.max(lo, f));
}

/** Amplitude at `t` seconds (t >= 0). */
export function envelopeLevel(envelope: Envelope, t: number): number {
  const rise = t < envelope.attack ? 0.5 - 0.5 * Math.cos((Math.PI * t) / envelope.attack) : 1;
  const u = Math.max(0, t - envelope.hold);
  let sum = 0;
  for (const { level, tau, power } of envelope.decays) sum += level * Math.exp(-((u / tau) ** power));
  return rise * sum;
}
