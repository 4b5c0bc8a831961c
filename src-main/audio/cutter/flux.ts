/**
 * How much newly sounds at each moment: spectral flux over half-octave bands with compressed
 * magnitudes (S. Böck, F. Krebs, M. Schedl, "Evaluating the Online Capabilities of Onset Detection
 * Methods", ISMIR 2012, section 2.1). Its peaks are onsets; which of them count is onsets.ts's to say.
 */

import { createRealFft } from '../fft.ts';
import { hann } from '../stft.ts';

export interface Flux {
  /** Values from 0 on, one every `hop` samples; value t is of the moment t * hop. */
  values: Float64Array;
  hop: number;
}

/** Frames of about 23 ms, every 5 ms. */
const FRAME_SECONDS = 0.023;
const HOP_SECONDS = 0.005;
const LOWEST_HZ = 40;
const HIGHEST_HZ = 16_000;
const BANDS_AN_OCTAVE = 2;
/** A magnitude of 1 is the loudest of all bands and frames; -60 dB below it hardly counts. */
const COMPRESSION = 1000;
/** Frames that a rise is told over: a kick's low bands take 10 ms to rise. */
const RISE_FRAMES = 2;

/** The flux of mono `samples` at `sampleRate` Hz; 0 everywhere in silence. */
export function spectralFlux(samples: Float32Array, sampleRate: number): Flux {
  const size = 2 ** Math.round(Math.log2(FRAME_SECONDS * sampleRate));
  const hop = Math.round(HOP_SECONDS * sampleRate);
  const levels = bandLevels(samples, sampleRate, size, hop);
  const loudest = levels.reduce((most, row) => row.reduce((a, b) => Math.max(a, b), most), 0);
  const values = new Float64Array(levels.length);
  if (loudest === 0) return { values, hop };
  const compressed = levels.map((row) => row.map((x) => Math.log1p((COMPRESSION * x) / loudest)));
  const silence = new Float64Array(compressed[0].length);
  for (let t = 0; t < values.length; t++) {
    const before = t >= RISE_FRAMES ? compressed[t - RISE_FRAMES] : silence;
    for (let b = 0; b < before.length; b++) values[t] += Math.max(0, compressed[t][b] - before[b]);
  }
  return { values, hop };
}

/** Magnitude by frame and band; frames are centred, silence lies around the sound. */
function bandLevels(samples: Float32Array, sampleRate: number, size: number, hop: number): Float64Array[] {
  const fft = createRealFft(size);
  const window = hann(size);
  const frame = new Float64Array(size);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  const edges = bandEdges(sampleRate, size);
  return Array.from({ length: Math.ceil(samples.length / hop) }, (_, t) => {
    const start = t * hop - size / 2;
    for (let i = 0; i < size; i++) frame[i] = start + i >= 0 && start + i < samples.length ? samples[start + i] * window[i] : 0;
    fft.forward(frame, re, im);
    const row = new Float64Array(edges.length - 1);
    for (let b = 0; b < row.length; b++) {
      for (let k = edges[b]; k < edges[b + 1]; k++) row[b] += Math.hypot(re[k], im[k]);
    }
    return row;
  });
}

/** First bins of each band and the end of the last; no band is empty. */
function bandEdges(sampleRate: number, size: number): number[] {
  const edges: number[] = [];
  for (let hz = LOWEST_HZ; hz < Math.min(HIGHEST_HZ, sampleRate / 2); hz *= 2 ** (1 / BANDS_AN_OCTAVE)) {
    const bin = Math.max(1, Math.round((hz * size) / sampleRate));
    if (bin !== edges.at(-1)) edges.push(bin);
  }
  return edges;
}
