import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { finish } from './finish.ts';
import { findOnset } from './onset.ts';
import { KICK_SPEC } from './spec.ts';
import { KICK_SHAPES, synthesiseKick } from './fixtures/synthetic-kicks.ts';

const RATE = KICK_SPEC.sampleRate;
const random = createRandom('finish');

/** Named shapes, random ones, and sounds that only a vocoder would make. */
const sounds: [string, Float32Array][] = [
  ...Object.entries(KICK_SHAPES).map(([name, shape]): [string, Float32Array] => [name, synthesiseKick(shape, KICK_SPEC).samples]),
  ...Array.from({ length: 12 }, (_, i): [string, Float32Array] => {
    const low = random.between(35, 90);
    const shape = { low, high: low * random.between(1, 8), sweep: random.between(0.005, 0.05), decay: random.between(0.02, 2), click: random.uniform(), noise: 0.1 * random.uniform() };
    return [`random ${String(i)}`, synthesiseKick(shape, KICK_SPEC, i).samples];
  }),
  ['undying 31 Hz', Float32Array.from({ length: KICK_SPEC.length }, (_, n) => (n < 256 ? 0 : Math.sin((2 * Math.PI * 31 * n) / RATE)))],
  ['loudest at its end', Float32Array.from({ length: KICK_SPEC.length }, (_, n) => (n < 256 ? 0 : (n / KICK_SPEC.length) * Math.sin(n / 100)))],
  ['one impulse', new Float32Array(KICK_SPEC.length).fill(0.01, 256, 257)],
  ['slow attack', Float32Array.from({ length: KICK_SPEC.length }, (_, n) => (n < 250 ? 0 : (n - 250) * Math.exp(-n / 2000) * Math.sin(n / 120)))],
  ['constant', new Float32Array(KICK_SPEC.length).fill(0.3, 256)],
  ['loud from sample 0', Float32Array.from({ length: 30_000 }, (_, n) => Math.exp(-n / 4000) * Math.cos(n / 100))],
];

describe.each(sounds)('the finished %s', (_, samples) => {
  const out = finish(samples, KICK_SPEC);
  // As a 24-bit file holds it.
  const pcm = out.map((x) => Math.round(x * 2 ** 23) / 2 ** 23);

  it('peaks at -1 dBFS', () => {
    expect(pcm.reduce((a, x) => Math.max(a, Math.abs(x)), 0)).toBeCloseTo(0.891251, 6);
  });

  it('starts at most 1 ms before its onset, from silence', () => {
    const onset = findOnset(pcm) ?? Infinity;
    expect(onset).toBeLessThanOrEqual(RATE / 1000);
    expect(Math.abs(pcm[0])).toBeLessThan(2e-3);
  });

  it('ends in silence without an offset', () => {
    expect(Math.abs(pcm[pcm.length - 1])).toBeLessThan(2e-3);
    const end = pcm.subarray(pcm.length - Math.round(0.1 * RATE));
    expect(Math.abs(end.reduce((a, b) => a + b) / end.length)).toBeLessThan(1e-4);
  });

  it('is as long as it must be', () => {
    expect(out.length).toBeGreaterThanOrEqual(0.25 * RATE);
    expect(out.length).toBeLessThanOrEqual(KICK_SPEC.length);
  });
});

it('leaves the sound itself alone: one gain, no fade in, up to the end of the tail', () => {
  const { samples } = synthesiseKick(KICK_SHAPES['909'], KICK_SPEC);
  const out = finish(samples, KICK_SPEC);
  const onset = findOnset(samples) ?? 0;
  const at = findOnset(out) ?? 0;
  const gain = out[at + 500] / samples[onset + 500];
  for (let n = 0; n < 0.5 * RATE; n++) expect(out[at + n]).toBeCloseTo(gain * samples[onset + n], 6);
});

it('trims what is over 100 ms after the tail sank under -72 dBFS', () => {
  const shape = { low: 60, high: 60, sweep: 0.01, decay: 0.05 };
  const out = finish(synthesiseKick(shape, KICK_SPEC).samples, KICK_SPEC);
  // exp(-t / 0.05) falls by the 71 dB from the peak to -72 dBFS in 0.05 * 71 / 8.686 s.
  const expected = 0.05 * (71 / 8.686) + 0.1;
  expect(out.length / RATE).toBeGreaterThan(expected - 0.02);
  expect(out.length / RATE).toBeLessThan(expected + 0.02);
});

it('fades what the buffer cuts off over at least 100 ms', () => {
  const out = finish(synthesiseKick({ low: 50, high: 50, sweep: 0.01, decay: 5 }, KICK_SPEC).samples, KICK_SPEC);
  const rms = (from: number, to: number): number =>
    Math.sqrt(out.subarray(from, to).reduce((a, x) => a + x * x, 0) / (to - from));
  const hop = Math.round(0.02 * RATE);
  const levels = Array.from({ length: 5 }, (_, i) => rms(out.length - (5 - i) * hop, out.length - (4 - i) * hop));
  for (let i = 1; i < levels.length; i++) expect(levels[i]).toBeLessThan(levels[i - 1]);
});

it('gives silence for silence', () => {
  const out = finish(new Float32Array(KICK_SPEC.length), KICK_SPEC);
  expect(out.length).toBeGreaterThanOrEqual(0.25 * RATE);
  expect(out.every((x) => x === 0)).toBe(true);
});
