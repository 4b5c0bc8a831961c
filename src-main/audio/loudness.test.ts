import { describe, expect, it } from 'vitest';

import { integratedLoudness, kWeighting } from './loudness.ts';

/** A sine in steps of [dBFS, seconds], phase running through. */
function tones(rate: number, hz: number, ...steps: readonly (readonly [number, number])[]): Float32Array {
  const lengths = steps.map(([, seconds]) => Math.round(seconds * rate));
  const out = new Float32Array(lengths.reduce((a, b) => a + b, 0));
  let n = 0;
  for (const [i, [db]] of steps.entries()) {
    const gain = 10 ** (db / 20);
    for (let k = 0; k < lengths[i]; k++, n++) out[n] = gain * Math.sin((2 * Math.PI * hz * n) / rate);
  }
  return out;
}

describe('kWeighting', () => {
  it('gives the coefficients of BS.1770-5 tables 1 and 2 at 48 kHz', () => {
    const { shelf, highPass } = kWeighting(48_000);
    const published = [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585];
    for (const [i, v] of [...shelf.b, ...shelf.a].entries()) expect(v).toBeCloseTo(published[i], 10);
    expect(highPass.b).toEqual([1, -2, 1]);
    expect(highPass.a[0]).toBeCloseTo(-1.99004745483398, 10);
    expect(highPass.a[1]).toBeCloseTo(0.99007225036621, 10);
  });
});

describe('integratedLoudness', () => {
  it.each([44_100, 48_000, 96_000])('reads -3.01 LUFS for a full-scale 997 Hz sine in one channel at %i Hz', (rate) => {
    expect(integratedLoudness([tones(rate, 997, [0, 4])], rate)).toBeCloseTo(-3.01, 2);
  });

  it('adds channels by power', () => {
    const x = tones(48_000, 997, [0, 3]);
    expect(integratedLoudness([x, x], 48_000)).toBeCloseTo(0, 2);
    expect(integratedLoudness([x, new Float32Array(x.length)], 48_000)).toBeCloseTo(-3.01, 2);
  });

  // EBU Tech 3341 (2016), table 1: stereo 1000 Hz sines, both channels at the level given.
  it.each<[number, number, [number, number][]]>([
    [1, -23, [[-23, 20]]],
    [2, -33, [[-33, 20]]],
    [3, -23, [[-36, 10], [-23, 60], [-36, 10]]],
    [4, -23, [[-72, 10], [-36, 10], [-23, 60], [-36, 10], [-72, 10]]],
    [5, -23, [[-26, 20], [-20, 20.1], [-26, 20]]],
  ])('meets EBU Tech 3341 case %i (%i LUFS within 0.1 LU)', (_, expected, steps) => {
    const x = tones(48_000, 1000, ...steps);
    expect(Math.abs(integratedLoudness([x, x], 48_000) - expected)).toBeLessThanOrEqual(0.1);
  });

  it('reads a short sound as one 400 ms block padded with silence', () => {
    // 100 ms of 400: a quarter of the power of the steady tone, -6.02 LU.
    expect(integratedLoudness([tones(48_000, 997, [0, 0.1])], 48_000)).toBeCloseTo(-3.01 - 6.02, 1);
    expect(integratedLoudness([tones(48_000, 997, [0, 0.399])], 48_000)).toBeCloseTo(-3.01, 1);
    expect(Number.isFinite(integratedLoudness([Float32Array.of(1)], 44_100))).toBe(true);
  });

  it('moves by as many LU as the sound by dB', () => {
    const kick = tones(44_100, 55, [-6, 0.2]);
    const quieter = kick.map((v) => v * 0.5);
    expect(integratedLoudness([kick], 44_100) - integratedLoudness([quieter], 44_100)).toBeCloseTo(6.02, 2);
  });

  it('has no finite value for silence', () => {
    expect(integratedLoudness([new Float32Array(48_000)], 48_000)).toBe(-Infinity);
    expect(integratedLoudness([tones(48_000, 997, [-80, 1])], 48_000)).toBe(-Infinity);
    expect(integratedLoudness([new Float32Array(0)], 48_000)).toBe(-Infinity);
  });

  it('refuses other channel counts', () => {
    const x = new Float32Array(10);
    expect(() => integratedLoudness([], 48_000)).toThrow(RangeError);
    expect(() => integratedLoudness([x, x, x], 48_000)).toThrow(RangeError);
  });
});
