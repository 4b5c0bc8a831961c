/**
 * Wave shaping at four times the sample rate, so that what the curve adds above the audible range is filtered instead of folded back.
 */

import { down, up } from './oversampling.ts';

export interface Drive {
  readonly kind: 'tanh' | 'asymmetric' | 'fold' | 'clip';
  /** Linear gain before the curve; the input's peak counts as 1. */
  readonly gain: number;
  readonly bias: number;
  /** Share of the driven sound, 0 to 1. */
  readonly mix: number;
}

function curve(drive: Drive): (x: number) => number {
  const { bias } = drive;
  switch (drive.kind) {
    case 'tanh': {
      const rest = Math.tanh(bias);
      return (x) => Math.tanh(x + bias) - rest;
    }
    case 'asymmetric': {
      // Two different knees, as a biased triode has: the even harmonics come from the difference.
      const above = 1 + bias;
      const below = 1 - bias;
      return (x) => (x > 0 ? above * Math.tanh(x / above) : below * Math.tanh(x / below));
    }
    case 'fold':
      return (x) => Math.sin((Math.PI / 2) * (x + bias)) - Math.sin((Math.PI / 2) * bias);
    case 'clip':
      return (x) => Math.max(-1, Math.min(1, x + bias)) - bias;
    default:
      return drive.kind satisfies never;
  }
}

/**
 * The driven signal; `reference` is the amplitude that counts as 1 at the curve's input, and the
 * output is brought back to that scale.
 */
export function applyDrive(drive: Drive, x: Float64Array, reference: number): Float64Array {
  const shape = curve(drive);
  const high = up(x);
  const into = drive.gain / reference;
  const outOf = (drive.mix * reference) / Math.max(0.3, Math.abs(shape(drive.gain)));
  const dry = 1 - drive.mix;
  for (let i = 0; i < high.length; i++) high[i] = outOf * shape(into * high[i]) + dry * high[i];
  return down(high, new Float64Array(x.length));
}
