/**
 * f0 of a one-shot: its pitch, how voiced it is, and its phase. For sounds with at most one
 * pitch that falls (or rises) from an onset and rings; not a tracker of melodies.
 *
 * Steps: low band -> wavelet ridge -> best exponential sweep in front of it -> heterodyne
 * refinement (design.md 5.1). All of it is blind to polarity: x and -x give the same bits.
 */

import { lowBand } from './low-band.ts';
import type { LowBand } from './low-band.ts';
import { findOnset } from './onset.ts';
import { interpolate, integratePhase, refine } from './pitch-refine.ts';
import type { DenseTrack, Pass } from './pitch-refine.ts';
import { pitchRidge } from './pitch-ridge.ts';
import { bestStart } from './pitch-start.ts';
import { pitchGridSamples, pitchPoints } from './spec.ts';
import type { AudioSpec } from './spec.ts';
import { measureVoicing } from './voicing.ts';

export interface PitchTrack {
  /** Octaves above `spec.pitchReference`, on the pitch grid. */
  pitch: Float32Array;
  /** 0 (no periodic part) to 1, on the same grid. */
  voicing: Float32Array;
}

export interface PhasedTrack extends PitchTrack {
  /** Phase in cycles since `phaseFrom`, at `phaseRate` Hz; empty in silence. */
  phase: Float64Array;
  phaseFrom: number;
  /** Input samples per value of `phase`. */
  phaseStep: number;
}

/**
 * Five passes: agile first, then longer windows that see through noise. Tuned on a hundred
 * random sweeps; more passes or longer smoothing gained nothing.
 */
const PASSES: readonly Pass[] = [
  { sigma: 0.45, smoothing: 0.1 },
  { sigma: 0.5, smoothing: 0.12 },
  { sigma: 0.6, smoothing: 0.15 },
  { sigma: 0.7, smoothing: 0.18 },
  { sigma: 0.7, smoothing: 0.2 },
];
/** Below these levels under the peak a point counts less, then nothing (dB). */
const FULL_TRUST_DB = -40;
const NO_TRUST_DB = -50;
const LEVEL_SECONDS = 0.01;
/** Ridge points: every 1.5 ms at first, then every 6. */
const RIDGE_FINE = 16;
const RIDGE_FINE_COUNT = 64;
const RIDGE_COARSE = 64;

/**
 * Tracks `samples` (at the spec's rate, any length up to the spec's).
 * Where the sound is silent or unvoiced, pitch holds the nearest confident value.
 */
export function trackPitch(samples: Float32Array, spec: AudioSpec): PhasedTrack {
  const band = lowBand(samples, spec.sampleRate);
  const from = Math.floor((findOnset(samples) ?? 0) / band.factor);
  const trust = levelTrust(band);
  const to = endOfTrust(trust);
  if (to - from < 0.005 * band.rate) return flatTrack(spec, band);
  let track = bestStart(band, ridgeTrack(band, from, to, spec), spec.pitchMax);
  const trusted = (position: number): number => trust[Math.min(trust.length - 1, Math.round(position))];
  for (const pass of PASSES) track = refine(band, track, pass, trusted, spec.pitchMin, spec.pitchMax);
  const grid = pitchGridSamples(spec);
  const phase = integratePhase(track, band.rate);
  return {
    pitch: Float32Array.from(grid, (n) => {
      const k = Math.min(track.logHz.length - 1, Math.max(0, Math.round(n / band.factor) - from));
      return track.logHz[k] / Math.LN2 - Math.log2(spec.pitchReference);
    }),
    voicing: measureVoicing(band, track, phase, trust, grid),
    phase,
    phaseFrom: from * band.factor,
    phaseStep: band.factor,
  };
}

function flatTrack(spec: AudioSpec, band: LowBand): PhasedTrack {
  const points = pitchPoints(spec);
  return {
    pitch: new Float32Array(points),
    voicing: new Float32Array(points),
    phase: new Float64Array(0),
    phaseFrom: 0,
    phaseStep: band.factor,
  };
}

/** 1 where the smoothed level is within 40 dB of its peak, falling to 0 at 50 dB, per sample. */
function levelTrust(band: LowBand): Float64Array {
  const x = band.samples;
  const half = Math.round((LEVEL_SECONDS * band.rate) / 2);
  const energy = new Float64Array(x.length);
  let sum = 0;
  let peak = 0;
  for (let n = -half; n < x.length; n++) {
    if (n + half < x.length) sum += x[n + half] * x[n + half];
    if (n - half - 1 >= 0) sum -= x[n - half - 1] * x[n - half - 1];
    if (n >= 0) {
      energy[n] = Math.max(0, sum);
      peak = Math.max(peak, energy[n]);
    }
  }
  return energy.map((e) => {
    if (peak === 0 || e === 0) return 0;
    const db = 10 * Math.log10(e / peak);
    return Math.min(1, Math.max(0, (db - NO_TRUST_DB) / (FULL_TRUST_DB - NO_TRUST_DB)));
  });
}

function endOfTrust(trust: Float64Array): number {
  let end = trust.length;
  while (end > 0 && trust[end - 1] === 0) end--;
  return end;
}

function ridgeTrack(band: LowBand, from: number, to: number, spec: AudioSpec): DenseTrack {
  const times: number[] = [];
  for (let n = from; n < to; n += times.length < RIDGE_FINE_COUNT ? RIDGE_FINE : RIDGE_COARSE) times.push(n);
  const ridge = pitchRidge(band, Int32Array.from(times), from, to, spec.pitchMin, spec.pitchMax);
  const logHz = ridge.map((octaves) => octaves * Math.LN2);
  return { from, to, logHz: interpolate(Float64Array.from(times), logHz, from, to) };
}
