import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { griffinLim } from './griffin-lim.ts';
import { logMel } from './mel.ts';
import { integratePhase, phaseGradientHeap } from './phase-heap.ts';
import { KICK_SPEC } from './spec.ts';
import { alignTo, multiResolutionStft } from './spectral-distance.ts';
import { createStft } from './stft.ts';

const stft = createStft({ nFft: 2048, hop: 256, length: 32_768 });
const cells = stft.frames * stft.bins;

/** Exponential chirp, with its ends faded. */
function chirp(from: number, to: number): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: stft.length }, (_, i) => {
    phase += (2 * Math.PI * from * (to / from) ** (i / stft.length)) / 44_100;
    return 0.5 * Math.sin(phase) * Math.sin((Math.PI * i) / stft.length) ** 2;
  });
}

/** The exact magnitudes of `x` with phases integrated or drawn. */
function rephased(x: Float32Array, how: 'heap' | 'random'): Float32Array {
  const re = new Float64Array(cells);
  const im = new Float64Array(cells);
  stft.forward(x, re, im);
  const power = re.map((v, i) => v * v + im[i] * im[i]);
  const random = createRandom('phases');
  if (how === 'heap') {
    integratePhase({ stft, count: stft.frames, power }, random, re, im);
  } else {
    for (let i = 0; i < cells; i++) {
      const phase = 2 * Math.PI * random.uniform();
      re[i] = Math.sqrt(power[i]) * Math.cos(phase);
      im[i] = Math.sqrt(power[i]) * Math.sin(phase);
    }
  }
  const y = new Float32Array(stft.length);
  stft.inverse(re, im, y);
  return y;
}

describe('phase-gradient heap integration', () => {
  it('lays a chirp far nearer than random phases on the same magnitudes', () => {
    const x = chirp(200, 2000);
    const heap = multiResolutionStft(x, rephased(x, 'heap'));
    const random = multiResolutionStft(x, rephased(x, 'random'));
    expect(heap).toBeLessThan(random / 5);
  });

  it('keeps the magnitudes it was given', () => {
    const x = chirp(100, 400);
    const re = new Float64Array(cells);
    const im = new Float64Array(cells);
    stft.forward(x, re, im);
    const power = re.map((v, i) => v * v + im[i] * im[i]);
    integratePhase({ stft, count: stft.frames, power }, createRandom('keep'), re, im);
    for (let i = 0; i < cells; i += 97) {
      expect(Math.hypot(re[i], im[i])).toBeCloseTo(Math.sqrt(power[i]), 9);
    }
  });

  it('gives an impulse back as an impulse in its place', () => {
    // Its phase runs along frequency only, so this checks that gradient's sign and scale.
    const x = new Float32Array(stft.length);
    x[10_000] = 1;
    const y = rephased(x, 'heap');
    let peak = 0;
    let energy = 0;
    for (let i = 0; i < y.length; i++) {
      if (Math.abs(y[i]) > Math.abs(y[peak])) peak = i;
      energy += y[i] * y[i];
    }
    expect(Math.abs(peak - 10_000)).toBeLessThanOrEqual(4);
    let near = 0;
    for (let i = peak - 20; i <= peak + 20; i++) near += y[i] * y[i];
    expect(near / energy).toBeGreaterThan(0.8);
  });

  it('gives a stationary sine back up to a constant phase', () => {
    const x = Float32Array.from({ length: stft.length }, (_, i) =>
      Math.sin((2 * Math.PI * 430 * i) / 44_100),
    );
    const y = alignTo(x, rephased(x, 'heap'), 120).samples;
    let error = 0;
    for (let i = 8000; i < 24_000; i++) error += (y[i] - x[i]) ** 2;
    expect(10 * Math.log10(error / 8000)).toBeLessThan(-20);
  });

  it('from a mel, with Griffin-Lim after it, beats Griffin-Lim alone and is gated', () => {
    const noise = createRandom('kick');
    let phase = 0;
    const kick = Float32Array.from({ length: KICK_SPEC.length }, (_, i) => {
      if (i < KICK_SPEC.onset) return 0;
      const t = (i - KICK_SPEC.onset) / KICK_SPEC.sampleRate;
      phase += (2 * Math.PI * (50 + 200 * Math.exp(-t * 30))) / KICK_SPEC.sampleRate;
      return (0.8 * Math.sin(phase) + 0.02 * noise.normal()) * Math.exp(-t * 12);
    });
    const mel = logMel(kick, KICK_SPEC);
    const heap = phaseGradientHeap(mel, KICK_SPEC, 1, 16);
    const plain = griffinLim(mel, KICK_SPEC, 1, { iterations: 16, momentum: 0 });
    expect(multiResolutionStft(kick, heap)).toBeLessThan(0.9 * multiResolutionStft(kick, plain));
    expect(heap.subarray(0, KICK_SPEC.onset - 7).every((v) => v === 0)).toBe(true);
  });
});
