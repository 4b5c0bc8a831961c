/**
 * The spectrum of a sound over time on a logarithmic frequency axis, one value a pixel. Each value
 * is a short-time Fourier transform under a Hann window centred on that pixel's time, at that row's
 * own frequency; the window is long for low rows and short for high ones, so that a sub's pitch and
 * a click's moment are both sharp and no seam parts them. Pure arithmetic; no canvas, no thread.
 *
 * Method: all times at one frequency are the sound filtered by the window's response about that
 * frequency. So the whole sound is transformed once; for each row the bins under the response are
 * weighted, folded to as many as the row needs instants, and transformed back: folding samples the
 * row without altering what is sampled. (Brown and Puckette, "An efficient algorithm for the
 * calculation of a constant Q transform", JASA 92, 1992; Holighaus et al., "A framework for
 * invertible, real-time constant-Q transforms", IEEE TASLP 21, 2013.)
 *
 * Rows and instants are taken `DENSITY` times as close as the window can tell apart, or as close as
 * the pixels where those are wider; power is a straight line between them.
 */

import { fft } from 'fourier-transform';
import { hzAtPlace, HIGHEST_HZ } from './axes.ts';

export interface Grid {
  /** Pixels across and down. */
  columns: number;
  rows: number;
  /** Time at the left edge, and seconds across all columns. */
  from: number;
  seconds: number;
}

/** The window at 50 Hz, 139 ms: 50 Hz swings 7 times in it. */
const REFERENCE_SECONDS = 6144 / 44_100;
const REFERENCE_HZ = 50;
/** How fast it shortens with frequency: 1 would be a constant number of swings. */
const SHORTENING = 0.8;
/** The shortest window, 4.4 ms. */
const SHORTEST_SECONDS = 192 / 44_100;

/** Seconds of the window at a frequency. */
export function windowSeconds(hz: number): number {
  return Math.max(SHORTEST_SECONDS, REFERENCE_SECONDS * (REFERENCE_HZ / hz) ** SHORTENING);
}

/** Instants in a window, and rows in its width of two bins: a steady tone reads at most 0.3 dB low. */
const DENSITY = 6;

/** Powers get this much, -120 dB, so that silence has a level. */
const SILENCE = 1e-12;

/**
 * Levels of `samples` in dB re full scale, from -120 up, row by row from the highest frequency down: a
 * sine of amplitude 1 reads 0. A column that is wider than the instants of its row lie apart shows the
 * loudest of them.
 */
export function spectrogram(samples: Float32Array, sampleRate: number, { columns, rows, from, seconds }: Grid): Float32Array {
  const powers = new Float32Array(columns * rows).fill(SILENCE);
  const spectra = new Map<number, Spectrum>();
  const rowAt = (row: number): Float32Array => powers.subarray(row * columns, (row + 1) * columns);
  const fill = (row: number): void => {
    const hz = hzAtPlace((row + 0.5) / rows);
    // A sound has no higher frequency than half its rate.
    if (hz > sampleRate / 2) return;
    const window = windowSeconds(hz) * sampleRate;
    // Half a window of silence keeps the sound's end out of its beginning.
    const size = powerOfTwo(samples.length + window / 2);
    const spectrum = spectra.get(size) ?? spectrumOf(samples, size, sampleRate);
    spectra.set(size, spectrum);
    const count = powerOfTwo((DENSITY * size) / window);
    const instants = powersOf(spectrum, (hz * size) / sampleRate, size / window, count);
    // Half a window after the sound nothing is left.
    const last = Math.min(size - window / 2, samples.length + window / 2) * (count / size);
    const perSecond = (sampleRate * count) / size;
    spread(instants, from * perSecond, last, (seconds * perSecond) / columns, rowAt(row));
  };
  fill(0);
  for (let above = 0; above < rows - 1; ) {
    const below = Math.min(rows - 1, above + rowsApart(hzAtPlace((above + 0.5) / rows), rows));
    fill(below);
    for (let row = above + 1; row < below; row++) {
      mix(rowAt(above), rowAt(below), (row - above) / (below - above), rowAt(row));
    }
    above = below;
  }
  return toDecibels(powers);
}

/** Pixel rows from one row that is computed to the next, at a frequency. */
function rowsApart(hz: number, rows: number): number {
  const rowHz = hz * (hzAtPlace(0) / hzAtPlace(1 / rows) - 1);
  return Math.max(1, Math.floor(2 / windowSeconds(hz) / DENSITY / rowHz));
}

/** Bins of a sound padded with silence to `size` samples. */
interface Spectrum {
  size: number;
  re: Float64Array;
  im: Float64Array;
  /** Where bin 0 stands: the bins of negative frequency come before it, those beyond half the rate last. */
  zero: number;
}

function spectrumOf(samples: Float32Array, size: number, sampleRate: number): Spectrum {
  const padded = new Float64Array(size);
  padded.set(samples);
  const [re, im] = fft(padded);
  const half = size / 2;
  const zero = Math.min(half, Math.ceil((REACH * size) / (windowSeconds(HIGHEST_HZ) * sampleRate)));
  const length = half + 1 + 2 * zero;
  const spectrum = { size, re: new Float64Array(length), im: new Float64Array(length), zero };
  spectrum.re.set(re.subarray(0, half + 1), zero);
  spectrum.im.set(im.subarray(0, half + 1), zero);
  for (let k = 1; k <= zero; k++) {
    spectrum.re[zero - k] = re[k];
    spectrum.im[zero - k] = -im[k];
    spectrum.re[zero + half + k] = re[half - k];
    spectrum.im[zero + half + k] = -im[half - k];
  }
  return spectrum;
}

