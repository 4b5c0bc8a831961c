import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { countActiveFrames, createRichardsonLucy, targetRows } from './mel-inversion.ts';
import { createMelBank, fullScalePower } from './mel.ts';
import { KICK_SPEC } from './spec.ts';

const bank = createMelBank(KICK_SPEC);
const step = createRichardsonLucy(bank, KICK_SPEC);
const reference = fullScalePower(KICK_SPEC.nFft);

function noisePower(seed: number): Float64Array {
  const random = createRandom('inversion', seed);
  return Float64Array.from({ length: bank.bins }, () => reference * 1e-3 * random.between(0.1, 1));
}

function mel(s: Float64Array): Float64Array {
  const out = new Float64Array(bank.mels);
  bank.apply(s, 0, out, 0);
  return out;
}

describe('Richardson-Lucy steps', () => {
  it('leave a spectrum that already has the mel as it is', () => {
    const s = noisePower(1);
    const before = s.slice();
    step(mel(s), 0, s, 0);
    s.forEach((value, k) => {
      expect(value / before[k]).toBeCloseTo(1, 9);
    });
  });

  it('mend a gain in one step', () => {
    const s = noisePower(1);
    const p = mel(s).map((v) => v * 4);
    const before = s.slice();
    step(p, 0, s, 0);
    s.forEach((value, k) => {
      expect(value / before[k]).toBeCloseTo(4, 8);
    });
  });

  it('never raise the Kullback-Leibler divergence from the target', () => {
    const p = mel(noisePower(1));
    const s = noisePower(2);
    const divergence = (): number =>
      mel(s).reduce((sum, q, j) => sum + p[j] * Math.log(p[j] / q) - p[j] + q, 0);
    let last = divergence();
    const first = last;
    for (let n = 0; n < 30; n++) {
      step(p, 0, s, 0);
      const now = divergence();
      expect(now).toBeLessThanOrEqual(last * (1 + 1e-9));
      last = now;
    }
    expect(last).toBeLessThan(first / 1000);
  });

  it('only pull down where the target is at the floor, and hold each gain within 30 dB', () => {
    const silent = new Float64Array(bank.mels);
    targetRows(new Float32Array(KICK_SPEC.mels * KICK_SPEC.frames), KICK_SPEC, 1, silent);
    const quiet = new Float64Array(bank.bins).fill(reference * 1e-14);
    step(silent, 0, quiet, 0);
    expect(quiet[500] / reference / 1e-14).toBeCloseTo(1, 6);
    const loud = new Float64Array(bank.bins).fill(reference);
    step(silent, 0, loud, 0);
    expect(loud[500] / reference).toBeCloseTo(1e-3, 9);
    const empty = new Float64Array(bank.bins).fill(reference * 1e-12);
    step(new Float64Array(bank.mels).fill(reference), 0, empty, 0);
    expect(empty[500] / reference / 1e-9).toBeCloseTo(1, 9);
  });
});

describe('active frames', () => {
  it('end with the last frame that has a band over -70 dB', () => {
    const { mels, frames } = KICK_SPEC;
    const image = new Float32Array(mels * frames).fill(0.12);
    expect(countActiveFrames(image, KICK_SPEC)).toBe(0);
    image[5 * frames + 100] = 0.13;
    expect(countActiveFrames(image, KICK_SPEC)).toBe(101);
    expect(countActiveFrames(image, KICK_SPEC, 2)).toBe(51);
    image[127 * frames + 255] = 1;
    expect(countActiveFrames(image, KICK_SPEC)).toBe(256);
    expect(countActiveFrames(image, KICK_SPEC, 2)).toBe(51);
  });
});
