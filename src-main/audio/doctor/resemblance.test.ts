import { expect, test } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { applyBiquad, designBiquad } from '../biquad.ts';
import { synthesiseKick } from '../fixtures/synthetic-kicks.ts';
import type { RawAudio } from '../raw-audio.ts';
import { resample } from '../resample.ts';
import { KICK_SPEC } from '../spec.ts';
import { isCopy, isSibling, resemblanceOf, spectrumOf } from './resemblance.ts';

const RATE = KICK_SPEC.sampleRate;
const SHAPE = { low: 52, high: 320, sweep: 0.018, decay: 0.12, click: 0.3, noise: 0.05 };
const kick = synthesiseKick(SHAPE, KICK_SPEC, 1).samples;
const of = (samples: Float32Array, sampleRate: number = RATE): RawAudio => ({ file: 'x.wav', sampleRate, channels: [samples] });
const compare = (other: RawAudio) => resemblanceOf(spectrumOf(of(kick)), spectrumOf(other));
const filtered = (kind: 'lowShelf' | 'highShelf' | 'peak', hz: number, gainDb: number): Float32Array => {
  const out = kick.slice();
  applyBiquad(designBiquad({ kind, hz, q: 0.8, gainDb }, RATE), out);
  return out;
};

test.each<[string, RawAudio]>([
  ['turned down', of(kick.map((x) => 0.1 * x))],
  ['with silence before it', of(Float32Array.from([...new Float32Array(3000), ...kick]))],
  ['at another rate', of(resample(kick, RATE, 48_000), 48_000)],
  ['through a treble shelf', of(filtered('highShelf', 3000, 4))],
  ['through a bass shelf', of(filtered('lowShelf', 90, -4))],
  ['through a peak filter', of(filtered('peak', 400, 3))],
  ['in stereo', { ...of(kick), channels: [kick, kick] }],
])('a sound %s is a copy', (_, other) => {
  expect(isCopy(compare(other))).toBe(true);
  expect(compare(other).inverted).toBe(false);
});

test('a sound turned over is a copy, and told to be turned over', () => {
  const found = compare(of(kick.map((x) => -0.5 * x)));
  expect(isCopy(found)).toBe(true);
  expect(found.inverted).toBe(true);
});

test('another hit of the drum is like it and no copy: its noise is another', () => {
  const found = compare(of(synthesiseKick({ ...SHAPE, noise: 0.02, click: 0.1 }, KICK_SPEC, 2).samples));
  expect(isCopy(found)).toBe(false);
});

test('another kick, noise and silence are neither', () => {
  const others = [
    synthesiseKick({ ...SHAPE, low: 61 }, KICK_SPEC, 2).samples,
    createRandom('noise').fillNormal(new Float32Array(RATE)),
    new Float32Array(RATE),
  ];
  for (const other of others) {
    const found = compare(of(other));
    expect(isCopy(found) || isSibling(found)).toBe(false);
  }
});
