import { describe, expect, test } from 'vitest';
import { prepare } from '../../src-main/audio/prepare.ts';
import { KICK_SPEC as spec } from '../../src-main/audio/spec.ts';
import { dct, KICK_NUMBERS, kickNumbers } from './kick-numbers.ts';

describe('the DCT', () => {
  test('of all cosines together keeps the energy, and a basis vector reads 1 alone', () => {
    const n = 16;
    const basis = Float64Array.from({ length: n }, (_, i) => Math.sqrt(2 / n) * Math.cos((Math.PI * 3 * (2 * i + 1)) / (2 * n)));
    expect(dct(basis, 6).map((c) => Math.round(c * 1e9) / 1e9 + 0)).toEqual([0, 0, 0, 1, 0, 0]);
    expect(dct(new Float64Array(n).fill(0.5), 3)[0]).toBeCloseTo(0.5 * Math.sqrt(n), 10);
    const x = Float64Array.from({ length: n }, (_, i) => Math.sin(i * i));
    const energy = (y: ArrayLike<number>): number => Array.from(y).reduce((sum, v) => sum + v * v, 0);
    expect(energy(dct(x, n))).toBeCloseTo(energy(x), 10);
  });
});

describe('the 27 numbers', () => {
  /** A decaying sine of `hz`, falling 1 dB in 10 ms, with an octave's sweep over the first instants. */
  const tone = (hz: number, dbPerSecond: number): number[] => {
    const rate = spec.sampleRate;
    const samples = Float32Array.from({ length: rate }, (_, i) => 0.5 * 10 ** ((-dbPerSecond * i) / rate / 20) * Math.sin((2 * Math.PI * hz * i) / rate));
    return kickNumbers(prepare({ file: 'tone', sampleRate: rate, channels: [samples] }, spec), spec);
  };
  const at = (name: string): number => KICK_NUMBERS.findIndex((n) => n.startsWith(name));

  test('are 27, named', () => {
    expect(KICK_NUMBERS).toHaveLength(27);
    expect(tone(60, 100)).toHaveLength(27);
    expect(tone(60, 100).every(Number.isFinite)).toBe(true);
  });

  test('read a decaying tone for what it is', () => {
    const numbers = tone(60, 100);
    // 100 dB a second: 10 dB in 100 ms, 30 in 300; the smoothed maximum lies up to 10 ms in.
    const short = Math.exp(numbers[at('decay to -10 dB')]);
    const long = Math.exp(numbers[at('decay, ln ms')]);
    expect(Math.abs(short - 95)).toBeLessThan(6);
    expect(Math.abs(long - 295)).toBeLessThan(6);
    for (const span of ['pitch 5-20', 'pitch 20-120', 'pitch of the tail']) {
      expect(55 * 2 ** numbers[at(span)]).toBeGreaterThan(58);
      expect(55 * 2 ** numbers[at(span)]).toBeLessThan(62);
    }
    expect(numbers[at('power above 2 kHz')]).toBeLessThan(-40);
  });

  test('tell a longer and a higher tone apart where they should', () => {
    const base = tone(60, 100);
    const longer = tone(60, 50);
    const higher = tone(120, 100);
    expect(longer[at('decay, ln ms')] - base[at('decay, ln ms')]).toBeCloseTo(Math.LN2, 1);
    expect(longer[at('low mels, DCT 0')]).toBeGreaterThan(base[at('low mels, DCT 0')]);
    expect(higher[at('pitch of the tail')] - base[at('pitch of the tail')]).toBeCloseTo(1, 1);
  });
});
