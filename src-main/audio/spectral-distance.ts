/**
 * Measures by which sounds are judged against a reference. Every function takes the reference
 * first and returns a distance that is 0 for identical sounds; signals of one call have equal
 * length. For judging, not for training: none of these is differentiated anywhere.
 */

import { createRealFft } from './fft.ts';
import { logMel } from './mel.ts';
import type { AudioSpec } from './spec.ts';
import { createStft } from './stft.ts';

/** Parts of a reference more than this below its peak are not judged. */
const RANGE_DB = 60;
const DB = 10 / Math.LN10;

/**
 * Mean |difference| in dB of the log-mels, over the bins of `reference` within 60 dB of its
 * loudest. Sounds of spec.length samples, clipped to the spec's floor and to full scale. Blind to
 * what `x` adds where the reference is silent: `multiResolutionStft` sees that.
 */
export function logMelErrorDb(reference: Float32Array, x: Float32Array, spec: AudioSpec): number {
  const a = logMel(reference, spec);
  const b = logMel(x, spec);
  const least = a.reduce((most, v) => Math.max(most, v), 0) + RANGE_DB / spec.floorDb;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] <= 0 || a[i] < least) continue;
    sum += Math.abs(a[i] - b[i]);
    count++;
  }
  return count > 0 ? (-spec.floorDb * sum) / count : 0;
}

const RESOLUTIONS = [512, 1024, 2048, 4096, 8192];
/** Magnitudes are held at or above this, relative to a full-scale sine's (-80 dB). */
const LEAST_MAGNITUDE = 1e-4;

/**
 * Multi-resolution STFT distance (Yamamoto, Song & Kim 2020, "Parallel WaveGAN", eqs. 3-6, as in
 * auraloss.freq.MultiResolutionSTFTLoss): the mean over n_fft 512, 1024, 2048, 4096, 8192 (Hann,
 * hop n_fft / 4, centred) of spectral convergence || |A| - |B| ||_F / || |A| ||_F plus the mean
 * over all bins and frames of | ln|A| - ln|B| |.
 * Two things differ from auraloss: zeros, not reflections, stand outside the signal; and
 * magnitudes are held at or above 1e-4 of a full-scale sine's (n_fft / 4), where auraloss holds
 * |X|^2 at 1e-8, some -130 dB: there the log term would judge mostly the dither of the tail.
 */
export function multiResolutionStft(reference: Float32Array, x: Float32Array): number {
  let total = 0;
  for (const nFft of RESOLUTIONS) {
    let difference = 0;
    let energy = 0;
    let logs = 0;
    let cells = 0;
    const least = ((LEAST_MAGNITUDE * nFft) / 4) ** 2;
    forEachFramePair(reference, x, nFft, nFft / 4, (a, b) => {
      for (let k = 0; k < a.length; k++) {
        const pa = Math.max(a[k], least);
        const pb = Math.max(b[k], least);
        const d = Math.sqrt(pa) - Math.sqrt(pb);
        difference += d * d;
        energy += pa;
        logs += Math.abs(Math.log(pa / pb));
      }
      cells += a.length;
    });
    total += Math.sqrt(difference / energy) + (0.5 * logs) / cells;
  }
  return total / RESOLUTIONS.length;
}

/**
 * Mean |difference| in dB below 250 Hz: n_fft 8192 (5.4 Hz a bin), hop 1024, over the bins within
 * 60 dB of the reference's loudest there; `x` is held at or above 80 dB below that loudest.
 */
export function lowBandErrorDb(reference: Float32Array, x: Float32Array, spec: AudioSpec): number {
  const bins = Math.floor((250 * 8192) / spec.sampleRate) + 1;
  return activeErrorDb(reference, x, 8192, 1024, bins);
}

/**
 * Mean |difference| in dB of the first 20 ms from spec.onset: n_fft 256 (5.8 ms), hop 64, over
 * the bins within 60 dB of the reference's loudest there; `x` held as in `lowBandErrorDb`.
 */
