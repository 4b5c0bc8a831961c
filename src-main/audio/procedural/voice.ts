/**
 * Renders the periodic voices and the inharmonic modes. Phases are integrals of the closed-form
 * sweep, so that the declared pitch is exact.
 */

import type { AudioSpec } from '../spec.ts';
import { envelopeLevel, sweepHz } from './curves.ts';
import type { Mode, Sweep, Voice } from './plan.ts';

/** Samples between evaluations of the closed forms; in between, straight lines. */
const CONTROL = 8;
/** Amplitude (about -95 dB) below which a decaying voice counts as ended. */
const ENDED = 1.8e-5;

/** Cumulative phase of a sweep in radians, `count` samples from 0: the trapezoid of f(t). */
export function sweepPhase(sweep: Sweep, spec: AudioSpec, count: number): Float64Array {
  const out = new Float64Array(count);
  const scale = (2 * Math.PI) / spec.sampleRate;
  let from = sweepHz(sweep, 0, spec.pitchMin, spec.pitchMax);
  let phase = 0;
  for (let i = 0; i < count; i += CONTROL) {
    const to = sweepHz(sweep, (i + CONTROL) / spec.sampleRate, spec.pitchMin, spec.pitchMax);
    const slope = (to - from) / CONTROL;
    const end = Math.min(count, i + CONTROL);
    for (let n = i; n < end; n++) {
      out[n] = phase;
      phase += scale * (from + slope * (n - i + 0.5));
    }
    from = to;
  }
  return out;
}

/** Adds `gain` times a voice to `out`. `phase` is that of its own sweep. */
export function addVoice(voice: Voice, phase: Float64Array, spec: AudioSpec, gain: number, out: Float64Array): void {
  const { sampleRate } = spec;
  const { harmonics, harmonicTau, fm, envelope } = voice;
  let from = envelopeLevel(envelope, 0);
  for (let i = 0; i < out.length; i += CONTROL) {
    const t = (i + CONTROL) / sampleRate;
    const to = envelopeLevel(envelope, t);
    if (t > envelope.attack + envelope.hold && to < ENDED) return;
    const fade = Math.exp(-t / harmonicTau);
    const index = fm === null ? 0 : fm.index * Math.exp(-t / fm.tau);
    const slope = (to - from) / CONTROL;
    const end = Math.min(out.length, i + CONTROL);
    for (let n = i; n < end; n++) {
      let p = phase[n] + voice.phase;
      if (fm !== null) p += index * Math.sin(fm.ratio * phase[n]);
      // sin k p by Chebyshev's recurrence.
      const twice = 2 * Math.cos(p);
      let previous = 0;
      let current = Math.sin(p);
      let sum = harmonics[0] * current;
      let level = 1;
      for (let k = 1; k < harmonics.length; k++) {
        const next = twice * current - previous;
        previous = current;
        current = next;
        level *= fade;
        sum += harmonics[k] * level * current;
      }
      out[n] += gain * (from + slope * (n - i)) * sum;
    }
    from = to;
  }
}

/** Adds a drum's inharmonic modes, all riding on the principal phase, with a common attack. */
export function addModes(modes: readonly Mode[], phase: Float64Array, attack: number, spec: AudioSpec, out: Float64Array): void {
  for (const mode of modes) {
    const decay = Math.exp(-1 / (mode.tau * spec.sampleRate));
    const rise = Math.max(1, Math.round(attack * spec.sampleRate));
    let level = mode.level;
    for (let n = 0; n < out.length && Math.abs(level) > ENDED; n++) {
      const ramp = n < rise ? 0.5 - 0.5 * Math.cos((Math.PI * n) / rise) : 1;
      out[n] += level * ramp * Math.sin(mode.ratio * phase[n] + mode.phase);
      level *= decay;
    }
  }
}
