import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { createRealFft } from './fft.ts';
import { scalarProject } from './fixtures/scalar-projection.ts';
import { logMel } from './mel.ts';
import { CLEAN, DECODED, project } from './projection.ts';
import { KICK_SPEC } from './spec.ts';
import { logMelErrorDb } from './spectral-distance.ts';

const { length, onset, sampleRate } = KICK_SPEC;

function kick(decay: number): Float32Array {
  const random = createRandom('projection');
  let phase = 0;
  return Float32Array.from({ length }, (_, i) => {
    const noise = random.normal();
    if (i < onset) return 0;
    const t = (i - onset) / sampleRate;
    phase += (2 * Math.PI * (50 + 250 * Math.exp(-t * 35))) / sampleRate;
    return 0.7 * Math.sin(phase) * Math.exp(-t * decay) + 0.1 * noise * Math.exp(-t * 60);
  });
}

/** Zero-phase EQ of +/-6 dB, three turns over the octaves from 20 Hz to 20 kHz. */
function equalised(x: Float32Array): Float32Array {
  const fft = createRealFft(131_072);
  const signal = new Float64Array(fft.size);
  signal.set(x);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  fft.forward(signal, re, im);
  for (let k = 0; k < fft.bins; k++) {
    const decades = Math.log10(Math.max(20, (k * sampleRate) / fft.size) / 20) / 3;
    const gain = 10 ** ((6 * Math.sin(2 * Math.PI * 3 * decades)) / 20);
    re[k] *= gain;
    im[k] *= gain;
  }
  fft.inverse(re, im, signal);
  return Float32Array.from(signal.subarray(0, length));
}

function errorRatioDb(reference: Float32Array, x: Float32Array): number {
  let error = 0;
  let energy = 0;
  for (let i = 0; i < length; i++) {
    error += (reference[i] - x[i]) ** 2;
    energy += reference[i] ** 2;
  }
  return 10 * Math.log10(error / energy);
}

describe('projection', () => {
  const x = kick(8);
  const mel = logMel(x, KICK_SPEC);

  it.each([
    ['clean', CLEAN],
    ['decoded', DECODED],
  ])('%s: leaves audio that already agrees with the mel nearly unchanged', (_, preset) => {
    expect(errorRatioDb(x, project(x, mel, KICK_SPEC, preset))).toBeLessThan(-40);
  });

  it('pulls audio with a wrong EQ to the mel', () => {
    const wrong = equalised(x);
    const before = logMelErrorDb(x, wrong, KICK_SPEC);
    const clean = logMelErrorDb(x, project(wrong, mel, KICK_SPEC, CLEAN), KICK_SPEC);
    const decoded = logMelErrorDb(x, project(wrong, mel, KICK_SPEC, DECODED), KICK_SPEC);
    expect(before).toBeGreaterThan(3);
    expect(clean).toBeLessThan(before / 20);
    expect(decoded).toBeLessThan(before / 2);
  });

  it.each([
    ['long, of a blurred mel', kick(1.2), (value: number, i: number) => value * (1 + 0.05 * Math.sin(i))],
    ['short, in frames that fill no group', kick(40), (value: number) => value],
    ['with bands at the floor and beyond both ends', kick(8), (value: number, i: number) => (i % 7 === 0 ? 0 : i % 11 === 0 ? -0.1 : 1.2 * value)],
  ])('agrees with arithmetic in double precision: %s', (_, sound, change) => {
    const asked = logMel(sound, KICK_SPEC).map(change);
    // With noise 80 dB down, as a network has it: in bins that hold nothing but rounding, passes
    // that raise them amplify what differs.
    const random = createRandom('given');
    const given = equalised(sound).map((value) => value + 1e-4 * random.normal());
    for (const preset of [DECODED, CLEAN]) {
      const expected = scalarProject(given, asked, KICK_SPEC, preset);
      expect(errorRatioDb(expected, project(given, asked, KICK_SPEC, preset))).toBeLessThan(-110);
    }
  });

  it('is silent before the gate, for audio that is not', () => {
    const noise = createRandom('gate').fillNormal(new Float32Array(length));
    const y = project(noise, mel, KICK_SPEC, CLEAN);
    for (let i = 0; i <= onset - 8; i++) expect(y[i]).toBe(0);
    expect(Math.abs(y[onset])).toBeGreaterThan(0);
    expect(y.every(Number.isFinite)).toBe(true);
  });

  it('fades out after the last active frame instead of cutting', () => {
    // The mel stops short at frame 60 while the audio goes on.
    const cut = mel.map((v, i) => (i % KICK_SPEC.frames > 60 ? 0 : v));
    const y = project(x, cut, KICK_SPEC, CLEAN);
    const end = 60 * KICK_SPEC.hop + KICK_SPEC.nFft / 2;
    let jump = 0;
    for (let i = end - 512; i < length; i++) jump = Math.max(jump, Math.abs(y[i] - y[i - 1]));
    expect(Math.abs(y[60 * KICK_SPEC.hop])).toBeGreaterThan(0);
    expect(jump).toBeLessThan(1e-3);
    expect(y.subarray(end).every((v) => v === 0)).toBe(true);
  });

  it('gives silence for a silent mel and does not depend on what ran before', () => {
    const first = project(x, mel, KICK_SPEC, CLEAN);
    const silent = project(x, new Float32Array(mel.length), KICK_SPEC, CLEAN);
    expect(silent.every((v) => v === 0)).toBe(true);
    expect(project(x, mel, KICK_SPEC, CLEAN)).toEqual(first);
  });
});
