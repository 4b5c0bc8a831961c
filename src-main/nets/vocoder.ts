/**
 * The vocoder network: harmonics + noise + transient, driven by a pitch track, corrected by a
 * small ConvNeXt. It supplies phase; the mel supplies magnitude later (audio/projection.ts), so
 * `vocoder.onnx` holds this network alone.
 *
 * Phase is integrated, never guessed (DDSP, Engel et al. 2020): harmonics k * f0 at a quarter of
 * the sample rate, phase by CumSum from the onset, then polyphase upsampling by 4. Every part
 * starts from a closed form read off the mel; the network (4 ConvNeXt blocks, Liu et al. 2022)
 * learns corrections to it.
 */

import { collectParams, type Params, type ParamLayout, type ParamSpec } from '../graph/params.ts';
import type { Graph, Tensor } from '../graph/graph.ts';
import * as op from '../graph/ops.ts';
import type { Random } from '../base/random.ts';

export interface VocoderShape {
  readonly sampleRate: number;
  /** Samples out. */
  readonly length: number;
  readonly onset: number;
  readonly nFft: number;
  readonly hop: number;
  readonly frames: number;
  readonly mels: number;
  readonly floorDb: number;
  readonly pitchReference: number;
  readonly pitchGrid: { fineCount: number; fineHop: number; coarseCount: number; coarseHop: number };
  /** Centre of each mel band, Hz. */
  readonly melHz: readonly number[];
}

export interface VocoderInputs {
  /** [B, mels, frames] in [0, 1]. */
  mel: Tensor;
  /** [B, points] octaves above `pitchReference`. */
  pitch: Tensor;
  /** [B, points] in [0, 1]. */
  voicing: Tensor;
  /** [B, frames, 2 * NOISE_BINS] standard normals. */
  noise: Tensor;
}

/** Harmonics above this frequency fade out: past it a kick is noise and click (design.md 5.3). */
const HARMONIC_LIMIT_HZ = 900;
const HARMONICS = 8;
/** Oscillators run at sampleRate / DECIMATION. */
const DECIMATION = 4;
const NOISE_WINDOW = 512;
export const NOISE_BINS = NOISE_WINDOW / 2 + 1;
const NOISE_BANDS = 40;
const GATES_PER_FRAME = 4;
const TRANSIENT_FRAMES = 12;
const TRANSIENT_WINDOW = 512;
const WIDTH = 128;
const EXPANSION = 4;
const BLOCKS = 4;
/** Natural-log amplitude of the full normalised range: 80 dB. */
const DB_TO_LN = Math.LN10 / 20;
/** Corrections are bounded, so that a stray input cannot blow the speakers. */
const MAX_CORRECTION = 5;

const gaussian =
  (size: number, sd: number): ParamSpec['init'] =>
  (random: Random) =>
    random.fillNormal(new Float32Array(size)).map((x) => x * sd);
const filled = (size: number, value: number) => (): Float32Array => new Float32Array(size).fill(value);

function linear(p: Params, name: string, x: Tensor, from: number, to: number, sd: number): Tensor {
  const weight = p.get({ name: `${name}.weight`, shape: [from, to], init: gaussian(from * to, sd) });
  const bias = p.get({ name: `${name}.bias`, shape: [to], init: filled(to, 0) });
  return op.add(op.matmul(x, weight), bias);
}

