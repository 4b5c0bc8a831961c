import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { createRealFft } from './fft.ts';

/** The definition, in double precision. */
function directDft(x: Float64Array): { re: Float64Array; im: Float64Array } {
  const n = x.length;
  const re = new Float64Array(n / 2 + 1);
  const im = new Float64Array(n / 2 + 1);
  for (let k = 0; k <= n / 2; k++) {
    for (let i = 0; i < n; i++) {
      const angle = (2 * Math.PI * ((i * k) % n)) / n;
      re[k] += x[i] * Math.cos(angle);
      im[k] -= x[i] * Math.sin(angle);
    }
  }
  return { re, im };
}

describe('real FFT', () => {
  it.each([16, 32, 64, 128, 256, 512, 1024, 2048])('equals the direct DFT at %i', (n) => {
    const x = createRandom('fft', n).fillNormal(new Float64Array(n));
    const expected = directDft(x);
    const fft = createRealFft(n);
    const re = new Float64Array(fft.bins);
    const im = new Float64Array(fft.bins);
    fft.forward(x, re, im);
    for (let k = 0; k < fft.bins; k++) {
      expect(Math.abs(re[k] - expected.re[k]), `re ${String(k)}`).toBeLessThan(1e-9);
      expect(Math.abs(im[k] - expected.im[k]), `im ${String(k)}`).toBeLessThan(1e-9);
    }
  });

  it.each([16, 32, 2048, 4096, 8192])('inverse undoes forward at %i', (n) => {
    const x = createRandom('inverse', n).fillNormal(new Float64Array(n));
    const fft = createRealFft(n);
    const re = new Float64Array(fft.bins + 3);
    const im = new Float64Array(fft.bins + 3);
    const back = new Float64Array(n);
    fft.forward(x, re, im, 3);
    fft.inverse(re, im, back, 3);
    for (let i = 0; i < n; i++) expect(Math.abs(back[i] - x[i])).toBeLessThan(1e-12);
  });

  it('puts a cosine of 5 cycles in bin 5 alone, with value n/2', () => {
    const n = 64;
    const x = Float64Array.from({ length: n }, (_, i) => Math.cos((2 * Math.PI * 5 * i) / n));
    const fft = createRealFft(n);
    const re = new Float64Array(fft.bins);
    const im = new Float64Array(fft.bins);
    fft.forward(x, re, im);
    re.forEach((value, k) => {
      expect(value).toBeCloseTo(k === 5 ? n / 2 : 0, 10);
      expect(im[k]).toBeCloseTo(0, 10);
    });
  });

  it('refuses lengths that are not a power of two', () => {
    expect(() => createRealFft(1000)).toThrow(RangeError);
    expect(() => createRealFft(8)).toThrow(RangeError);
  });
});
