import { describe, expect, it, test } from 'vitest';
import { createRandom } from '../base/random.ts';
import { KICK_SPEC } from './spec.ts';
import {
  alignTo,
  crestErrorDb,
  layOn,
  logMelErrorDb,
  lowBandErrorDb,
  multiResolutionStft,
  onsetErrorDb,
  subWobbleDb,
} from './spectral-distance.ts';

const { length, onset, sampleRate } = KICK_SPEC;

/** A swept, decaying sine with a little noise; quiet enough that +6 dB does not clip the mel. */
function kick(level: (seconds: number) => number = () => 1): Float32Array {
  const random = createRandom('distance');
  let phase = 0;
  return Float32Array.from({ length }, (_, i) => {
    const noise = 1e-3 * random.normal();
    if (i < onset) return 0;
    const t = (i - onset) / sampleRate;
    phase += (2 * Math.PI * (50 + 150 * Math.exp(-t * 40))) / sampleRate;
    return 0.4 * level(t) * Math.exp(-t * 6) * (Math.sin(phase) + noise);
  });
}

const scaled = (x: Float32Array, gain: number): Float32Array => x.map((v) => v * gain);
const SIX_DB = 10 ** (6 / 20);

describe('distances', () => {
  const reference = kick();

  it('are 0 between a sound and itself', () => {
    expect(logMelErrorDb(reference, reference, KICK_SPEC)).toBe(0);
    expect(multiResolutionStft(reference, reference)).toBe(0);
    expect(lowBandErrorDb(reference, reference, KICK_SPEC)).toBe(0);
    expect(onsetErrorDb(reference, reference, KICK_SPEC)).toBe(0);
    expect(crestErrorDb(reference, reference)).toBe(0);
    expect(subWobbleDb(reference, reference, KICK_SPEC)).toBe(0);
  });

  it.each([SIX_DB, 1 / SIX_DB])('in dB read 6 for a gain of %f', (gain) => {
    const x = scaled(reference, gain);
    expect(logMelErrorDb(reference, x, KICK_SPEC)).toBeCloseTo(6, 3);
    expect(lowBandErrorDb(reference, x, KICK_SPEC)).toBeCloseTo(6, 4);
    expect(onsetErrorDb(reference, x, KICK_SPEC)).toBeCloseTo(6, 4);
  });

  it('MR-STFT of white noise and a gain g is |g - 1| + |ln g|', () => {
    // Nearly every magnitude is far above the clamp, so both terms are exact to the digits asked.
    const noise = createRandom('white').fillNormal(new Float32Array(20_000));
    for (const g of [0.5, 1.1, 3]) {
      const expected = Math.abs(g - 1) + Math.abs(Math.log(g));
      expect(multiResolutionStft(noise, scaled(noise, g))).toBeCloseTo(expected, 4);
    }
  });

  it('MR-STFT against silence has a spectral convergence of 1', () => {
    // |X|^2 of unit white noise is exponential with mean sum(w^2) = 3 n / 8, so E ln|X| is
    // (ln(3 n / 8) - Euler's constant) / 2, against the clamp's ln(1e-4 n / 4).
    const noise = createRandom('white').fillNormal(new Float32Array(200_000));
    const sizes = [512, 1024, 2048, 4096, 8192];
    const expected =
      sizes.reduce((sum, n) => sum + (Math.log((3 * n) / 8) - 0.57722) / 2 - Math.log((1e-4 * n) / 4), 0) / 5;
    expect(multiResolutionStft(noise, new Float32Array(200_000))).toBeCloseTo(1 + expected, 1);
  });

  it('crest: a sine has 3.01 dB, a square 0, and gain does not count', () => {
    const sine = Float32Array.from({ length: 44_100 }, (_, i) =>
      Math.sin((2 * Math.PI * 100 * (i + 0.25)) / 44_100),
    );
    const square = sine.map((v) => Math.sign(v));
    expect(crestErrorDb(sine, square)).toBeCloseTo(10 * Math.log10(2), 3);
    expect(crestErrorDb(sine, scaled(sine, 0.3))).toBeCloseTo(0, 5);
  });

  it('wobble: gain and decay time read 0, a tremolo of 2 dB reads 2 / sqrt 2', () => {
    const long = (t: number): number => Math.exp(t * 3);
    const steady = kick(long);
    expect(subWobbleDb(steady, scaled(steady, SIX_DB), KICK_SPEC)).toBeCloseTo(0, 5);
    expect(subWobbleDb(steady, kick((t) => Math.exp(t * 2)), KICK_SPEC)).toBeLessThan(0.03);
    const tremolo = kick((t) => long(t) * 10 ** ((2 * Math.sin(2 * Math.PI * 6 * t)) / 20));
    expect(Math.abs(subWobbleDb(steady, tremolo, KICK_SPEC) - Math.SQRT2)).toBeLessThan(0.08);
  });

  it('the low band ignores what happens at 2 kHz, the onset what happens after 50 ms', () => {
    const bright = reference.map(
      (v, i) => v + (i < 4000 ? 0 : 0.05 * Math.sin((2 * Math.PI * 2000 * i) / sampleRate)),
    );
    expect(lowBandErrorDb(reference, bright, KICK_SPEC)).toBeLessThan(0.5);
    expect(onsetErrorDb(reference, bright, KICK_SPEC)).toBe(0);
    expect(multiResolutionStft(reference, bright)).toBeGreaterThan(0.2);
  });
});

describe('alignTo', () => {
  it.each([
    [37, 1, 0.5],
    [-120, -1, 2],
    [0, -1, 1],
  ] as const)('finds lag %i, polarity %i and gain %f', (lag, polarity, gain) => {
    const reference = kick();
    const moved = new Float32Array(length);
    for (let i = 0; i < length; i++) moved[i] = (polarity * (reference[i - lag] ?? 0)) / gain;
    const found = alignTo(reference, moved, 200);
    expect(found.lag).toBe(lag);
    expect(found.polarity).toBe(polarity);
    expect(found.gain).toBeCloseTo(gain, 4);
    for (let i = 200; i < length - 200; i++) {
      expect(Math.abs(gain * found.samples[i] - reference[i])).toBeLessThan(1e-4);
    }
  });

  it('gives silence for silence', () => {
    const found = alignTo(kick(), new Float32Array(length), 10);
    expect(found.gain).toBe(0);
    expect(found.samples.every((v) => v === 0)).toBe(true);
  });
});

test('layOn undoes lag, polarity and gain, and gives a drifting copy its full level', () => {
  const reference = kick();
  const turned = new Float32Array(length);
  for (let i = 37; i < length; i++) turned[i] = -0.25 * reference[i - 37];
  const laid = layOn(reference, turned, 200);
  for (let i = 0; i < length - 200; i++) expect(Math.abs(laid[i] - reference[i])).toBeLessThan(1e-3);

  const noise = createRandom('other').fillNormal(new Float32Array(length));
  const rms = (x: Float32Array): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / length);
  expect(rms(layOn(reference, noise, 200)) / rms(reference)).toBeCloseTo(1, 5);
  expect(layOn(reference, new Float32Array(length), 10).every((v) => v === 0)).toBe(true);
});
