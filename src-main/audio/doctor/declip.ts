/** Peaks that were cut flat, given back as far as they can be told. What was meant to be distorted is left to the listener. */

import { peakOf } from '../level.ts';
import { burg } from '../linear-prediction.ts';
import { filled } from '../prediction-fill.ts';
import { flatPeaks } from './clipping.ts';

/** Order of the prediction, and how often prediction and samples are told from each other in turn: eight rounds, or an order of 100, came no nearer on real kicks. */
const ORDER = 64;
const ROUNDS = 5;
/** Peaks are restored in stretches of so many samples, with half as many on either side to tell them from. */
const STRETCH = 2048;
const AROUND = 1024;
/** The slopes at the edges of a peak are taken over as many samples as it has, since a short one is of high frequency, and over so many at most. */
const MOST_SLOPE = 16;
/** Further than so many samples (3.4 ms) the prediction does not reach: such a peak is of the body, and a cubic is closer. */
const LONG = 150;

/** A peak that was cut: samples `from` on, `to` not among them, above zero (1) or below (-1), with the slopes at which it is entered and left, 0 where it is flat. */
interface Peak {
  from: number;
  to: number;
  sign: number;
  rise: number;
  fall: number;
}

/**
 * The sides of a sound without flat peaks. Each peak begins as a cubic between the slopes at its
 * edges. Those that are short are then interpolated after Janssen, Veldhuis and Vries
 * (prediction-fill.ts), held to what clipping tells besides: that a peak went on beyond where it
 * was cut (the consistency of P. Záviška, P. Rajmic, A. Ozerov and L. Rencker, "A Survey and an
 * Extensive Evaluation of Popular Audio Declipping Methods", IEEE Journal of Selected Topics in
 * Signal Processing 15, 2021), and lay under the lines along which it was entered and left. The
 * sound is then turned down until its peak is what it was.
 */
export function declip(channels: readonly Float32Array[]): Float32Array[] {
  const restored = channels.map(withPeaks);
  const most = (sides: readonly Float32Array[]): number => Math.max(...sides.map(peakOf));
  const gain = Math.min(1, most(channels) / most(restored));
  return restored.map((side) => side.map((x) => gain * x));
}

/** One channel with its peaks restored, which may pass full scale. */
function withPeaks(channel: Float32Array): Float32Array {
  const peaks = peaksOf(channel);
  const out = Float64Array.from(channel);
  for (const peak of peaks) draw(out, peak);
  for (const group of stretches(peaks.filter(({ from, to }) => to - from <= LONG))) predict(out, channel, group);
  return Float32Array.from(out);
}

function peaksOf(channel: Float32Array): Peak[] {
  const { upper, lower } = flatPeaks(channel);
  const cut = (n: number, sign: number): boolean => sign * channel[n] >= (sign > 0 ? upper : lower);
  const peaks: Peak[] = [];
  for (let from = 0; from < channel.length; from++) {
    const sign = Math.sign(channel[from]);
    if (sign === 0 || !cut(from, sign)) continue;
    let to = from + 1;
    while (to < channel.length && cut(to, sign)) to++;
    const over = Math.min(MOST_SLOPE, to - from);
    const slope = (edge: number, outward: number): number =>
      Math.max(0, (sign * (channel[edge] - channel[Math.min(channel.length - 1, Math.max(0, edge + outward * over))])) / over);
    peaks.push({ from, to, sign, rise: slope(from, -1), fall: slope(to - 1, 1) });
    from = to - 1;
  }
  return peaks;
}

/** Puts a cubic of the peak's slopes on top of it (Hermite's, of which both ends are where the peak was cut). */
function draw(out: Float64Array, { from, to, sign, rise, fall }: Peak): void {
  const length = to - from;
  for (let n = from; n < to; n++) {
    const u = (n - from + 0.5) / length;
    out[n] += sign * length * u * (1 - u) * ((1 - u) * rise + u * fall);
  }
}

/** Tells the samples of `peaks` from those around them. @param channel as it was cut */
function predict(out: Float64Array, channel: Float32Array, peaks: readonly Peak[]): void {
  const first = Math.max(0, peaks[0].from - AROUND);
  const around = out.subarray(first, Math.min(out.length, peaks[peaks.length - 1].to + AROUND));
  const missing = peaks.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i - first));
  const order = Math.min(ORDER, Math.floor(around.length / 4));
  for (let round = 0; round < ROUNDS; round++) {
    const values = filled(around, missing, burg(around, order));
    if (values === null) return;
    let i = 0;
    for (const { from, to, sign, rise, fall } of peaks) {
      for (let n = from; n < to; n++, i++) {
        const least = sign * channel[n];
        const most = least + Math.min(rise * (n - from + 1), fall * (to - n));
        out[n] = sign * Math.min(most, Math.max(least, sign * values[i]));
      }
    }
  }
}

/** Peaks by turns, as many together as begin within a stretch. */
function stretches(peaks: readonly Peak[]): Peak[][] {
  const groups: Peak[][] = [];
  for (const peak of peaks) {
    const last = groups.at(-1);
    if (last !== undefined && peak.from - last[0].from < STRETCH) last.push(peak);
    else groups.push([peak]);
  }
  return groups;
}
