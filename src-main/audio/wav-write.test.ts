import { describe, expect, it } from 'vitest';

import { readWav } from './wav-read.ts';
import { writeWav } from './wav-write.ts';
import type { WavFormat } from './wav-write.ts';

const header = (bytes: Uint8Array, length: number): string => Buffer.from(bytes.subarray(0, length)).toString('hex');

describe('writeWav', () => {
  it('writes the canonical 44-byte PCM header', () => {
    const bytes = writeWav([new Float32Array(2), new Float32Array(2)], 44_100, { format: 'int16', ditherSeed: 0 });
    // RIFF 44 WAVE, fmt 16: PCM, 2 channels, 44100, 176400 B/s, 4, 16; data 8.
    expect(header(bytes, 44)).toBe(
      '524946462c00000057415645666d7420' + '10000000' + '01000200' + '44ac0000' + '10b10200' + '04001000' + '6461746108000000',
    );
    expect(bytes).toHaveLength(52);
  });

  it('gives float files their extension size and fact chunk', () => {
    const bytes = writeWav([Float32Array.of(0.5)], 48_000, { format: 'float32', ditherSeed: 0 });
    expect(header(bytes, 62)).toBe(
      '524946463600000057415645666d7420' + '12000000' + '03000100' + '80bb0000' + '00ee0200' + '04002000' + '0000' +
        '666163740400000001000000' + '6461746104000000' + '0000003f',
    );
  });

  it('pads an odd data chunk without counting the pad', () => {
    const bytes = writeWav([new Float32Array(1)], 44_100, { format: 'int24', ditherSeed: 0 });
    expect(bytes).toHaveLength(48);
    expect(new DataView(bytes.buffer).getUint32(40, true)).toBe(3);
    expect(new DataView(bytes.buffer).getUint32(4, true)).toBe(40);
  });

  it.each<[WavFormat, number]>([['int16', 16], ['int24', 24]])('keeps %s within 1.5 LSB and clips without wrapping', (format, bits) => {
    const lsb = 2 ** (1 - bits);
    const x = Float32Array.of(0, 0.3, -0.7, 0.999, 1, 1.5, 1e30, -1, -1.5, -1e30);
    const [y] = readWav(writeWav([x], 44_100, { format, ditherSeed: 3 }), 'x.wav').channels;
    for (let i = 0; i < x.length; i++) {
      const expected = Math.max(-1, Math.min(1 - lsb, x[i]));
      expect(Math.abs(y[i] - expected)).toBeLessThanOrEqual(1.5 * lsb);
    }
  });

  it('dithers with triangular noise: mean and power of the error do not depend on the signal', () => {
    const n = 40_000;
    const lsb = 2 ** -15;
    for (const level of [0, 0.25, 0.5]) {
      const x = new Float32Array(n).fill(level * lsb);
      const [y] = readWav(writeWav([x], 44_100, { format: 'int16', ditherSeed: 9 }), 'x.wav').channels;
      const errors = Array.from(y, (v) => v / lsb - level);
      const mean = errors.reduce((a, b) => a + b, 0) / n;
      const power = errors.reduce((a, b) => a + b * b, 0) / n;
      // TPDF of 2 LSB (1/6) and the rounding (1/12): 1/4 LSB^2 in all, at every level.
      expect(Math.abs(mean)).toBeLessThan(0.01);
      expect(power).toBeGreaterThan(0.24);
      expect(power).toBeLessThan(0.26);
    }
  });

  it('is a function of samples and seed', () => {
    const x = Float32Array.from({ length: 500 }, (_, i) => Math.sin(i / 9));
    const write = (seed: number): string => Buffer.from(writeWav([x], 44_100, { format: 'int24', ditherSeed: seed })).toString('base64');
    expect(write(5)).toBe(write(5));
    expect(write(5)).not.toBe(write(6));
  });

  it('round-trips floats bit for bit', () => {
    const x = Float32Array.of(0, -0.1, 1.7, 1e-30);
    const y = Float32Array.of(1, 2, 3, 4);
    const audio = readWav(writeWav([x, y], 96_000, { format: 'float32', ditherSeed: 0 }), 'x.wav');
    expect(audio).toEqual({ sampleRate: 96_000, channels: [x, y] });
  });

  it('refuses what is not audio', () => {
    const options = { format: 'int16', ditherSeed: 0 } as const;
    expect(() => writeWav([Float32Array.of(NaN)], 44_100, options)).toThrow(RangeError);
    expect(() => writeWav([Float32Array.of(Infinity)], 44_100, { format: 'float32', ditherSeed: 0 })).toThrow(RangeError);
    expect(() => writeWav([], 44_100, options)).toThrow(RangeError);
    expect(() => writeWav([new Float32Array(1), new Float32Array(2)], 44_100, options)).toThrow(RangeError);
  });
});
