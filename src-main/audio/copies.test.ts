import { expect, test } from 'vitest';
import { createRandom } from '../base/random.ts';
import { COPY_LIKENESS, likenessOf } from './copies.ts';
import type { RawAudio } from './raw-audio.ts';
import { resample } from './resample.ts';

/** A kick-like tone of 0.5 s that falls to `hz`. */
function kick(hz: number, sampleRate = 44_100): Float32Array {
  return Float32Array.from({ length: sampleRate / 2 }, (_, n) => {
    const t = n / sampleRate;
    return 0.7 * Math.exp(-t / 0.1) * Math.sin(2 * Math.PI * (hz * t + 4 * (1 - Math.exp(-t / 0.03))));
  });
}
const raw = (samples: Float32Array, sampleRate = 44_100): RawAudio => ({ file: 'a.wav', sampleRate, channels: [samples] });

test.each<[string, RawAudio]>([
  ['itself', raw(kick(50))],
  ['at another level, turned over', raw(kick(50).map((x) => -0.1 * x))],
  ['with silence before it', raw(Float32Array.from([...new Float32Array(5000), ...kick(50)]))],
  ['at another rate', raw(resample(kick(50), 44_100, 48_000), 48_000)],
  ['in stereo', { ...raw(kick(50)), channels: [kick(50), kick(50)] }],
  ['in 12 bits', raw(kick(50).map((x) => Math.round(x * 2048) / 2048))],
])('a sound is like %s', (_, other) => {
  const likeness = likenessOf(raw(kick(50)), other);
  expect(likeness).toBeGreaterThan(COPY_LIKENESS);
  expect(likeness).toBeLessThanOrEqual(1);
});

test('another sound is not: a semitone higher, another sound of its length, silence', () => {
  const noise = createRandom('copies').fillNormal(new Float32Array(22_050));
  for (const other of [kick(50 * 2 ** (1 / 12)), noise, new Float32Array(1000)]) {
    expect(likenessOf(raw(kick(50)), raw(other))).toBeLessThan(0.97);
  }
});
