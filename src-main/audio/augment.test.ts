import { describe, expect, it } from 'vitest';
import { evenly } from '../../src-preload/contract/augmentation.ts';
import { createRandom } from '../base/random.ts';
import { augment, blend, reshapeTail, varispeed } from './augment.ts';
import { findOnset } from './onset.ts';
import { proceduralKick } from './procedural/index.ts';
import { KICK_SPEC } from './spec.ts';

const { sampleRate, length, onset } = KICK_SPEC;

function ringing(hz: number, tau: number): Float32Array {
  const x = new Float32Array(length);
  for (let n = onset; n < length; n++) {
    const t = (n - onset) / sampleRate;
    x[n] = Math.exp(-t / tau) * Math.sin(2 * Math.PI * hz * t);
  }
  return x;
}

/** Mean distance of rising zero crossings between two times, as a frequency. */
function crossingHz(x: Float32Array, fromSeconds: number, toSeconds: number): number {
  const at: number[] = [];
  for (let n = onset + Math.round(fromSeconds * sampleRate); n < onset + toSeconds * sampleRate; n++) {
    if (x[n - 1] < 0 && x[n] >= 0) at.push(n - x[n] / (x[n] - x[n - 1]));
  }
  return ((at.length - 1) * sampleRate) / (at[at.length - 1] - at[0]);
}

function levelDb(x: Float32Array, seconds: number): number {
  const from = onset + Math.round(seconds * sampleRate);
  let sum = 0;
  for (let n = from; n < from + 882; n++) sum += x[n] * x[n];
  return 10 * Math.log10(sum / 882);
}

describe('varispeed', () => {
  it.each([-3, -0.7, 2.2, 3])('moves pitch by %d semitones and the decay along, the onset staying', (semitones) => {
    const y = varispeed(ringing(60, 0.2), semitones, KICK_SPEC);
    const factor = 2 ** (semitones / 12);
    expect(crossingHz(y, 0.01, 0.5)).toBeCloseTo(60 * factor, 1);
    const fall = levelDb(y, 0.1) - levelDb(y, 0.1 + 3 / (60 * factor));
    expect(fall).toBeCloseTo((3 / 60 / 0.2) * 8.686, 1);
    expect(Math.abs((findOnset(y) ?? 0) - onset)).toBeLessThan(0.0005 * sampleRate);
  });
});

describe('reshapeTail', () => {
  it.each([0.8, 1.6, 2.2])('makes a tail fall %d times as steeply', (factor) => {
    // 50 Hz and 20 ms blocks: whole periods.
    const x = ringing(50, 0.15);
    const before = levelDb(x, 0.06) - levelDb(x, 0.2);
    reshapeTail(x, KICK_SPEC, factor);
    expect((levelDb(x, 0.06) - levelDb(x, 0.2)) / before).toBeCloseTo(factor, 1);
  });

  it('leaves the first 20 ms alone', () => {
    const x = ringing(50, 0.15);
    const y = x.slice();
    reshapeTail(y, KICK_SPEC, 2);
    expect(y.subarray(0, onset + 882)).toEqual(x.subarray(0, onset + 882));
  });
});

describe('augment', () => {
  const kick = proceduralKick(5, 0, KICK_SPEC, '909').samples;

  it('is the same for the same key, another for another, and leaves its input alone', () => {
    const copy = kick.slice();
    const first = augment(kick, KICK_SPEC, createRandom(1, 'a'));
    expect(augment(kick, KICK_SPEC, createRandom(1, 'a'))).toEqual(first);
    expect(augment(kick, KICK_SPEC, createRandom(1, 'b'))).not.toEqual(first);
    expect(kick).toEqual(copy);
  });

  it('gives prepared kicks: length, onset, level between -4 and -1 dBFS or below, no step at the ends', () => {
    for (let i = 0; i < 8; i++) {
      const source = proceduralKick(6, i, KICK_SPEC).samples;
      const y = augment(source, KICK_SPEC, createRandom(2, i));
      expect(y.length).toBe(length);
      expect(Math.abs((findOnset(y) ?? 0) - onset)).toBeLessThan(0.0005 * sampleRate);
      const peak = y.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
      expect(20 * Math.log10(peak)).toBeLessThanOrEqual(-0.999);
      expect(20 * Math.log10(peak)).toBeGreaterThan(-16);
      expect(Math.abs(y[0])).toBe(0);
      expect(Math.abs(y[length - 1])).toBe(0);
    }
  });

  it('draws stretches and pitches over their whole ranges', () => {
    const source = ringing(60, 0.12);
    const pitches = Array.from({ length: 24 }, (_, i) =>
      12 * Math.log2(crossingHz(augment(source, KICK_SPEC, createRandom(3, i)), 0.02, 0.15) / 60),
    );
    expect(Math.max(...pitches)).toBeLessThan(3.1);
    expect(Math.min(...pitches)).toBeGreaterThan(-3.1);
    expect(Math.max(...pitches)).toBeGreaterThan(1.5);
    expect(Math.min(...pitches)).toBeLessThan(-1.5);
  });

  it('goes twice as far in pitch, and in nothing else, where that alone is asked for', () => {
    const source = ringing(60, 0.12);
    const varied = Array.from({ length: 10 }, (_, i) => augment(source, KICK_SPEC, createRandom(3, i), { ...evenly(0), pitch: 2 }));
    const pitches = varied.map((y) => 12 * Math.log2(crossingHz(y, 0.02, 0.12) / 60));
    expect(Math.max(...pitches)).toBeGreaterThan(3.5);
    expect(Math.min(...pitches)).toBeLessThan(-3.5);
    // The level is that of the rule in each of them.
    const peaks = varied.map((y) => 20 * Math.log10(y.reduce((most, v) => Math.max(most, Math.abs(v)), 0)));
    expect(Math.max(...peaks) - Math.min(...peaks)).toBeLessThan(1);
  });

  it('leaves the waveform where every amount is 0', () => {
    const source = ringing(60, 0.12);
    const y = augment(source, KICK_SPEC, createRandom(4), evenly(0));
    let xy = 0;
    let xx = 0;
    let yy = 0;
    for (let n = 0; n < length; n++) {
      xy += source[n] * y[n];
      xx += source[n] ** 2;
      yy += y[n] ** 2;
    }
    expect(xy / Math.sqrt(xx * yy)).toBeGreaterThan(0.99);
  });
});

describe('blend', () => {
  it("takes the body, and so the pitch, from the second kick and the beginning's treble from the first", () => {
    const clicky = ringing(3000, 0.004);
    const body = ringing(55, 0.2);
    for (let i = 0; i < 12; i++) {
      const y = blend(clicky, body, KICK_SPEC, createRandom(5, i));
      expect(crossingHz(y, 0.04, 0.4)).toBeCloseTo(55, 0);
      // Differences weigh 3 kHz 54 times as much as 55 Hz.
      let early = 0;
      let late = 0;
      for (let n = 0; n < 120; n++) {
        early += (y[onset + n] - y[onset + n - 1]) ** 2;
        late += (y[onset + 4410 + n] - y[onset + 4409 + n]) ** 2;
      }
      expect(early).toBeGreaterThan(20 * late);
      expect(Math.abs((findOnset(y) ?? 0) - onset)).toBeLessThan(2);
    }
  });
});
