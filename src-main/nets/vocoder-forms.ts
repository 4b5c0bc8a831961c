/**
 * The closed forms that the vocoder starts from, inside the graph: a pitch track integrated to
 * phase, amplitudes read off the mel, noise at the mel's level. No parameters, nothing learned.
 */

import type { AudioSpec } from '../audio/spec.ts';
import type { Graph, Tensor } from '../graph/graph.ts';
import * as op from '../graph/ops.ts';

/** The bundle's audio constants, and the centre of each mel band in Hz. */
export interface VocoderShape extends AudioSpec {
  readonly melHz: readonly number[];
}

/** Harmonics above this frequency fade out: past it a kick is noise and click (design.md 5.3). */
export const HARMONIC_LIMIT_HZ = 900;
export const HARMONICS = 8;
/** Oscillators run at sampleRate / DECIMATION. */
export const DECIMATION = 4;
export const NOISE_WINDOW = 512;
export const NOISE_BINS = NOISE_WINDOW / 2 + 1;
/** dB to natural-log amplitude. */
export const DB_TO_LN = Math.LN10 / 20;

/** Linear interpolation from the warped pitch grid to the frame grid, [points, frames]. */
export function gridToFrames(g: Graph, shape: VocoderShape): Tensor {
  const { fineCount, fineHop, coarseCount, coarseHop } = shape.pitchGrid;
  const points = fineCount + coarseCount;
  const data = new Float32Array(points * shape.frames);
  for (let t = 0; t < shape.frames; t++) {
    const at = t * shape.hop;
    const fineEnd = fineCount * fineHop;
    const position = at < fineEnd ? at / fineHop : fineCount + (at - fineEnd) / coarseHop;
    const low = Math.min(points - 1, Math.floor(position));
    const high = Math.min(points - 1, low + 1);
    data[low * shape.frames + t] += 1 - (position - low);
    data[high * shape.frames + t] += position - low;
  }
  return g.constant(data, [points, shape.frames]);
}

const ramp = (g: Graph, steps: number): Tensor =>
  g.constant(
    Float32Array.from({ length: steps }, (_, i) => i / steps),
    [1, 1, steps],
  );

/** Straight lines between neighbours: [B, n, 1] -> [B, n, steps]; the last point is held. */
export function interpolate(x: Tensor, steps: number): Tensor {
  const n = x.shape[1];
  const next = op.concat([op.slice(x, 1, 1, n), op.slice(x, 1, n - 1, n)], 1);
  return op.add(x, op.mul(op.sub(next, x), ramp(x.graph, steps)));
}

/**
 * Cumulative sum of [B, n] in blocks: added one by one in float32, a step would be rounded the
 * same way thousands of times and the pitch would drift by up to a cent.
 */
function runningSum(x: Tensor): Tensor {
  const [batch, n] = x.shape;
  const width = 128;
  const blocks = op.cumsum(op.reshape(x, [batch, n / width, width]), 2);
  const totals = op.slice(blocks, 2, width - 1, width);
  return op.reshape(op.add(blocks, op.sub(op.cumsum(totals, 1), totals)), [batch, n]);
}

/** Oscillator phase in cycles, zero at the onset: [B, length / 4]. */
export function integratePhase(pitch: Tensor, shape: VocoderShape): Tensor {
  const { fineCount, fineHop, coarseCount, coarseHop } = shape.pitchGrid;
  const batch = pitch.shape[0];
  const points = fineCount + coarseCount;
  const column = op.reshape(pitch, [batch, points, 1]);
  // The fine part needs the first coarse point as its last neighbour.
  const fine = op.slice(interpolate(op.slice(column, 1, 0, fineCount + 1), fineHop / DECIMATION), 1, 0, fineCount);
  const coarse = interpolate(op.slice(column, 1, fineCount, points), coarseHop / DECIMATION);
  const octaves = op.concat(
    [
      op.reshape(fine, [batch, (fineCount * fineHop) / DECIMATION]),
      op.reshape(coarse, [batch, (coarseCount * coarseHop) / DECIMATION]),
    ],
    1,
  );
  const step = op.mul(op.exp(op.mul(octaves, Math.LN2)), (shape.pitchReference * DECIMATION) / shape.sampleRate);
  const total = runningSum(step);
  const onset = shape.onset / DECIMATION;
  return op.sub(total, op.slice(total, 1, onset, onset + 1));
}