/** Bins of the window's own length to either side beyond which its response, under -77 dB, is left out. */
const REACH = 12;
const PER_BIN = 1024;

/** Response of a Hann window from -REACH to REACH of its bins: sin(pi x) / (pi x (1 - x^2)). */
const response = Float64Array.from({ length: 2 * REACH * PER_BIN + 1 }, (_, i) => {
  const x = Math.abs(i / PER_BIN - REACH);
  if (x === 0) return 1;
  if (x === 1) return 0.5;
  return Math.sin(Math.PI * x) / (Math.PI * x * (1 - x * x));
});

/**
 * Power at `count` instants that divide the whole evenly, of the sound under a window. `centre` is
 * its frequency and `width` a bin of the window, both in bins of the spectrum. The answer is
 * overwritten by the next of that count.
 */
function powersOf({ size, re, im, zero }: Spectrum, centre: number, width: number, count: number): Float32Array {
  const { foldRe, foldIm, ofRe, ofIm, powers } = scratchFor(count);
  foldRe.fill(0);
  foldIm.fill(0);
  const mask = count - 1;
  const from = Math.max(-zero, Math.ceil(centre - REACH * width));
  const to = Math.min(re.length - 1 - zero, Math.floor(centre + REACH * width));
  const scale = PER_BIN / width;
  // Half a step more, so that cutting off the decimals rounds.
  const shift = REACH * PER_BIN - centre * scale + 0.5;
  for (let bin = from; bin <= to; bin++) {
    const weight = response[(bin * scale + shift) | 0];
    foldRe[bin & mask] += weight * re[bin + zero];
    foldIm[bin & mask] += weight * im[bin + zero];
  }
  // The complex transform as two real ones, which the library does faster. They run forward, so time
  // runs backward.
  const [a, b] = fft(foldRe, ofRe);
  const [c, d] = fft(foldIm, ofIm);
  const unit = 4 / (size * size);
  for (let k = 0; k <= count / 2; k++) {
    powers[(count - k) & mask] = unit * ((a[k] - d[k]) ** 2 + (b[k] + c[k]) ** 2);
    powers[k] = unit * ((a[k] + d[k]) ** 2 + (c[k] - b[k]) ** 2);
  }
  return powers;
}

interface Scratch {
  foldRe: Float64Array;
  foldIm: Float64Array;
  ofRe: [Float64Array, Float64Array];
  ofIm: [Float64Array, Float64Array];
  powers: Float32Array;
}

const scratches = new Map<number, Scratch>();

function scratchFor(count: number): Scratch {
  const known = scratches.get(count);
  if (known !== undefined) return known;
  const bins = (): [Float64Array, Float64Array] => [new Float64Array(count / 2 + 1), new Float64Array(count / 2 + 1)];
  const scratch: Scratch = {
    foldRe: new Float64Array(count),
    foldIm: new Float64Array(count),
    ofRe: bins(),
    ofIm: bins(),
    powers: new Float32Array(count),
  };
  scratches.set(count, scratch);
  return scratch;
}

/** Lays instants `first` .. `last` on columns that are `ratio` instants wide. */
function spread(instants: Float32Array, first: number, last: number, ratio: number, out: Float32Array): void {
  const end = Math.min(out.length, Math.floor((last - first) / ratio));
  for (let x = 0; x < end; x++) {
    if (ratio <= 1) {
      const centre = first + (x + 0.5) * ratio;
      const i = Math.floor(centre);
      out[x] += instants[i] + (centre - i) * (instants[(i + 1) % instants.length] - instants[i]);
    } else {
      let loudest = 0;
      for (let i = Math.round(first + x * ratio); i < Math.round(first + (x + 1) * ratio); i++) loudest = Math.max(loudest, instants[i]);
      out[x] += loudest;
    }
  }
}

function mix(a: Float32Array, b: Float32Array, share: number, out: Float32Array): void {
  for (let x = 0; x < out.length; x++) out[x] = (1 - share) * a[x] + share * b[x];
}

const MANTISSA_BITS = 11;
const DB_PER_OCTAVE = 10 * Math.log10(2);
/** dB of a float's mantissa by its upper bits. */
const mantissaDb = Float32Array.from({ length: 1 << MANTISSA_BITS }, (_, i) => 10 * Math.log10(1 + (i + 0.5) / (1 << MANTISSA_BITS)));

/**
 * Turns powers into dB in place, to 0.002 dB: the exponent of a float is its whole octaves. Twelve
 * times as fast as Math.log10, of which a picture would need half a million.
 */
function toDecibels(powers: Float32Array): Float32Array {
  const bits = new Uint32Array(powers.buffer, powers.byteOffset, powers.length);
  const drop = 23 - MANTISSA_BITS;
  const mask = (1 << MANTISSA_BITS) - 1;
  for (let i = 0; i < bits.length; i++) {
    powers[i] = ((bits[i] >>> 23) - 127) * DB_PER_OCTAVE + mantissaDb[(bits[i] >>> drop) & mask];
  }
  return powers;
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(atLeast));
}
