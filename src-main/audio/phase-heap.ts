/**
 * Phase-gradient heap integration (PGHI): phase from magnitude alone, without iteration or
 * weights. Prusa, Balazs & Sondergaard 2017, "A noniterative method for reconstruction of phase
 * from STFT magnitude", IEEE/ACM TASLP 25(5). With a few fast Griffin-Lim steps after it, it is
 * the strongest weights-free inversion of a mel here; not the product's vocoder.
 */

import { createRandom } from '../base/random.ts';
import type { Random } from '../base/random.ts';
import { FAST_MOMENTUM, iterateGriffinLim, melToLinearPower } from './griffin-lim.ts';
import type { LinearPower } from './griffin-lim.ts';
import { gateAtOnset } from './projection.ts';
import type { AudioSpec } from './spec.ts';

/**
 * A Hann window of n samples is nearest to the Gaussian exp(-pi t^2 / gamma) with
 * gamma = 0.25645 n^2 (Prusa & Sondergaard 2016, "Real-time spectrogram inversion using phase
 * gradient heap integration", table 1; the same in LTFAT's pghi_findgamma).
 */
const HANN_GAMMA = 0.25645;

/** Magnitudes under this share of the largest get a random phase (the paper's tol). */
const TOLERANCE = 1e-6;

/**
 * Integrates phase over a power spectrogram and writes the complex one, [count][bins], in the
 * convention of stft.ts. Chance only for bins below the tolerance.
 */
export function integratePhase(
  { stft, count, power }: LinearPower,
  random: Random,
  re: Float64Array,
  im: Float64Array,
): void {
  const { bins, nFft, hop } = stft;
  const cells = count * bins;
  const phase = integrate(power, count, bins, gradients(power, count, bins, nFft, hop), random);
  for (let i = 0; i < cells; i++) {
    // The gradients refer each frame to its centre, stft.ts to its first sample: a turn of
    // pi k n_fft / n_fft, so every odd bin changes sign.
    const magnitude = (i % bins) % 2 === 0 ? Math.sqrt(power[i]) : -Math.sqrt(power[i]);
    re[i] = magnitude * Math.cos(phase[i]);
    im[i] = magnitude * Math.sin(phase[i]);
  }
}

/**
 * Sound for a normalised log-mel [mels][frames]: PGHI, then `steps` of fast Griffin-Lim, silent
 * before the onset throughout. Returns spec.length samples.
 */
export function phaseGradientHeap(
  mel: Float32Array,
  spec: AudioSpec,
  seed: number,
  steps = 32,
): Float32Array {
  const linear = melToLinearPower(mel, spec);
  const re = new Float64Array(linear.power.length);
  const im = new Float64Array(linear.power.length);
  integratePhase(linear, createRandom('phase-heap', seed), re, im);
  return iterateGriffinLim(linear, re, im, { iterations: steps, momentum: FAST_MOMENTUM }, (x) => {
    gateAtOnset(x, spec);
  });
}

interface Gradients {
  /** Phase step from frame to frame, radians. */
  alongTime: Float64Array;
  /** Phase step from bin to bin, radians. */
  alongFrequency: Float64Array;
}

/**
 * Phase derivatives of the STFT with a Gaussian window from its log-magnitude s (Portnoff 1979;
 * eqs. 13-14 of the paper): along time hop (2 pi k / n + n / gamma ds/dk), along frequency
 * -gamma / (n hop) ds/dt, by central differences. s is even about 0 Hz and Nyquist, so its
 * derivative is zero there; before the first and after the last frame s is taken as constant.
 */
function gradients(
  power: Float64Array,
  count: number,
  bins: number,
  nFft: number,
  hop: number,
): Gradients {
  const gamma = HANN_GAMMA * nFft * nFft;
  const s = power.map((p) => 0.5 * Math.log(p + 1e-300));
  const alongTime = new Float64Array(count * bins);
  const alongFrequency = new Float64Array(count * bins);
  for (let t = 0; t < count; t++) {
    const earlier = t > 0 ? -bins : 0;
    const later = t < count - 1 ? bins : 0;
    for (let k = 0; k < bins; k++) {
      const i = t * bins + k;
      const inside = k > 0 && k < bins - 1;
      const dk = inside ? (s[i + 1] - s[i - 1]) / 2 : 0;
      const dt = (s[i + later] - s[i + earlier]) / 2;
      alongTime[i] = hop * ((2 * Math.PI * k) / nFft + (nFft / gamma) * dk);
      alongFrequency[i] = (-gamma / (nFft * hop)) * dt;
    }
  }
  return { alongTime, alongFrequency };
}

/**
 * Spreads phase from the loudest bin outwards, always through the loudest bin on the border, by
 * the trapezoidal rule; islands that the threshold cuts off start anew from phase 0.
 */
function integrate(
  power: Float64Array,
  count: number,
  bins: number,
  { alongTime, alongFrequency }: Gradients,
  random: Random,
): Float64Array {
  const cells = count * bins;
  const phase = new Float64Array(cells);
  const open = new Uint8Array(cells);
  const least = power.reduce((most, p) => Math.max(most, p), 0) * TOLERANCE * TOLERANCE;
  const seeds: number[] = [];
  for (let i = 0; i < cells; i++) {
    if (power[i] > least) {
      open[i] = 1;
      seeds.push(i);
    } else {
      phase[i] = 2 * Math.PI * random.uniform();
    }
  }
  seeds.sort((a, b) => power[b] - power[a] || a - b);
  const border = createMaxHeap(power, seeds.length);
  const settle = (i: number, value: number): void => {
    phase[i] = value;
    open[i] = 0;
    border.push(i);
  };
  for (const seed of seeds) {
    if (open[seed] === 0) continue;
    settle(seed, 0);
    for (let i = border.pop(); i >= 0; i = border.pop()) {
      const k = i % bins;
      const next = i + bins;
      const last = i - bins;
      if (next < cells && open[next]) settle(next, phase[i] + (alongTime[i] + alongTime[next]) / 2);
      if (last >= 0 && open[last]) settle(last, phase[i] - (alongTime[i] + alongTime[last]) / 2);
      if (k + 1 < bins && open[i + 1]) {
        settle(i + 1, phase[i] + (alongFrequency[i] + alongFrequency[i + 1]) / 2);
      }
      if (k > 0 && open[i - 1]) {
        settle(i - 1, phase[i] - (alongFrequency[i] + alongFrequency[i - 1]) / 2);
      }
    }
  }
  return phase;
}

interface MaxHeap {
  push(item: number): void;
  /** The item with the largest key, or -1. */
  pop(): number;
}

/** Binary heap of indices into `keys`, largest key first; at most `capacity` at a time. */
function createMaxHeap(keys: Float64Array, capacity: number): MaxHeap {
  const items = new Int32Array(capacity);
  let size = 0;
  return {
    push: (item) => {
      const key = keys[item];
      let at = size++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (keys[items[parent]] >= key) break;
        items[at] = items[parent];
        at = parent;
      }
      items[at] = item;
    },
    pop: () => {
      if (size === 0) return -1;
      const top = items[0];
      const item = items[--size];
      const key = keys[item];
      let at = 0;
      for (let child = 1; child < size; child = 2 * at + 1) {
        if (child + 1 < size && keys[items[child + 1]] > keys[items[child]]) child++;
        if (keys[items[child]] <= key) break;
        items[at] = items[child];
        at = child;
      }
      items[at] = item;
      return top;
    },
  };
}