/**
 * Reads the log-mel at each harmonic: [B, frames, K] log-amplitudes, and how far each harmonic
 * lies below the limit, [B, frames, K] in (0, 1). Bands are equally spaced below 1 kHz on
 * Slaney's scale, so the position is linear in frequency.
 */
export function readHarmonics(mel: Tensor, octaves: Tensor, shape: VocoderShape): { logAmp: Tensor; below: Tensor } {
  const g = mel.graph;
  const batch = mel.shape[0];
  const spacing = shape.melHz[1] - shape.melHz[0];
  const rows = Math.min(shape.mels, Math.ceil((HARMONIC_LIMIT_HZ * 1.15) / spacing) + 1);
  const order = g.constant(
    Float32Array.from({ length: HARMONICS }, (_, k) => k + 1),
    [1, 1, HARMONICS],
  );
  const f0 = op.mul(op.exp(op.mul(octaves, Math.LN2)), shape.pitchReference);
  const hz = op.mul(op.reshape(f0, [batch, shape.frames, 1]), order);
  const position = op.clip(op.div(op.sub(hz, shape.melHz[0]), spacing), 0, rows - 1);
  const index = g.constant(
    Float32Array.from({ length: rows }, (_, i) => i),
    [1, 1, 1, rows],
  );
  const hat = op.relu(
    op.sub(1, op.abs(op.sub(op.reshape(position, [batch, shape.frames, HARMONICS, 1]), index))),
  );
  const low = op.transpose(op.slice(mel, 1, 0, rows), [0, 2, 1]);
  const read = op.reduceSum(op.mul(hat, op.reshape(low, [batch, shape.frames, 1, rows])), [3]);
  return {
    logAmp: op.mul(op.sub(read, 1), -shape.floorDb * DB_TO_LN),
    below: op.sigmoid(op.div(op.sub(HARMONIC_LIMIT_HZ, hz), 50)),
  };
}

/** Kaiser-windowed sinc for upsampling by 4, as four phases [4, 1, taps]; -80 dB stop band. */
function upsampler(g: Graph): { kernel: Tensor; taps: number } {
  const half = 12;
  const taps = 2 * half;
  const beta = 7.86;
  const bessel = (x: number): number => {
    let sum = 1;
    let term = 1;
    for (let k = 1; k < 40; k++) {
      term *= (x / (2 * k)) ** 2;
      sum += term;
    }
    return sum;
  };
  const data = new Float32Array(DECIMATION * taps);
  for (let phase = 0; phase < DECIMATION; phase++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      // Distance, in input samples, from output `phase` to input `tap - half + 1`.
      const d = phase / DECIMATION - (tap - half + 1);
      const edge = Math.min(1, Math.abs(d) / half);
      const sinc = d === 0 ? 1 : Math.sin(Math.PI * d) / (Math.PI * d);
      const value = sinc * (bessel(beta * Math.sqrt(1 - edge * edge)) / bessel(beta));
      data[phase * taps + tap] = value;
      sum += value;
    }
    for (let tap = 0; tap < taps; tap++) data[phase * taps + tap] /= sum;
  }
  return { kernel: g.constant(data, [DECIMATION, 1, taps]), taps };
}

/** [B, n] at a quarter of the rate -> [B, 4 n]. */
export function upsample(x: Tensor): Tensor {
  const [batch, n] = x.shape;
  const { kernel, taps } = upsampler(x.graph);
  const padded = op.reshape(x, [batch, 1, n]);
  const phases = op.conv(padded, kernel, { pads: [taps / 2 - 1, taps / 2] });
  return op.reshape(op.transpose(phases, [0, 2, 1]), [batch, n * DECIMATION]);
}

