/**
 * The figures a kick is described by, as design.md 3 defines them, measured on rendered audio
 * from its -40 dB onset. All but the loudness are ratios or times, so the level does not matter.
 * `describe` is the fast path, all that the sliders are fitted on; `readNote` needs a pitch track
 * and `readExtent` is for whoever shows a sound, so both stand apart.
 */

import { createRealFft } from './fft.ts';
import { peakOf } from './level.ts';
import { integratedLoudness } from './loudness.ts';
import { noteOf } from './note.ts';
import { findOnset } from './onset.ts';
import type { PitchTrack } from './pitch-track.ts';
import { createScratch } from './scratch.ts';
import { spectralBalance } from './spectral-balance.ts';
import { pitchGridSamples } from './spec.ts';
import type { AudioSpec } from './spec.ts';
import { tailOffset } from './tail-pitch.ts';

/** What the four named sliders move. */
export interface Timbre {
  /** From the maximum of the energy smoothed over 10 ms to the last moment within 30 dB of it. */
  decayMs: number;
  /** Power-weighted spectral centroid of the whole sound. */
  centroidHz: number;
  /** 0..1 share of power below 100 Hz. */
  subShare: number;
  /** Power above 2 kHz over all power in the first 10 ms, in [-120, 0]. */
  clickDb: number;
}

export interface NoteReading {
  /** null where no confident pitch was found. */
  noteHz: number | null;
  /** Nearest note with octave, such as F1, and the distance to it; null with noteHz. */
  note: string | null;
  noteCents: number | null;
}

/** How long and how loud a sound is. */
export interface Extent {
  /** From the first sample to the last one within 60 dB of the peak. */
  lengthMs: number;
  /** Integrated (BS.1770); null where it is too quiet to be measured. */
  loudnessLufs: number | null;
}

/** Measured on the rendered audio, as design.md 3 defines each. */
export type Descriptors = Timbre & NoteReading & Extent;

const SMOOTHING_SECONDS = 0.01;
const DECAY_DB = 30;
const CLICK_SECONDS = 0.01;
const CLICK_HZ = 2000;
/** Samples that the click is padded to. */
const CLICK_FRAME = 4096;
const CLICK_FLOOR_DB = -120;
/** As with a reverberation time: from here on a sound is over. */
const LENGTH_DB = 60;
const NOTE_FROM_SECONDS = 0.06;
const NOTE_MIN_VOICING = 0.5;

const fft = createRealFft(CLICK_FRAME);
const frame = new Float64Array(CLICK_FRAME);
const re = new Float64Array(fft.bins);
const im = new Float64Array(fft.bins);

/**
 * Decay, brightness, subby and click of `samples` (any length, at `sampleRate` Hz).
 * Silence reads 0, 0, 0 and the click's floor.
 */
export function describe(samples: Float32Array, sampleRate: number): Timbre {
  const onset = findOnset(samples);
  if (onset === undefined) return { decayMs: 0, centroidHz: 0, subShare: 0, clickDb: CLICK_FLOOR_DB };
  const { peak, end } = decaySpan(samples, onset, sampleRate);
  return {
    decayMs: ((end - peak) / sampleRate) * 1000,
    ...spectralBalance(samples, onset, sampleRate),
    clickDb: clickDb(samples, onset, sampleRate),
  };
}

/**
 * The note: f0 averaged in octaves from 60 ms after the onset to the end of the decay, weighted
 * by energy and voicing. `track` is on the spec's pitch grid and `samples` lie as it does; where
 * the sound itself runs beside the track (`tailOffset`), it is the sound that counts.
 * Null where the sound is over by then or the voicing is weak.
 */
