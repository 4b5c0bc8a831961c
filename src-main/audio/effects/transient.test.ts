import { describe, expect, test } from 'vitest';
import { effectOf } from '../../../src-preload/contract/effects.ts';
import { shapeTransient } from './transient.ts';

const RATE = 44_100;
const ms = (value: number): number => Math.round((value * RATE) / 1000);
/** Silence for 20 ms, then a tone that stays or falls. */
function tone(fallMs = Infinity, amplitude = 0.5): Float64Array {
  return Float64Array.from({ length: RATE }, (_, n) => {
    const t = n - ms(20);
    return t < 0 ? 0 : amplitude * Math.exp((-1000 * t) / (fallMs * RATE)) * Math.cos((2 * Math.PI * 1000 * t) / RATE);
  });
}
/** Gain in dB around a moment, from the power of 5 ms. */
function gainDb(out: Float64Array, x: Float64Array, atMs: number): number {
  let [before, after] = [0, 0];
  for (let n = ms(atMs - 2.5); n < ms(atMs + 2.5); n++) {
    before += x[n] * x[n];
    after += out[n] * out[n];
  }
  return 10 * Math.log10(after / before);
}

describe('attack', () => {
  test.each([[12, 15], [-12, 15], [6, 40]])('%d dB over %d ms: full where a tone begins, then gone as exp(-t / ms)', (attackDb, attackMs) => {
    const out = shapeTransient(tone(), effectOf('transient', { attackDb, attackMs, sustainDb: 0 }), RATE);
    for (const after of [5, 10, 20, 50, 200]) expect(gainDb(out, tone(), 20 + after)).toBeCloseTo(attackDb * Math.exp(-after / attackMs), 0);
  });

  test('does not depend on the level', () => {
    const settings = effectOf('transient', { attackDb: 9, sustainDb: -6 });
    const loud = shapeTransient(tone(100), settings, RATE);
    const quiet = shapeTransient(tone(100, 0.005), settings, RATE);
    quiet.forEach((v, n) => { expect(Math.abs(100 * v - loud[n])).toBeLessThan(1e-9); });
  });
});

describe('sustain', () => {
  test('leaves a steady tone and its attack, and lifts what falls by the share that it fell behind', () => {
    const settings = effectOf('transient', { attackDb: 0, sustainDb: 12 });
    expect(gainDb(shapeTransient(tone(), settings, RATE), tone(), 300)).toBeCloseTo(0, 6);
    const out = shapeTransient(tone(100), settings, RATE);
    expect(gainDb(out, tone(100), 23)).toBeLessThan(0.5);
    // Against an envelope that falls with 300 ms, and with a hold of 15 ms.
    for (const after of [100, 200, 400]) expect(gainDb(out, tone(100), 20 + after)).toBeCloseTo(12 * (1 - Math.exp(-(after - 20) * (1 / 100 - 1 / 300))), 0);
  });
});

test('a low tone is not made rough: its gain stands still over a cycle', () => {
  const x = Float64Array.from({ length: RATE }, (_, n) => 0.5 * Math.sin((2 * Math.PI * 45 * n) / RATE));
  const out = shapeTransient(x.slice(), effectOf('transient', { attackDb: 18, sustainDb: -18 }), RATE);
  for (let n = ms(300); n < RATE; n++) expect(Math.abs(out[n] - x[n])).toBeLessThan(0.01);
});