/** Second halves of frame s plus first halves of frame s + 1: 50 % overlap-add, [B, n * hop]. */
export function overlapAdd(frames: Tensor, hop: number): Tensor {
  const [batch, n] = frames.shape;
  const late = op.slice(frames, 2, hop, 2 * hop);
  const early = op.pad(op.slice(op.slice(frames, 2, 0, hop), 1, 1, n), 1, 0, 1);
  return op.reshape(op.add(late, early), [batch, n * hop]);
}

/** Inverse real DFT of unit-normal bins to unit-variance noise, sine-windowed: [2 bins, window]. */
export function noiseBasis(g: Graph): Tensor {
  const n = NOISE_WINDOW;
  const data = new Float32Array(2 * NOISE_BINS * n);
  const scale = 1 / Math.sqrt(NOISE_BINS);
  const table = (value: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => value(i));
  const window = table((i) => Math.sin((Math.PI * (i + 0.5)) / n) * scale);
  const cosine = table((i) => Math.cos((2 * Math.PI * i) / n));
  const sine = table((i) => Math.sin((2 * Math.PI * i) / n));
  for (let k = 0; k < NOISE_BINS; k++) {
    for (let i = 0; i < n; i++) {
      const turned = (k * i) % n;
      data[k * n + i] = cosine[turned] * window[i];
      data[(NOISE_BINS + k) * n + i] = -sine[turned] * window[i];
    }
  }
  return g.constant(data, [2 * NOISE_BINS, n]);
}

/** Hat-function interpolation from `from` centres to `to` points (rows sum to 1): [from, to]. */
export function hatMatrix(g: Graph, from: readonly number[], to: readonly number[]): Tensor {
  const data = new Float32Array(from.length * to.length);
  to.forEach((hz, column) => {
    let low = from.findLastIndex((f) => f <= hz);
    low = Math.min(Math.max(low, 0), from.length - 2);
    const t = Math.min(1, Math.max(0, (hz - from[low]) / (from[low + 1] - from[low])));
    data[low * to.length + column] += 1 - t;
    data[(low + 1) * to.length + column] += t;
  });
  return g.constant(data, [from.length, to.length]);
}

/**
 * Noise log-gain of each bin straight from the mel, [B, frames, bins]. A unit-height filter of
 * half-width D bins reads D * sum(w^2) * psd = psd * D / 512 of full scale for white noise of
 * variance psd (2048-point Hann), hence the offset.
 */
export function noiseFloor(melT: Tensor, shape: VocoderShape, binHz: readonly number[]): Tensor {
  const g = melT.graph;
  const offsets = Float32Array.from({ length: shape.mels }, (_, m) => {
    const low = shape.melHz[Math.max(0, m - 1)];
    const high = shape.melHz[Math.min(shape.mels - 1, m + 1)];
    const bins = (((high - low) / (m === 0 || m === shape.mels - 1 ? 1 : 2)) * shape.nFft) / shape.sampleRate;
    return 0.5 * Math.log(shape.nFft / 4 / bins);
  });
  const level = op.add(
    op.mul(op.sub(melT, 1), -shape.floorDb * DB_TO_LN),
    g.constant(offsets, [1, 1, shape.mels]),
  );
  return op.matmul(level, hatMatrix(g, shape.melHz, binHz));
}

/** Zero before the onset, with an 8-sample rise: [1, length]. */
export function onsetGate(g: Graph, shape: VocoderShape): Tensor {
  const data = new Float32Array(shape.length).fill(1);
  for (let i = 0; i < shape.onset; i++) data[i] = Math.max(0, (i - shape.onset + 8) / 8);
  return g.constant(data, [1, shape.length]);
}
