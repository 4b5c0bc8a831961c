/**
 * What the vocoder is trained on: distances between two batches of audio, inside the graph.
 * Transforms are matrix products with a windowed DFT basis, so that forward and gradient are the
 * same three operators; the long window runs at a quarter of the rate, where it is 16 times cheaper.
 */

import type { Graph, Tensor } from '../graph/graph.ts';
import * as op from '../graph/ops.ts';

export interface VocoderLoss {
  loss: Tensor;
  /** Mean over resolutions of spectral convergence + log-magnitude L1 (Yamamoto et al. 2020). */
  stft: Tensor;
  /** Log-band L1 in units of 80 dB. */
  bands: Tensor;
  /** Relative waveform L1 at a quarter of the rate under a 120 ms decay: sub and phase. */
  body: Tensor;
  /** Relative waveform L1 over the first 1700 samples: the attack. */
  attack: Tensor;
}

const DECIMATION = 4;
/** Magnitudes 70 dB below a full-scale sine count as silence. */
const SILENCE = 10 ** (-70 / 20);
const MEL_BANDS = 64;
const ATTACK_SAMPLES = 1700;
const BODY_DECAY_SECONDS = 0.12;
/** A nearly silent item must not divide by nothing. */
const LEAST_ACTIVE = 0.02;

/** Hann-windowed DFT basis [n, 2 * bins], real parts first. */
function dftBasis(g: Graph, n: number): Tensor {
  const bins = n / 2 + 1;
  const data = new Float32Array(n * 2 * bins);
  for (let i = 0; i < n; i++) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n);
    for (let k = 0; k < bins; k++) {
      const angle = (2 * Math.PI * ((k * i) % n)) / n;
      data[i * 2 * bins + k] = window * Math.cos(angle);
      data[i * 2 * bins + bins + k] = -window * Math.sin(angle);
    }
  }
  return g.constant(data, [n, 2 * bins]);
}

/** Magnitudes [B, frames, bins] with 75 % overlap; frames that run past the end are left out. */
function magnitudes(x: Tensor, n: number): Tensor {
  const [batch, length] = x.shape;
  const hop = n / 4;
  const rows = length / hop;
  const count = rows - 3;
  const blocks = op.reshape(x, [batch, rows, hop]);
  const frames = op.concat([0, 1, 2, 3].map((shift) => op.slice(blocks, 1, shift, shift + count)), 2);
  const bins = n / 2 + 1;
  const spectrum = op.matmul(frames, dftBasis(x.graph, n));
  const re = op.slice(spectrum, 2, 0, bins);
  const im = op.slice(spectrum, 2, bins, 2 * bins);
  const floor = (n / 4) * SILENCE * 0.1;
  return op.sqrt(op.add(op.add(op.square(re), op.square(im)), floor * floor));
}

/** Mean of |ln a - ln b| over the cells where the reference sounds, averaged over the batch. */
function logDistance(out: Tensor, reference: Tensor, silence: number): Tensor {
  const log = (t: Tensor): Tensor => op.log(op.add(t, silence));
  const difference = op.reduceMean(op.abs(op.sub(log(out), log(reference))), [1, 2]);
  const g = out.graph;
  const active = op.reduceMean(op.where(op.greater(reference, 3 * silence), g.scalar(1), g.scalar(0)), [1, 2]);
  return op.reduceMean(op.div(difference, op.add(active, LEAST_ACTIVE)), [0]);
}

function convergence(out: Tensor, reference: Tensor): Tensor {
  const norm = (t: Tensor): Tensor => op.sqrt(op.add(op.reduceSum(op.square(t), [1, 2]), 1e-6));
  return op.reduceMean(op.div(norm(op.sub(out, reference)), norm(reference)), [0]);
}

/** Triangles equally spaced on O'Shaughnessy's mel scale, [bins, bands], unit height. */
function bandMatrix(g: Graph, bins: number, sampleRate: number): Tensor {
  const mel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
  const spacing = mel(sampleRate / 2) / (MEL_BANDS + 1);
  const data = new Float32Array(bins * MEL_BANDS);
  for (let k = 0; k < bins; k++) {
    const position = mel((k * sampleRate) / (2 * (bins - 1))) / spacing - 1;
    for (let b = 0; b < MEL_BANDS; b++) data[k * MEL_BANDS + b] = Math.max(0, 1 - Math.abs(position - b));
  }
  return g.constant(data, [bins, MEL_BANDS]);
}