export function onsetErrorDb(reference: Float32Array, x: Float32Array, spec: AudioSpec): number {
  const end = spec.onset + Math.round(0.02 * spec.sampleRate);
  return activeErrorDb(
    reference.subarray(spec.onset, end),
    x.subarray(spec.onset, end),
    256,
    64,
    129,
  );
}

/** |difference| of the crest factors, 20 log10(peak / RMS), in dB. Blind to gain. */
export function crestErrorDb(reference: Float32Array, x: Float32Array): number {
  return Math.abs(crestDb(reference) - crestDb(x));
}

/**
 * Unsteadiness of the sub in dB: RMS, about its own straight line, of the difference between the
 * two envelopes below 150 Hz, from the reference envelope's maximum to the last moment within
 * 30 dB of it. A constant gain or another decay time reads 0; a tremolo of +/-m dB reads
 * m / sqrt 2. The envelope is the magnitude of the analytic signal (Gabor 1946), band-limited
 * by a raised-cosine edge from 120 to 180 Hz.
 */
export function subWobbleDb(reference: Float32Array, x: Float32Array, spec: AudioSpec): number {
  const a = lowEnvelope(reference, spec.sampleRate);
  const b = lowEnvelope(x, spec.sampleRate);
  let start = 0;
  for (let i = 1; i < a.length; i++) if (a[i] > a[start]) start = i;
  const most = a[start];
  let end = start + 1;
  for (let i = start; i < a.length; i++) if (a[i] > most * 10 ** (-30 / 20)) end = i + 1;
  const least = most * 1e-4;
  const n = end - start;
  const middle = (n - 1) / 2;
  let mean = 0;
  let slope = 0;
  let square = 0;
  for (let i = 0; i < n; i++) {
    const d = 2 * DB * Math.log(Math.max(b[start + i], least) / Math.max(a[start + i], least));
    mean += d / n;
    slope += d * (i - middle);
    square += d * d;
  }
  // Least squares on centred time: what a line cannot explain is what remains.
  const spread = (n * (n * n - 1)) / 12;
  const explained = n * mean * mean + (spread > 0 ? (slope * slope) / spread : 0);
  return n > 0 ? Math.sqrt(Math.max(0, square - explained) / n) : 0;
}

export interface Alignment {
  /** `x` moved and turned to lie on the reference; same length, level untouched. */
  samples: Float32Array;
  /** Samples by which `x` came later than the reference. */
  lag: number;
  polarity: 1 | -1;
  /** Factor on `samples` that leaves the least squared error, 0 or more. */
  gain: number;
}

/**
 * Lays `x` on `reference`: the lag within +/-maxLag samples where the cross-correlation is
 * largest in magnitude, and its sign as polarity. The least-squares gain is reported but not
 * applied: it shrinks with the correlation, so that a sound of the right level and a drifting
 * phase would be judged as too quiet.
 */
export function alignTo(reference: Float32Array, x: Float32Array, maxLag: number): Alignment {
  const n = reference.length;
  const size = Math.max(16, 2 ** Math.ceil(Math.log2(Math.max(n, x.length) + maxLag + 1)));
  const fft = createRealFft(size);
  const padded = new Float64Array(size);
  const ar = new Float64Array(fft.bins);
  const ai = new Float64Array(fft.bins);
  const br = new Float64Array(fft.bins);
  const bi = new Float64Array(fft.bins);
  padded.set(reference);
  fft.forward(padded, ar, ai);
  padded.fill(0);
  padded.set(x);
  fft.forward(padded, br, bi);
  for (let k = 0; k < fft.bins; k++) {
    const re = ar[k] * br[k] + ai[k] * bi[k];
    bi[k] = ar[k] * bi[k] - ai[k] * br[k];
    br[k] = re;
  }
  fft.inverse(br, bi, padded);
  let lag = 0;
  for (let l = -maxLag; l <= maxLag; l++) {
    if (Math.abs(padded[(l + size) % size]) > Math.abs(padded[(lag + size) % size])) lag = l;
  }
  const polarity = padded[(lag + size) % size] < 0 ? -1 : 1;
  const samples = new Float32Array(n);
  let dot = 0;
  let energy = 0;
  for (let i = Math.max(0, -lag); i < Math.min(n, x.length - lag); i++) {
    samples[i] = polarity * x[i + lag];
    dot += samples[i] * reference[i];
    energy += samples[i] * samples[i];
  }
  const gain = energy > 0 ? Math.max(0, dot / energy) : 0;
  return { samples, lag, polarity, gain };
}

