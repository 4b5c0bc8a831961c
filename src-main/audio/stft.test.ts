import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { createStft } from './stft.ts';

function worst(a: Float32Array, b: Float32Array): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]));
  return most;
}

describe('STFT', () => {
  it.each([
    { nFft: 2048, hop: 256, length: 65_536 },
    { nFft: 2048, hop: 512, length: 65_536 },
    { nFft: 512, hop: 128, length: 10_001 },
    { nFft: 256, hop: 64, length: 100 },
  ])('round trip of noise, n_fft $nFft hop $hop length $length', (shape) => {
    const x = createRandom('stft').fillNormal(new Float32Array(shape.length));
    const stft = createStft(shape);
    const re = new Float64Array(stft.frames * stft.bins);
    const im = new Float64Array(stft.frames * stft.bins);
    const back = new Float32Array(shape.length).fill(9);
    stft.forward(x, re, im);
    stft.inverse(re, im, back);
    expect(worst(x, back)).toBeLessThan(1e-6);
  });

  it('centres frame t at sample t * hop', () => {
    // An impulse at the centre of frame 3 meets the window at its peak: a flat spectrum of 1.
    const stft = createStft({ nFft: 1024, hop: 256, length: 4096 });
    const x = new Float32Array(4096);
    x[3 * 256] = 1;
    const re = new Float64Array(stft.bins);
    const im = new Float64Array(stft.bins);
    stft.frame(x, 3, re, im);
    for (let k = 0; k < stft.bins; k++) expect(Math.hypot(re[k], im[k])).toBeCloseTo(1, 12);
    stft.frame(x, 5, re, im);
    for (let k = 0; k < stft.bins; k++) expect(Math.hypot(re[k], im[k])).toBeCloseTo(0, 12);
  });

  it('pads with zeros, not reflections: frame 0 of a constant sees half a window', () => {
    const stft = createStft({ nFft: 1024, hop: 256, length: 4096 });
    const re = new Float64Array(stft.bins);
    const im = new Float64Array(stft.bins);
    stft.frame(new Float32Array(4096).fill(1), 0, re, im);
    // The window sums to nFft / 2; its second half, centre included, to nFft / 4 + 1/2.
    expect(re[0]).toBeCloseTo(256.5, 9);
  });

  it('takes missing rows as zero and fades out along the last window', () => {
    const stft = createStft({ nFft: 1024, hop: 256, length: 8192 });
    const x = new Float32Array(8192).fill(0.5);
    const re = new Float64Array(stft.frames * stft.bins);
    const im = new Float64Array(stft.frames * stft.bins);
    stft.forward(x, re, im);
    const back = new Float32Array(8192).fill(9);
    stft.inverse(re, im, back, 8);
    expect(back[7 * 256 - 512]).toBeCloseTo(0.5, 6);
    for (let i = 7 * 256 - 511; i < 7 * 256 + 511; i++) expect(back[i]).toBeLessThanOrEqual(back[i - 1] + 1e-7);
    expect(Math.abs(back[7 * 256 + 511])).toBeLessThan(1e-5);
    expect(back[7 * 256 + 512]).toBe(0);
    expect(back[8191]).toBe(0);
  });

  it('refuses a hop that leaves the edges uncovered', () => {
    expect(() => createStft({ nFft: 1024, hop: 512, length: 4096 })).toThrow(RangeError);
  });
});