export function readNote(samples: Float32Array, track: PitchTrack, spec: AudioSpec): NoteReading {
  const none: NoteReading = { noteHz: null, note: null, noteCents: null };
  const onset = findOnset(samples);
  if (onset === undefined) return none;
  const from = onset + NOTE_FROM_SECONDS * spec.sampleRate;
  const { end } = decaySpan(samples, onset, spec.sampleRate);
  const grid = pitchGridSamples(spec);
  let energySum = 0;
  let weightSum = 0;
  let octaves = 0;
  for (let i = 0; i < grid.length; i++) {
    if (grid[i] < from || grid[i] > end) continue;
    const stop = Math.min(i + 1 < grid.length ? grid[i + 1] : samples.length, samples.length);
    let energy = 0;
    for (let n = grid[i]; n < stop; n++) energy += samples[n] * samples[n];
    energySum += energy;
    weightSum += energy * track.voicing[i];
    octaves += energy * track.voicing[i] * track.pitch[i];
  }
  if (energySum === 0 || weightSum < NOTE_MIN_VOICING * energySum) return none;
  const noteHz = spec.pitchReference * 2 ** (octaves / weightSum + tailOffset(samples, track, spec, from, end));
  const { name, cents } = noteOf(noteHz);
  return { noteHz, note: name, noteCents: cents };
}

/** Length and loudness of `samples` (any length, at `sampleRate` Hz). Silence is 0 ms long. */
export function readExtent(samples: Float32Array, sampleRate: number): Extent {
  const threshold = peakOf(samples) * 10 ** (-LENGTH_DB / 20);
  const last = threshold === 0 ? -1 : samples.findLastIndex((x) => Math.abs(x) >= threshold);
  const loudness = integratedLoudness([samples], sampleRate);
  return { lengthMs: ((last + 1) / sampleRate) * 1000, loudnessLufs: Number.isFinite(loudness) ? loudness : null };
}

const squareScratch = createScratch();
const energyScratch = createScratch();

/** Sample indices of the maximum of the energy smoothed over 10 ms, and of the last moment within `drop` dB of it. */
export function decaySpan(samples: Float32Array, onset: number, sampleRate: number, drop = DECAY_DB): { peak: number; end: number } {
  const width = Math.max(1, Math.round(SMOOTHING_SECONDS * sampleRate));
  const ahead = Math.floor(width / 2);
  let stop = samples.length;
  while (samples[stop - 1] === 0) stop--;
  const length = Math.min(samples.length, stop + width) - onset;
  // Sample n squared at width + n, between zeros: the box is clipped to the sound.
  const squares = squareScratch(length + 2 * width);
  squares.fill(0, 0, width);
  for (let n = 0; n < length; n++) squares[width + n] = samples[onset + n] * samples[onset + n];
  squares.fill(0, width + length, length + 2 * width);
  const energy = energyScratch(length);
  let sum = 0;
  for (let n = 0; n < ahead; n++) sum += squares[width + n];
  let peak = 0;
  let most = 0;
  for (let n = 0; n < length; n++) {
    // The box [n - width + 1 + ahead, n + ahead] around n.
    sum += squares[width + n + ahead] - squares[n + ahead];
    energy[n] = sum;
    if (sum > most) {
      most = sum;
      peak = n;
    }
  }
  const threshold = most * 10 ** (-drop / 10);
  let end = length - 1;
  while (end > peak && energy[end] < threshold) end--;
  return { peak: onset + peak, end: onset + end };
}

/** Over the first 10 ms, under a falling half-Hann window, zero-padded. */
function clickDb(samples: Float32Array, onset: number, sampleRate: number): number {
  const length = Math.round(CLICK_SECONDS * sampleRate);
  frame.fill(0);
  for (let n = 0; n < length && onset + n < samples.length; n++) {
    frame[n] = samples[onset + n] * Math.cos((Math.PI * n) / (2 * length)) ** 2;
  }
  fft.forward(frame, re, im);
  let all = 0;
  let high = 0;
  for (let k = 0; k < fft.bins; k++) {
    const power = re[k] * re[k] + im[k] * im[k];
    all += power;
    if ((k * sampleRate) / CLICK_FRAME > CLICK_HZ) high += power;
  }
  return Math.max(CLICK_FLOOR_DB, 10 * Math.log10(high / all));
}