/**
 * `x` laid on `reference` as the bench compares them: `alignTo`, then the gain that gives both the
 * same RMS over the reference's length. Not the least-squares gain (see `alignTo`). Silence stays.
 */
export function layOn(reference: Float32Array, x: Float32Array, maxLag: number): Float32Array {
  const { samples } = alignTo(reference, x, maxLag);
  const energy = (y: Float32Array): number => y.reduce((sum, v) => sum + v * v, 0);
  const own = energy(samples);
  if (own === 0) return samples;
  const gain = Math.sqrt(energy(reference) / own);
  return samples.map((v) => v * gain);
}

/** Calls `visit` with the power spectra (reused arrays) of each frame of both signals. */
function forEachFramePair(
  reference: Float32Array,
  x: Float32Array,
  nFft: number,
  hop: number,
  visit: (a: Float64Array, b: Float64Array, t: number) => void,
): void {
  const stft = createStft({ nFft, hop, length: reference.length });
  const a = new Float64Array(stft.bins);
  const b = new Float64Array(stft.bins);
  const im = new Float64Array(stft.bins);
  for (let t = 0; t < stft.frames; t++) {
    for (const [signal, power] of [[reference, a], [x, b]] as const) {
      stft.frame(signal, t, power, im);
      for (let k = 0; k < power.length; k++) power[k] = power[k] * power[k] + im[k] * im[k];
    }
    visit(a, b, t);
  }
}

function activeErrorDb(
  reference: Float32Array,
  x: Float32Array,
  nFft: number,
  hop: number,
  bins: number,
): number {
  const frames = Math.ceil(reference.length / hop);
  const a = new Float64Array(frames * bins);
  const b = new Float64Array(frames * bins);
  forEachFramePair(reference, x, nFft, hop, (pa, pb, t) => {
    a.set(pa.subarray(0, bins), t * bins);
    b.set(pb.subarray(0, bins), t * bins);
  });
  const most = a.reduce((p, v) => Math.max(p, v), 0);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 0 || a[i] < most * 1e-6) continue;
    sum += Math.abs(Math.log(Math.max(b[i], most * 1e-8) / a[i]));
    count++;
  }
  return count > 0 ? (DB * sum) / count : 0;
}

function crestDb(x: Float32Array): number {
  let peak = 0;
  let square = 0;
  for (const v of x) {
    peak = Math.max(peak, Math.abs(v));
    square += v * v;
  }
  return peak > 0 ? 20 * Math.log10(peak / Math.sqrt(square / x.length)) : 0;
}

/** Magnitude of the analytic signal of the band under 150 Hz. */
function lowEnvelope(x: Float32Array, sampleRate: number): Float64Array {
  const size = Math.max(16, 2 ** Math.ceil(Math.log2(2 * x.length)));
  const fft = createRealFft(size);
  const signal = new Float64Array(size);
  signal.set(x);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  fft.forward(signal, re, im);
  for (let k = 0; k < fft.bins; k++) {
    const along = Math.min(1, Math.max(0, ((k * sampleRate) / size - 120) / 60));
    const gain = 0.5 + 0.5 * Math.cos(Math.PI * along);
    re[k] *= gain;
    im[k] *= gain;
  }
  fft.inverse(re, im, signal);
  // The Hilbert transform multiplies positive frequencies by -i.
  const turned = re.map((v) => -v);
  const quadrature = new Float64Array(size);
  fft.inverse(im, turned, quadrature);
  return Float64Array.from({ length: x.length }, (_, i) => Math.hypot(signal[i], quadrature[i]));
}
