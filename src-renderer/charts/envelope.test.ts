import { expect, test } from 'vitest';
import { envelope } from './envelope.ts';

const RATE = 44_100;

test('a tone that decays has a line along its peaks', () => {
  const seconds = 0.2;
  const samples = Float32Array.from({ length: RATE }, (_, i) => Math.exp(-i / RATE / seconds) * Math.sin((2 * Math.PI * 60 * i) / RATE));
  const { levels, step } = envelope(samples, RATE);
  for (const at of [0.1, 0.3, 0.6]) {
    const exact = Math.exp(-at / seconds);
    // The hold looks 12 ms ahead, where the decay has taken 6 %.
    expect(Math.abs(levels[Math.round(at / step)] / exact - 1)).toBeLessThan(0.08);
  }
});

test('silence is zero, and a level is what it is', () => {
  expect(Math.max(...envelope(new Float32Array(1000), RATE).levels)).toBe(0);
  const { levels } = envelope(new Float32Array(RATE).fill(-0.5), RATE);
  expect([levels[0], levels[500], levels[levels.length - 1]]).toEqual([0.5, 0.5, 0.5]);
  expect(envelope(new Float32Array(0), RATE).levels).toHaveLength(0);
});
