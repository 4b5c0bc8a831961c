/**
 * Saturation: a curve at four times the rate, integrated over the line between neighbouring samples
 * instead of read at them (first-order antiderivative antialiasing: J. Parker, V. Zavalishin and
 * E. Le Bivic, DAFx-16, 2016). What is driven comes an eighth of a sample later.
 */

import type { EffectOf } from '../../../src-preload/contract/effects.ts';
import { blockDc } from '../dc-block.ts';
import { peakOf } from '../level.ts';
import { amplitude, scale } from './gain.ts';
import { down, up } from '../oversampling.ts';

type Settings = EffectOf<'saturation'>;

/**
 * Replaces each value by the mean of a curve from the value before it, 0 at first, to it; all of
 * them moved by `rest` along the curve, and the outcome by what makes 0 of 0. Every curve is
 * bounded by 1 and has the slope 1 (fold: pi / 2) at 0.
 */
type Means = (x: Float64Array, rest: number) => void;

/** Where the tube bends downwards; upwards at 1. */
const TUBE_DOWN = 0.6;
/** Of lines shorter than that across a corner the quotient of differences would lose its digits. */
const SMALL = 1e-5;

const MEANS: Record<Settings['curve'], Means> = {
  soft: rootMeans(1),
  tube: rootMeans(TUBE_DOWN),
  cubic: cubicMeans(4 / 27, 1.5),
  hard: cubicMeans(0, 1),
  fold: foldMeans,
};

/** Of v / sqrt(1 + (v / knee)^2), whose knee is 1 upwards and `below` downwards; its antiderivative is v^2 / (1 + root). */
function rootMeans(below: number): Means {
  const squareBelow = 1 / (below * below);
  return (x, rest) => {
    let v0 = rest;
    let s0 = Math.sqrt(1 + v0 * v0 * (v0 > 0 ? 1 : squareBelow));
    const atRest = v0 / s0;
    for (let n = 0; n < x.length; n++) {
      const v1 = x[n] + rest;
      const s1 = Math.sqrt(1 + v1 * v1 * (v1 > 0 ? 1 : squareBelow));
      // On one side the quotient can be shortened; across 0 both antiderivatives are small, and nothing cancels.
      x[n] = (v0 > 0 === v1 > 0 ? (v0 + v1) / (s0 + s1) : ((v1 * v1) / (1 + s1) - (v0 * v0) / (1 + s0)) / (v1 - v0)) - atRest;
      v0 = v1;
      s0 = s1;
    }
  };
}

/** Of v - c v^3 up to `end`, where it has come to 1, and 1 beyond it, downwards alike. */
function cubicMeans(c: number, end: number): Means {
  const quarter = c / 4;
  const atEnd = end * end * (0.5 - quarter * end * end);
  const antiderivative = (v: number): number => (Math.abs(v) < end ? v * v * (0.5 - quarter * v * v) : atEnd + Math.abs(v) - end);
  return (x, rest) => {
    let v0 = rest;
    const atRest = v0 * (1 - c * v0 * v0);
    for (let n = 0; n < x.length; n++) {
      const v1 = x[n] + rest;
      let mean: number;
      if (v0 < end && v0 > -end && v1 < end && v1 > -end) mean = (v0 + v1) * (0.5 - quarter * (v0 * v0 + v1 * v1));
      else if (v0 >= end && v1 >= end) mean = 1;
      else if (v0 <= -end && v1 <= -end) mean = -1;
      else mean = Math.abs(v1 - v0) < SMALL ? Math.sign(v1) : (antiderivative(v1) - antiderivative(v0)) / (v1 - v0);
      x[n] = mean - atRest;
      v0 = v1;
    }
  };
}

/** Of sin(pi / 2 v): the sine in the middle, times sin(h) / h of half the line. */
function foldMeans(x: Float64Array, rest: number): void {
  let a0 = (Math.PI / 2) * rest;
  const atRest = Math.sin(a0);
  for (let n = 0; n < x.length; n++) {
    const a1 = (Math.PI / 2) * (x[n] + rest);
    const h = 0.5 * (a1 - a0);
    const h2 = h * h;
    // The series is exact to 1e-10 there.
    const narrowed = h2 < 0.1 ? 1 - (h2 / 6) * (1 - (h2 / 20) * (1 - h2 / 42)) : Math.sin(h) / h;
    x[n] = Math.sin(0.5 * (a0 + a1)) * narrowed - atRest;
    a0 = a1;
  }
}

/** A new sound of the length of `x`; its peak counts as 0 dB ahead of the curve and is about kept. */
export function saturate(x: Float64Array, { curve, driveDb, bias, mix }: Settings, sampleRate: number): Float64Array {
  const peak = peakOf(x);
  if (peak === 0) return x;
  const rest = bias / 100;
  const wet = x.slice();
  scale(wet, amplitude(driveDb) / peak);
  const high = up(wet);
  MEANS[curve](high, rest);
  down(high, wet);
  if (rest !== 0 || curve === 'tube') blockDc(wet, sampleRate);
  const loudest = peakOf(wet);
  const wetGain = loudest === 0 ? 0 : ((mix / 100) * peak) / loudest;
  const dryGain = 1 - mix / 100;
  for (let n = 0; n < wet.length; n++) wet[n] = dryGain * x[n] + wetGain * wet[n];
  return wet;
}
