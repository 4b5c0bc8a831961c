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

import { collectParams, type Params, type ParamLayout } from '../graph/params.ts';
import type { Graph, Tensor } from '../graph/graph.ts';
import * as op from '../graph/ops.ts';
import { filled, gaussian, layerNorm, linear } from './layers.ts';
import {
  DB_TO_LN, DECIMATION, gridToFrames, HARMONIC_LIMIT_HZ, HARMONICS, hatMatrix, integratePhase, interpolate, NOISE_BINS,
  NOISE_WINDOW, noiseBasis, noiseFloor, onsetGate, overlapAdd, readHarmonics, upsample, type VocoderShape,
} from './vocoder-forms.ts';

export { NOISE_BINS, type VocoderShape } from './vocoder-forms.ts';

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

const NOISE_BANDS = 40;
const GATES_PER_FRAME = 4;
const TRANSIENT_FRAMES = 12;
const TRANSIENT_WINDOW = 512;
const WIDTH = 128;
const EXPANSION = 4;
const BLOCKS = 4;
/** Corrections are bounded, so that a stray input cannot blow the speakers. */
const MAX_CORRECTION = 5;

/** One ConvNeXt block on [B, frames, WIDTH]. */
function block(p: Params, name: string, x: Tensor): Tensor {
  const dw = p.get({ name: `${name}.depthwise.weight`, shape: [WIDTH, 1, 7], init: gaussian(WIDTH * 7, 0.2) });
  const db = p.get({ name: `${name}.depthwise.bias`, shape: [WIDTH], init: filled(WIDTH, 0) });
  const mixed = op.transpose(
    op.conv(op.transpose(x, [0, 2, 1]), dw, { pads: 3, groups: WIDTH }, db),
    [0, 2, 1],
  );
  const normed = layerNorm(p, `${name}.norm`, mixed, WIDTH);
  const layerScale = p.get({ name: `${name}.layer_scale`, shape: [WIDTH], init: filled(WIDTH, 0.25) });
  const wide = op.gelu(linear(p, `${name}.expand`, normed, WIDTH, WIDTH * EXPANSION, Math.sqrt(1 / WIDTH)));
  const narrow = linear(p, `${name}.contract`, wide, WIDTH * EXPANSION, WIDTH, Math.sqrt(1 / (WIDTH * EXPANSION)));
  return op.add(x, op.mul(narrow, layerScale));
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
  body = layerNorm(p, 'body.norm', body, WIDTH);
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
