/**
 * From a rendered plan to a prepared kick: recording noise, cut, alignment, polarity, level, and
 * the declared pitch and voicing on the pitch grid. The counterpart of `prepare` for real files.
 */

import type { Random } from '../../base/random.ts';
import { levelForTraining, peakOf } from '../level.ts';
import { lowBand } from '../low-band.ts';
import { findOnset } from '../onset.ts';
import { type AudioSpec, pitchGridSamples } from '../spec.ts';
import { sweepHz } from './curves.ts';
import type { Plan } from './plan.ts';
import type { Rendered } from './render.ts';

/** Samples to render so that even a late onset leaves the buffer full. */
export function renderLength(spec: AudioSpec): number {
  return spec.length - spec.onset + Math.round(0.05 * spec.sampleRate);
}

export interface Finished {
  samples: Float32Array;
  pitch: Float32Array;
  voicing: Float32Array;
}

/** Finishes in place; `rendered` is used up. */
export function finish(plan: Plan, rendered: Rendered, random: Random, spec: AudioSpec): Finished {
  const { whole, periodic, phase } = rendered;
  const noise = recordingNoise(plan, random, whole);
  for (let n = 0; n < whole.length; n++) whole[n] += noise[n + spec.onset];
  fadeOut(plan, spec, whole, periodic);

  const start = findOnset(new Float32Array(whole)) ?? 0;
  const samples = new Float32Array(spec.length);
  for (let i = 0; i < spec.length; i++) {
    const n = i - spec.onset + start;
    samples[i] = n >= 0 ? whole[n] : noise[Math.max(0, n + spec.onset)];
  }
  orient(samples, phase, start, spec);
  fadeEdges(samples, spec);
  levelForTraining(samples, spec.sampleRate);
  return { samples, ...declare(plan, whole, periodic, start, spec) };
}

/** White to brown hiss; `onset` samples longer than the kick, for what is heard before it. */
function recordingNoise(plan: Plan, random: Random, whole: Float64Array): Float64Array {
  const out = new Float64Array(whole.length + 4096);
  if (plan.floor === null) return out;
  const pole = plan.floor.tilt * 0.97;
  const level = peakOf(whole) * 10 ** (plan.floor.db / 20) * Math.sqrt(1 - pole * pole);
  let y = 0;
  for (let n = 0; n < out.length; n++) {
    y = pole * y + level * random.normal();
    out[n] = y;
  }
  return out;
}

/** Where the plan says that the recording was cut: a raised-cosine fade, then silence. */
function fadeOut(plan: Plan, spec: AudioSpec, whole: Float64Array, periodic: Float64Array): void {
  if (plan.cut === null) return;
  const from = Math.round(plan.cut.at * spec.sampleRate);
  const fade = Math.max(1, Math.round(plan.cut.fade * spec.sampleRate));
  for (let n = from; n < whole.length; n++) {
    const u = Math.min(1, (n - from) / fade);
    const gain = 0.5 + 0.5 * Math.cos(Math.PI * u);
    whole[n] *= gain;
    periodic[n] *= gain;
  }
}

/** Noise before the onset and the end of the buffer: neither may begin or stop with a step. */
function fadeEdges(samples: Float32Array, spec: AudioSpec): void {
  const tail = Math.round(0.03 * spec.sampleRate);
  for (let i = 0; i < tail; i++) {
    samples[samples.length - 1 - i] *= 0.5 - 0.5 * Math.cos((Math.PI * i) / tail);
  }
  const head = Math.round(spec.onset / 2);
  for (let i = 0; i < head; i++) samples[i] *= 0.5 - 0.5 * Math.cos((Math.PI * i) / head);
}

/** Makes <x, sin phi> over the first 80 ms positive (design.md 3), phi counted from the onset. */
function orient(samples: Float32Array, phase: Float64Array, start: number, spec: AudioSpec): void {
  const count = Math.round(0.08 * spec.sampleRate);
  let sum = 0;
  for (let n = 0; n < count; n++) sum += samples[spec.onset + n] * Math.sin(phase[start + n] - phase[start]);
  if (sum < 0) for (let i = 0; i < samples.length; i++) samples[i] = -samples[i];
}

/** Half-width of the triangular window that energies are read through, seconds. */
const VOICING_WINDOW = 0.006;
/** Voicing fades out between these levels under the loudest window, as a tracked one does. */
const AUDIBLE_DB = -40;
const SILENT_DB = -50;

/** Pitch from the closed form; voicing from the two renderings, in the band that pitch lives in. */
function declare(
  plan: Plan,
  whole: Float64Array,
  periodic: Float64Array,
  start: number,
  spec: AudioSpec,
): { pitch: Float32Array; voicing: Float32Array } {
  const grid = pitchGridSamples(spec);
  const difference = new Float32Array(whole.length);
  for (let n = 0; n < whole.length; n++) difference[n] = whole[n] - periodic[n];
  const { samples: tone, factor } = lowBand(new Float32Array(periodic), spec.sampleRate);
  const { samples: rest } = lowBand(difference, spec.sampleRate);
  const half = Math.round((VOICING_WINDOW * spec.sampleRate) / factor);
  const tones = new Float64Array(grid.length);
  const rests = new Float64Array(grid.length);
  let loudest = 1e-30;
  grid.forEach((at, i) => {
    const centre = Math.round((at - spec.onset + start) / factor);
    for (let d = 1 - half; d < half; d++) {
      const n = centre + d;
      if (n < 0 || n >= tone.length) continue;
      const weight = 1 - Math.abs(d) / half;
      tones[i] += weight * tone[n] * tone[n];
      rests[i] += weight * rest[n] * rest[n];
    }
    loudest = Math.max(loudest, tones[i] + rests[i]);
  });
  let end = 0;
  const raw = Float64Array.from(grid, (at, i) => {
    const energy = tones[i] + rests[i];
    const db = 10 * Math.log10(energy / loudest + 1e-30);
    const heard = at < spec.onset ? 0 : Math.min(1, Math.max(0, (db - SILENT_DB) / (AUDIBLE_DB - SILENT_DB)));
    if (heard > 0) end = i;
    return heard === 0 ? 0 : (heard * tones[i]) / energy;
  });
  const near = (i: number): number => raw[Math.min(raw.length - 1, Math.max(0, i))];
  return {
    pitch: Float32Array.from(grid, (at) => {
      // Held after the sound has ended, and before it has begun.
      const held = Math.max(spec.onset, Math.min(at, grid[end]));
      const t = (held - spec.onset + start) / spec.sampleRate;
      return Math.log2(sweepHz(plan.voices[0].sweep, t, spec.pitchMin, spec.pitchMax) / spec.pitchReference);
    }),
    // Binomial smoothing over five points, as for tracked voicing.
    voicing: Float32Array.from(raw, (x, i) => (6 * x + 4 * (near(i - 1) + near(i + 1)) + near(i - 2) + near(i + 2)) / 16),
  };
}
