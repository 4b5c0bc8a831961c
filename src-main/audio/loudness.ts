/**
 * Integrated loudness after ITU-R BS.1770-5, for mono and stereo at any sample rate. It is a
 * measure only: nothing is normalised here, and true peak is not measured.
 */

import { createScratch } from './scratch.ts';

interface Biquad {
  b: readonly [number, number, number];
  a: readonly [number, number];
}

const BLOCK_SECONDS = 0.4;
/** 75 % overlap. */
const STEP_SECONDS = 0.1;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;

/**
 * The two stages of K-weighting for a sample rate. BS.1770-5 gives coefficients for 48 kHz only;
 * the analogue parameters behind them and the bilinear transform back are B. De Man's
 * ("Evaluation of Implementations of the EBU R128 Loudness Measurement", AES 145, 2018), as
 * libebur128 uses them. At 48 kHz they give the standard's tables 1 and 2 back.
 */
export function kWeighting(sampleRate: number): { shelf: Biquad; highPass: Biquad } {
  const shelf = ((): Biquad => {
    const q = 0.7071752369554196;
    const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
    const high = 10 ** (3.999843853973347 / 20);
    const band = high ** 0.4996667741545416;
    const a0 = 1 + k / q + k * k;
    return {
      b: [(high + (band * k) / q + k * k) / a0, (2 * (k * k - high)) / a0, (high - (band * k) / q + k * k) / a0],
      a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
    };
  })();
  const highPass = ((): Biquad => {
    const q = 0.5003270373238773;
    const design = (rate: number): { k: number; a0: number } => {
      const k = Math.tan((Math.PI * 38.13547087602444) / rate);
      return { k, a0: 1 + k / q + k * k };
    };
    const { k, a0 } = design(sampleRate);
    // Table 2 rounds the numerator to (1, -2, 1), a gain of 0.04 dB. Kept as it is at every rate
    // (as libebur128 does), it would make 96 kHz read 0.02 LU lower; this keeps the gain instead.
    const gain = design(48_000).a0 / a0;
    return { b: [gain, -2 * gain, gain], a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] };
  })();
  return { shelf, highPass };
}

/**
 * Gated integrated loudness in LUFS: blocks of 400 ms with 75 % overlap, an absolute gate at
 * -70 LUFS, a relative one 10 LU below the mean of what passed. A block that would reach beyond
 * the end is left out, as the standard says, with one exception: a sound shorter than 400 ms is
 * padded with silence to one block (the standard would give it no value at all). Its loudness is
 * then the highest momentary loudness (EBU Tech 3341) that a meter shows for it between silences.
 * @param channels one or two (each counts with weight 1), all of one length, full scale = 1.
 * @returns -Infinity where no block passes the absolute gate (silence).
 */
export function integratedLoudness(channels: readonly Float32Array[], sampleRate: number): number {
  if (channels.length < 1 || channels.length > 2) throw new RangeError('loudness is measured of one or two channels');
  const block = Math.round(BLOCK_SECONDS * sampleRate);
  const length = Math.max(block, channels[0].length);
  const count = 1 + Math.floor((length - block) / (STEP_SECONDS * sampleRate));
  const powers = new Float64Array(count);
  for (const channel of channels) {
    const cumulative = cumulativeWeightedEnergy(channel, length, sampleRate);
    for (let j = 0; j < count; j++) {
      const start = Math.round(j * STEP_SECONDS * sampleRate);
      const end = Math.min(start + block, length);
      powers[j] += (cumulative[end] - cumulative[start]) / block;
    }
  }
  const audible = powers.filter((p) => loudnessOf(p) > ABSOLUTE_GATE_LUFS);
  const gate = loudnessOf(mean(audible)) + RELATIVE_GATE_LU;
  return loudnessOf(mean(audible.filter((p) => loudnessOf(p) > gate)));
}

const cumulativeScratch = createScratch();

/** Entry n: energy of the first n K-weighted samples; `length` >= x.length pads with silence. */
function cumulativeWeightedEnergy(x: Float32Array, length: number, sampleRate: number): Float64Array {
  const { shelf, highPass } = kWeighting(sampleRate);
  const [b0, b1, b2] = shelf.b;
  const [a1, a2] = shelf.a;
  const [c0, c1, c2] = highPass.b;
  const [d1, d2] = highPass.a;
  const out = cumulativeScratch(length + 1);
  out[0] = 0;
  let x1 = 0, x2 = 0, y1 = 0, y2 = 0, z1 = 0, z2 = 0;
  for (let n = 0; n < length; n++) {
    const v = n < x.length ? x[n] : 0;
    const y = b0 * v + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    const z = c0 * y + c1 * y1 + c2 * y2 - d1 * z1 - d2 * z2;
    x2 = x1;
    x1 = v;
    y2 = y1;
    y1 = y;
    z2 = z1;
    z1 = z;
    out[n + 1] = out[n] + z * z;
  }
  return out;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const v of values) sum += v;
  return values.length === 0 ? 0 : sum / values.length;
}

/** BS.1770-5 eq. 2: the offset cancels the K-weighting's gain at 997 Hz. */
function loudnessOf(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}
