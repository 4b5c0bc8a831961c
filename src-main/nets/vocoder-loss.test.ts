import { expect, test } from 'vitest';
import { createRandom } from '../base/random.ts';
import { Graph } from '../graph/graph.ts';
import { compile, type Values } from '../graph/fixtures/session.ts';
import { vocoderLoss } from './vocoder-loss.ts';

const length = 16_384;
const g = new Graph();
const terms = vocoderLoss(g.input('out', [1, length]), g.input('reference', [1, length]), g.input('trust', [1]), 44_100, 256);
g.output('loss', terms.loss);
g.output('stft', terms.stft);
g.output('bands', terms.bands);
g.output('body', terms.body);
g.output('attack', terms.attack);
const run = await compile(g);
const judge = (out: Float32Array, reference: Float32Array, trust = 1): Promise<Values> =>
  run({ out, reference, trust: Float32Array.of(trust) });

const kick = Float32Array.from({ length }, (_, i) => {
  const t = (i - 256) / 44_100;
  return t < 0 ? 0 : 0.8 * Math.exp(-t / 0.08) * Math.sin(2 * Math.PI * 60 * t);
});
const noise = createRandom(1).fillNormal(new Float32Array(length)).map((x) => 0.1 * x);

test('a sound is at no distance from itself', async () => {
  for (const value of Object.values(await judge(kick, kick))) expect(Math.abs(value[0])).toBeLessThan(1e-5);
});

test('half the amplitude is 6.02 dB in the bands and one half in every relative term', async () => {
  const found = await judge(noise.map((x) => x / 2), noise);
  // White noise fills every cell; its bands differ by ln 4 in power, over 80 dB.
  const active = 1 + 0.02;
  expect(found['bands'][0]).toBeCloseTo(20 * Math.log10(2) / 80 / active, 3);
  expect(found['body'][0]).toBeCloseTo(0.5, 3);
  expect(found['attack'][0]).toBeCloseTo(0.5, 3);
  expect(found['stft'][0]).toBeCloseTo(0.5 + Math.LN2 / active, 1);
});

test('phase counts in the body but not in the spectra', async () => {
  const flipped = await judge(kick.map((x) => -x), kick);
  expect(flipped['stft'][0]).toBeLessThan(1e-4);
  expect(flipped['body'][0]).toBeCloseTo(2, 2);
});

test('the attack only hears the first 1700 samples', async () => {
  const late = kick.slice();
  late.fill(0, 256 + 1701);
  expect((await judge(late, kick))['attack'][0]).toBeLessThan(1e-6);
  expect((await judge(late, kick))['body'][0]).toBeGreaterThan(0.1);
});

test('where the phase cannot be known, only the spectra count', async () => {
  const flipped = await judge(kick.map((x) => -x), kick, 0.25);
  expect(flipped['body'][0]).toBeCloseTo(0.5, 2);
  expect(flipped['stft'][0]).toBeLessThan(1e-4);
});
