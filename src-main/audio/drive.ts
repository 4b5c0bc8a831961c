/**
 * Wave shaping at four times the sample rate: two half-band stages up, the curve, two stages
 * down, so that what the curve adds above the audible range is filtered instead of folded back.
 */

export interface Drive {
  readonly kind: 'tanh' | 'asymmetric' | 'fold' | 'clip';
  /** Linear gain before the curve; the input's peak counts as 1. */
  readonly gain: number;
  readonly bias: number;
  /** Share of the driven sound, 0 to 1. */
  readonly mix: number;
}

/** One side of a half-band filter's odd taps: Kaiser-windowed sinc, scaled to unit gain at 0 Hz. */
function halfBand(taps: number, beta: number): Float64Array {
  const bessel = (x: number): number => {
    let sum = 1;
    let term = 1;
    for (let k = 1; k < 30; k++) sum += term *= (x / (2 * k)) ** 2;
    return sum;
  };
  const out = new Float64Array(taps);
  let sum = 0;
  for (let k = 0; k < taps; k++) {
    const at = k + 0.5;
    const window = bessel(beta * Math.sqrt(1 - (at / taps) ** 2)) / bessel(beta);
    out[k] = (Math.sin(Math.PI * at) / (Math.PI * at)) * window;
    sum += 2 * out[k];
  }
  return out.map((v) => v / sum);
}

/** The first stage must be steep (20 kHz of 22.05 passes), the second has an octave of room. */
const STEEP = halfBand(16, 7);
const WIDE = halfBand(5, 7);

function twice(x: Float64Array, taps: Float64Array): Float64Array {
  const reach = taps.length;
  const edged = new Float64Array(x.length + 2 * reach);
  edged.set(x, reach);
  const out = new Float64Array(2 * x.length);
  for (let n = 0; n < x.length; n++) {
    let left = n + reach;
    let right = left + 1;
    out[2 * n] = edged[left];
    let sum = 0;
    for (let k = 0; k < reach; k++) sum += taps[k] * (edged[left--] + edged[right++]);
    out[2 * n + 1] = sum;
  }
  return out;
}

function half(x: Float64Array, taps: Float64Array): Float64Array {
  // Only odd samples meet the odd taps: take them out, so that the loop runs over neighbours.
  const reach = taps.length;
  const count = x.length / 2;
  const odd = new Float64Array(count + 2 * reach);
  for (let n = 0; n < count; n++) odd[n + reach] = x[2 * n + 1];
  const out = new Float64Array(count);
  for (let n = 0; n < count; n++) {
    let right = n + reach;
    let left = right - 1;
    let sum = x[2 * n];
    for (let k = 0; k < reach; k++) sum += taps[k] * (odd[left--] + odd[right++]);
    out[n] = 0.5 * sum;
  }
  return out;
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
      const up = 1 + bias;
      const down = 1 - bias;
      return (x) => (x > 0 ? up * Math.tanh(x / up) : down * Math.tanh(x / down));
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
  const high = twice(twice(x, STEEP), WIDE);
  const into = drive.gain / reference;
  const outOf = (drive.mix * reference) / Math.max(0.3, Math.abs(shape(drive.gain)));
  const dry = 1 - drive.mix;
  for (let i = 0; i < high.length; i++) high[i] = outOf * shape(into * high[i]) + dry * high[i];
  return half(half(high, WIDE), STEEP);
}
