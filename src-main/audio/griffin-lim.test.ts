import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { createRealFft } from './fft.ts';
import { FAST_MOMENTUM, griffinLim, iterateGriffinLim, melToLinearPower } from './griffin-lim.ts';
import { createMelBank, logMel, powerToMelNorm } from './mel.ts';
import { KICK_SPEC } from './spec.ts';
import type { AudioSpec } from './spec.ts';
import { logMelErrorDb } from './spectral-distance.ts';
import { createStft, hann } from './stft.ts';

/** A short buffer keeps the iterations cheap. */
const SPEC: AudioSpec = { ...KICK_SPEC, length: 16_384, frames: 64 };

const sine = (hz: number): Float32Array =>
  Float32Array.from(
    { length: SPEC.length },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / SPEC.sampleRate),
  );

/** Frequency of the highest peak, by a parabola through the log spectrum of a Hann window. */
function peakHz(x: Float32Array): number {
  const n = 8192;
  const fft = createRealFft(n);
  const w = hann(n);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  fft.forward(Float64Array.from(x.subarray(4096, 4096 + n), (v, i) => v * w[i]), re, im);
  const level = re.map((v, k) => Math.log(Math.hypot(v, im[k])));
  const k = level.indexOf(Math.max(...level));
  const [a, b, c] = level.subarray(k - 1, k + 2);
  return ((k + (0.5 * (a - c)) / (a - 2 * b + c)) * SPEC.sampleRate) / n;
}

describe('Griffin-Lim', () => {
  it('never raises the inconsistency, and the fast variant gets further', () => {
    const stft = createStft({ nFft: 512, hop: 128, length: 8192 });
    const cells = stft.frames * stft.bins;
    const x = createRandom('gl').fillNormal(new Float32Array(stft.length));
    const re = new Float64Array(cells);
    const im = new Float64Array(cells);
    stft.forward(x, re, im);
    const power = re.map((v, i) => v * v + im[i] * im[i]);
    const random = createRandom('gl phase');
    const start = Float64Array.from(power, () => 2 * Math.PI * random.uniform());
    const startR = power.map((p, i) => Math.sqrt(p) * Math.cos(start[i]));
    const startI = power.map((p, i) => Math.sqrt(p) * Math.sin(start[i]));

    /** Squared distance over the whole circle of bins: all but the two ends count twice. */
    const inconsistency = (iterations: number, momentum: number): number => {
      const linear = { stft, count: stft.frames, power };
      const y = iterateGriffinLim(linear, startR.slice(), startI.slice(), { iterations, momentum });
      stft.forward(y, re, im);
      let sum = 0;
      for (let i = 0; i < cells; i++) {
        const k = i % stft.bins;
        const d = Math.hypot(re[i], im[i]) - Math.sqrt(power[i]);
        sum += (k === 0 || k === stft.bins - 1 ? 1 : 2) * d * d;
      }
      return sum;
    };
    const course = [0, 1, 2, 3, 5, 8, 16, 32].map((n) => inconsistency(n, 0));
    for (let n = 1; n < course.length; n++) expect(course[n]).toBeLessThan(course[n - 1]);
    expect(course[7]).toBeLessThan(0.3 * course[0]);
    expect(inconsistency(32, FAST_MOMENTUM)).toBeLessThan(course[7]);
  });

  it.each([440, 3000])('recovers a stationary sine at %i Hz from its mel', (hz) => {
    // The mel alone places a sine within a filter: 31 Hz at the bottom, 7 % of f above.
    const x = sine(hz);
    const y = griffinLim(logMel(x, SPEC), SPEC, 1, { iterations: 30, momentum: 0 });
    expect(Math.abs(peakHz(y) - hz)).toBeLessThan(Math.max(8, 0.02 * hz));
  });

  it('has the mel it was made from, and the same sound for the same seed', () => {
    const random = createRandom('noise burst');
    const burst = Float32Array.from(
      { length: SPEC.length },
      (_, i) => 0.2 * random.normal() * Math.exp(-i / 3000),
    );
    const mel = logMel(burst, SPEC);
    const options = { iterations: 30, momentum: FAST_MOMENTUM };
    const y = griffinLim(mel, SPEC, 1, options);
    expect(logMelErrorDb(burst, y, SPEC)).toBeLessThan(1.5);
    expect(griffinLim(mel, SPEC, 1, options)).toEqual(y);
    expect(griffinLim(mel, SPEC, 2, options)).not.toEqual(y);
  });

  it('gives silence for a silent mel', () => {
    const y = griffinLim(new Float32Array(SPEC.mels * SPEC.frames), SPEC, 1);
    expect(y.every((v) => v === 0)).toBe(true);
  });
});

describe('linear power from a mel', () => {
  it('is non-negative and has that mel within 0.1 dB on average', () => {
    const random = createRandom('nnls');
    const x = Float32Array.from({ length: SPEC.length }, () => 0.1 * random.normal());
    const mel = logMel(x, SPEC);
    const { power, count, stft } = melToLinearPower(mel, SPEC);
    expect(count).toBe(SPEC.frames);
    expect(power.every((p) => p >= 0)).toBe(true);
    const bank = createMelBank(SPEC);
    const rows = new Float64Array(SPEC.mels * SPEC.frames);
    const column = new Float64Array(SPEC.mels);
    for (let t = 0; t < count; t++) {
      bank.apply(power, t * stft.bins, column, 0);
      column.forEach((p, j) => (rows[j * SPEC.frames + t] = p));
    }
    const again = powerToMelNorm(rows, SPEC);
    let sum = 0;
    for (let i = 0; i < mel.length; i++) sum += Math.abs(again[i] - mel[i]) * -SPEC.floorDb;
    expect(sum / mel.length).toBeLessThan(0.1);
  });
});
