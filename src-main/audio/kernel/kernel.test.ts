import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { createRealFft } from '../fft.ts';
import { createRichardsonLucy } from '../mel-inversion.ts';
import { createMelBank, fullScalePower, melToPower } from '../mel.ts';
import { KICK_SPEC } from '../spec.ts';
import { hann, inverseWindowPower } from '../stft.ts';
import { createKernel, createMelKernel, LANES, SAMPLE, VECTOR } from './kernel.ts';

const { nFft, mels } = KICK_SPEC;

function noise(length: number): Float32Array {
  return createRandom('kernel', length).fillNormal(new Float32Array(length));
}

/** Power spectra of frames `hop` samples apart, in double precision. */
function powerOf(x: Float32Array, size: number, hop: number): Float64Array[] {
  const fft = createRealFft(size);
  const window = hann(size);
  return Array.from({ length: LANES }, (_, lane) => {
    const [re, im] = [new Float64Array(fft.bins), new Float64Array(fft.bins)];
    fft.forward(window.map((w, n) => w * x[lane * hop + n]), re, im);
    return re.map((a, k) => a * a + im[k] * im[k]);
  });
}

// 16 and 4096 begin with a layer of radix 8, 32 and 2048 with one of radix 4.
describe.each([16, 32, 2048, 4096])('frames of %i samples', (size) => {
  const hop = size / 4;
  const x = noise(size + LANES * hop);
  const loudest = Math.max(...powerOf(x, size, hop).flatMap((power) => [...power]));

  it('have the power spectra that one transform after the other gives, each in its lane', () => {
    const kernel = createKernel(size);
    const signal = kernel.allocate(x.length * SAMPLE);
    const rows = Array.from({ length: LANES }, () => kernel.allocate(kernel.bins * VECTOR));
    kernel.view(signal, x.length).set(x);
    kernel.take(signal, hop * SAMPLE);
    kernel.forward();
    rows.forEach((row, lane) => {
      kernel.addPower(row, [0, 1, 2, 3].map((n) => (n === lane ? 2 : 0)) as [number, number, number, number]);
    });
    powerOf(x, size, hop).forEach((power, lane) => {
      const found = kernel.view(rows[lane], kernel.bins * LANES);
      power.forEach((value, k) => {
        expect(Math.abs(found[LANES * k + lane] - 2 * value) / loudest).toBeLessThan(1e-6);
        expect(found[LANES * k + ((lane + 1) % LANES)]).toBe(0);
      });
    });
  });

  it('come back as the signal they were taken from', () => {
    const kernel = createKernel(size);
    const room = size + 2 * LANES * hop;
    const [signal, sum, gain, out] = [0, 1, 2, 3].map(() => kernel.allocate(room * SAMPLE));
    kernel.view(signal + (size / 2) * SAMPLE, x.length).set(x);
    const frames = 7;
    for (let t = 0; t < frames; t += LANES) {
      const at = t * hop * SAMPLE;
      kernel.take(signal + at, hop * SAMPLE);
      kernel.forward();
      kernel.inverse();
      kernel.put(sum + at, hop * SAMPLE, Math.min(LANES, frames - t));
    }
    const length = (frames - 1) * hop;
    const half = (size / 2) * SAMPLE;
    kernel.view(gain + half, length).set(inverseWindowPower(hann(size), hop, frames, length));
    kernel.normalise(sum + half, gain + half, out, length);
    kernel.view(out, length).forEach((value, n) => {
      expect(Math.abs(value - x[n])).toBeLessThan(4e-6);
    });
    // The frame that was not asked for has left nothing.
    expect(kernel.view(sum + (6 * hop + size) * SAMPLE, hop).every((value) => value === 0)).toBe(true);
  });
});

describe('drawing spectra to a mel', () => {
  it('is the steps of mel-inversion.ts, on each lane', () => {
    const hop = nFft / 4;
    const x = noise(nFft + LANES * hop).map((value) => 0.1 * value);
    const random = createRandom('asked');
    // From the floor to full scale, some of it at the very ends.
    const asked = Float32Array.from({ length: mels * LANES }, () => Math.min(1, Math.max(0, random.between(-0.2, 1.2))));
    const least = fullScalePower(nFft) * 1e-12;

    const kernel = createMelKernel(KICK_SPEC);
    const [mel, target, most] = [0, 1, 2].map(() => kernel.allocate(mels * VECTOR));
    const signal = kernel.allocate(x.length * SAMPLE);
    const drawn = kernel.allocate(kernel.bins * VECTOR);
    kernel.view(mel, mels * LANES).set(asked);
    kernel.view(signal, x.length).set(x);
    kernel.targets(mel, target, most, mels);
    kernel.take(signal, hop * SAMPLE);
    kernel.forward();
    kernel.draw(target, most, 3, least);
    kernel.addPower(drawn, [1, 1, 1, 1]);

    const step = createRichardsonLucy(createMelBank(KICK_SPEC), KICK_SPEC);
    const floor = fullScalePower(nFft) * 1e-8;
    powerOf(x, nFft, hop).forEach((power, lane) => {
      const column = asked.filter((_, i) => i % LANES === lane);
      const p = Float64Array.from(melToPower(column, KICK_SPEC), (value, j) => (column[j] === 0 ? floor : value));
      const s = power.map((value) => value + least);
      for (let n = 0; n < 3; n++) step(p, 0, s, 0);
      const found = kernel.view(drawn, kernel.bins * LANES);
      s.forEach((value, k) => {
        expect(Math.abs(found[LANES * k + lane] / value - 1)).toBeLessThan(1e-4);
      });
    });
  });
});