/** Linear interpolation from the warped pitch grid to the frame grid, [points, frames]. */
function gridToFrames(g: Graph, shape: VocoderShape): Tensor {
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
function interpolate(x: Tensor, steps: number): Tensor {
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
function integratePhase(pitch: Tensor, shape: VocoderShape): Tensor {
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
function readHarmonics(mel: Tensor, octaves: Tensor, shape: VocoderShape): { logAmp: Tensor; below: Tensor } {
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
function upsample(x: Tensor): Tensor {
  const [batch, n] = x.shape;
  const { kernel, taps } = upsampler(x.graph);
  const padded = op.reshape(x, [batch, 1, n]);
  const phases = op.conv(padded, kernel, { pads: [taps / 2 - 1, taps / 2] });
  return op.reshape(op.transpose(phases, [0, 2, 1]), [batch, n * DECIMATION]);
}

/** One ConvNeXt block on [B, frames, WIDTH]. */
function block(p: Params, name: string, x: Tensor): Tensor {
  const dw = p.get({ name: `${name}.depthwise.weight`, shape: [WIDTH, 1, 7], init: gaussian(WIDTH * 7, 0.2) });
  const db = p.get({ name: `${name}.depthwise.bias`, shape: [WIDTH], init: filled(WIDTH, 0) });
  const scale = p.get({ name: `${name}.norm.scale`, shape: [WIDTH], init: filled(WIDTH, 1) });
  const bias = p.get({ name: `${name}.norm.bias`, shape: [WIDTH], init: filled(WIDTH, 0) });
  const layerScale = p.get({ name: `${name}.layer_scale`, shape: [WIDTH], init: filled(WIDTH, 0.25) });
  const mixed = op.transpose(
    op.conv(op.transpose(x, [0, 2, 1]), dw, { pads: 3, groups: WIDTH }, db),
    [0, 2, 1],
  );
  const normed = op.layerNorm(mixed, scale, bias);
  const wide = op.gelu(linear(p, `${name}.expand`, normed, WIDTH, WIDTH * EXPANSION, Math.sqrt(1 / WIDTH)));
  const narrow = linear(p, `${name}.contract`, wide, WIDTH * EXPANSION, WIDTH, Math.sqrt(1 / (WIDTH * EXPANSION)));
  return op.add(x, op.mul(narrow, layerScale));
}

/** Second halves of frame s plus first halves of frame s + 1: 50 % overlap-add, [B, n * hop]. */
function overlapAdd(frames: Tensor, hop: number): Tensor {
  const [batch, n] = frames.shape;
  const late = op.slice(frames, 2, hop, 2 * hop);
  const early = op.pad(op.slice(op.slice(frames, 2, 0, hop), 1, 1, n), 1, 0, 1);
  return op.reshape(op.add(late, early), [batch, n * hop]);
}

/** Inverse real DFT of unit-normal bins to unit-variance noise, sine-windowed: [2 bins, window]. */
function noiseBasis(g: Graph): Tensor {
  const n = NOISE_WINDOW;
  const data = new Float32Array(2 * NOISE_BINS * n);
  const scale = 1 / Math.sqrt(NOISE_BINS);
  for (let k = 0; k < NOISE_BINS; k++) {
    for (let i = 0; i < n; i++) {
      const window = Math.sin((Math.PI * (i + 0.5)) / n) * scale;
      const angle = (2 * Math.PI * ((k * i) % n)) / n;
      data[k * n + i] = Math.cos(angle) * window;
      data[(NOISE_BINS + k) * n + i] = -Math.sin(angle) * window;
    }
  }
  return g.constant(data, [2 * NOISE_BINS, n]);
}

/** Hat-function interpolation from `from` centres to `to` points (rows sum to 1): [from, to]. */
function hatMatrix(g: Graph, from: readonly number[], to: readonly number[]): Tensor {
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
function noiseFloor(melT: Tensor, shape: VocoderShape, binHz: readonly number[]): Tensor {
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
function onsetGate(g: Graph, shape: VocoderShape): Tensor {
  const data = Float32Array.from({ length: shape.length }, (_, i) =>
    Math.min(1, Math.max(0, (i - shape.onset + 8) / 8)),
  );
  return g.constant(data, [1, shape.length]);
}

/**
 * Audio [B, length] from features. Levels follow the mel's full scale; samples before the onset
 * are exactly zero.
 */
export function vocode(p: Params, input: VocoderInputs, shape: VocoderShape): Tensor {
  const g = input.mel.graph;
  const batch = input.mel.shape[0];
  const { frames } = shape;
  const toFrames = gridToFrames(g, shape);
  const octaves = op.matmul(input.pitch, toFrames);
  const voiced = op.matmul(input.voicing, toFrames);
  const melT = op.transpose(input.mel, [0, 2, 1]);

  // Frame index tells the network where the onset is; 1 at the onset, falling over 8 frames.
  const clock = g.constant(
    Float32Array.from({ length: frames }, (_, t) => Math.exp(-Math.max(0, t - shape.onset / shape.hop) / 8)),
    [1, frames, 1],
  );
  const features = op.concat(
    [
      op.sub(op.mul(melT, 4), 1),
      op.reshape(octaves, [batch, frames, 1]),
      op.reshape(voiced, [batch, frames, 1]),
      op.expand(clock, [batch, frames, 1]),
    ],
    2,
  );
  const inputs = shape.mels + 3;
  const entry = p.get({
    name: 'body.entry.weight',
    shape: [WIDTH, inputs, 3],
    init: gaussian(WIDTH * inputs * 3, Math.sqrt(1 / (inputs * 3))),
  });
  const entryBias = p.get({ name: 'body.entry.bias', shape: [WIDTH], init: filled(WIDTH, 0) });
  let body = op.transpose(op.conv(op.transpose(features, [0, 2, 1]), entry, { pads: 1 }, entryBias), [0, 2, 1]);
  for (let i = 0; i < BLOCKS; i++) body = block(p, `body.block${String(i)}`, body);
  const bodyScale = p.get({ name: 'body.norm.scale', shape: [WIDTH], init: filled(WIDTH, 1) });
  const bodyBias = p.get({ name: 'body.norm.bias', shape: [WIDTH], init: filled(WIDTH, 0) });
  body = op.layerNorm(body, bodyScale, bodyBias);
  const bounded = (t: Tensor): Tensor => op.mul(op.tanh(op.div(t, MAX_CORRECTION)), MAX_CORRECTION);

  // Harmonics, at a quarter of the rate.
  const cycles = integratePhase(input.pitch, shape);
  const { logAmp, below } = readHarmonics(input.mel, octaves, shape);
  const amp = op.mul(op.exp(op.add(logAmp, bounded(linear(p, 'harmonic.gain', body, WIDTH, HARMONICS, 0.01)))), below);
  const offset = linear(p, 'harmonic.phase', body, WIDTH, HARMONICS, 0.01);
  const perHarmonic = (t: Tensor): Tensor => {
    const columns = op.reshape(op.transpose(t, [0, 2, 1]), [batch * HARMONICS, frames, 1]);
    return op.reshape(interpolate(columns, shape.hop / DECIMATION), [batch, HARMONICS, shape.length / DECIMATION]);
  };
  const order = g.constant(
    Float32Array.from({ length: HARMONICS }, (_, k) => 2 * Math.PI * (k + 1)),
    [1, HARMONICS, 1],
  );
  const angle = op.add(
    op.mul(op.reshape(cycles, [batch, 1, shape.length / DECIMATION]), order),
    perHarmonic(offset),
  );
  const harmonic = upsample(op.reduceSum(op.mul(perHarmonic(amp), op.sin(angle)), [1]));

  // Noise.
  const binHz = Array.from({ length: NOISE_BINS }, (_, k) => (k * shape.sampleRate) / NOISE_WINDOW);
  const bandHz = Array.from(
    { length: NOISE_BANDS },
    (_, i) => 40 * (shape.sampleRate / 2 / 40) ** (i / (NOISE_BANDS - 1)),
  );
  const bands = bounded(linear(p, 'noise.gain', body, WIDTH, NOISE_BANDS, 0.01));
  // Below the harmonic limit the mel holds mostly the oscillators' energy; start the noise low.
  const duck = g.constant(
    Float32Array.from(binHz, (hz) => (hz < HARMONIC_LIMIT_HZ ? -2.5 : 0)),
    [1, 1, NOISE_BINS],
  );
  const logGain = op.add(
    op.add(noiseFloor(melT, shape, binHz), op.matmul(bands, hatMatrix(g, bandHz, binHz))),
    duck,
  );
  const gain = op.exp(logGain);
  const spectrum = op.mul(input.noise, op.concat([gain, gain], 2));
  const rough = overlapAdd(op.matmul(spectrum, noiseBasis(g)), NOISE_WINDOW / 2);
  const gates = bounded(linear(p, 'noise.gate', body, WIDTH, GATES_PER_FRAME, 0.01));
  const steps = shape.hop / GATES_PER_FRAME;
  const gate = op.reshape(
    op.exp(interpolate(op.reshape(gates, [batch, frames * GATES_PER_FRAME, 1]), steps)),
    [batch, shape.length],
  );
  const noise = op.mul(rough, gate);

  // Transient: learned waveforms for the first frames, scaled by the frame's level.
  const head = op.slice(body, 1, 0, TRANSIENT_FRAMES);
  const level = op.exp(
    op.mul(op.sub(op.reduceMean(op.slice(melT, 1, 0, TRANSIENT_FRAMES), [2], true), 1), -shape.floorDb * DB_TO_LN),
  );
  const windowed = op.mul(
    linear(p, 'transient', head, WIDTH, TRANSIENT_WINDOW, 0.002),
    g.constant(
      Float32Array.from({ length: TRANSIENT_WINDOW }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / TRANSIENT_WINDOW) ** 2),
      [1, 1, TRANSIENT_WINDOW],
    ),
  );
  const short = overlapAdd(op.mul(windowed, op.mul(level, 10)), TRANSIENT_WINDOW / 2);
  const transient = op.pad(short, 1, 0, shape.length - TRANSIENT_FRAMES * (TRANSIENT_WINDOW / 2));

  return op.mul(op.add(op.add(harmonic, noise), transient), onsetGate(g, shape));
}

/** Declares the batch inputs of the vocoder. */
export function vocoderInputs(g: Graph, batch: number, shape: VocoderShape): VocoderInputs {
  const points = shape.pitchGrid.fineCount + shape.pitchGrid.coarseCount;
  return {
    mel: g.input('mel', [batch, shape.mels, shape.frames]),
    pitch: g.input('pitch', [batch, points]),
    voicing: g.input('voicing', [batch, points]),
    noise: g.input('noise', [batch, shape.frames, 2 * NOISE_BINS]),
  };
}

/** The vocoder's parameters in a fixed order. */
export function vocoderLayout(shape: VocoderShape): ParamLayout {
  return collectParams((g, p) => {
    vocode(p, vocoderInputs(g, 1, shape), shape);
  });
}