/** Low-pass at 0.9 of the new Nyquist frequency and keep every fourth sample: [B, n] -> [B, n / 4]. */
function decimate(x: Tensor): Tensor {
  const [batch, n] = x.shape;
  const half = 24;
  const data = Float32Array.from({ length: 2 * half + 1 }, (_, i) => {
    const d = (0.9 * (i - half)) / DECIMATION;
    const sinc = d === 0 ? 1 : Math.sin(Math.PI * d) / (Math.PI * d);
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * (i - half)) / (half + 1)));
  });
  const sum = data.reduce((a, b) => a + b, 0);
  const kernel = x.graph.constant(
    data.map((v) => v / sum),
    [1, 1, 2 * half + 1],
  );
  const y = op.conv(op.reshape(x, [batch, 1, n]), kernel, {
    stride: DECIMATION,
    pads: [half, half - DECIMATION + 1],
  });
  return op.reshape(y, [batch, n / DECIMATION]);
}

function relativeL1(out: Tensor, reference: Tensor, trust: Tensor, weight?: Tensor): Tensor {
  const weigh = (t: Tensor): Tensor => op.reduceSum(weight === undefined ? op.abs(t) : op.mul(op.abs(t), weight), [1]);
  const each = op.div(weigh(op.sub(out, reference)), op.add(weigh(reference), 1e-3));
  return op.reduceMean(op.mul(each, trust), [0]);
}

/** Weights of the sum; each term is of the order of one when training starts. */
const WEIGHTS = { bands: 8, body: 1.5, attack: 1 };

/**
 * The vocoder's loss between `out` and `reference`, both [B, length] at `sampleRate`, aligned on
 * the same onset. `trust` [B] in 0..1 says how far an item's pitch track tells the reference's
 * phase: where it does not, a waveform distance only teaches the net to be quiet.
 */
export function vocoderLoss(
  out: Tensor,
  reference: Tensor,
  trust: Tensor,
  sampleRate: number,
  onset: number,
): VocoderLoss {
  const g = out.graph;
  const fine: [Tensor, Tensor] = [magnitudes(out, 256), magnitudes(reference, 256)];
  const middle: [Tensor, Tensor] = [magnitudes(out, 1024), magnitudes(reference, 1024)];
  const slowOut = decimate(out);
  const slowReference = decimate(reference);
  const coarse: [Tensor, Tensor] = [magnitudes(slowOut, 1024), magnitudes(slowReference, 1024)];
  const distance = ([a, b]: [Tensor, Tensor], n: number): Tensor =>
    op.add(convergence(a, b), logDistance(a, b, (n / 4) * SILENCE));
  const stft = op.div(op.add(op.add(distance(fine, 256), distance(middle, 1024)), distance(coarse, 1024)), 3);

  const filters = bandMatrix(g, 513, sampleRate);
  const power = (t: Tensor): Tensor => op.matmul(op.square(t), filters);
  const silence = (256 * SILENCE) ** 2;
  // Powers: half of |d ln P| is |d ln amplitude|, which is 8.686 dB a unit.
  const bands = op.mul(logDistance(power(middle[0]), power(middle[1]), silence), (0.5 * 20 * Math.LOG10E) / 80);

  const slowRate = sampleRate / DECIMATION;
  const slowLength = slowOut.shape[1];
  const slowOnset = onset / DECIMATION;
  const decay = g.constant(
    Float32Array.from({ length: slowLength }, (_, i) =>
      Math.exp(-Math.max(0, i - slowOnset) / (BODY_DECAY_SECONDS * slowRate)),
    ),
    [1, slowLength],
  );
  const body = relativeL1(slowOut, slowReference, trust, decay);
  const cut = (t: Tensor): Tensor => op.slice(t, 1, onset, onset + ATTACK_SAMPLES);
  const attack = relativeL1(cut(out), cut(reference), trust);
  const loss = [
    op.mul(bands, WEIGHTS.bands),
    op.mul(body, WEIGHTS.body),
    op.mul(attack, WEIGHTS.attack),
  ].reduce((sum, term) => op.add(sum, term), stft);
  return { loss, stft, bands, body, attack };
}
