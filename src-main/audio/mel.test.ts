import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import {
  createMelBank,
  fullScalePower,
  hzToMel,
  logMel,
  melPoints,
  melToHz,
  melToPower,
  powerToMelNorm,
} from './mel.ts';
import { KICK_SPEC } from './spec.ts';

function sine(hz: number, amplitude: number): Float32Array {
  return Float32Array.from(
    { length: KICK_SPEC.length },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / KICK_SPEC.sampleRate),
  );
}

/** Normalised value of mel j in frame t, as dB. */
function db(mel: Float32Array, j: number, t: number): number {
  return (1 - mel[j * KICK_SPEC.frames + t]) * KICK_SPEC.floorDb;
}

describe('Slaney mel scale', () => {
  it('has the published points of librosa.hz_to_mel and mel_to_hz', () => {
    // librosa documentation: hz_to_mel(60) = 0.9, hz_to_mel([110, 220, 440]) = [1.65, 3.3, 6.6],
    // mel_to_hz([1, 2, 3, 4, 5]) = [66.667, 133.333, 200, 266.667, 333.333].
    expect(hzToMel(60)).toBeCloseTo(0.9, 9);
    for (const [hz, mel] of [[110, 1.65], [220, 3.3], [440, 6.6]]) {
      expect(hzToMel(hz)).toBeCloseTo(mel, 9);
    }
    for (const [mel, hz] of [[1, 66.667], [2, 133.333], [3, 200], [4, 266.667], [5, 333.333]]) {
      expect(melToHz(mel)).toBeCloseTo(hz, 3);
    }
    expect(hzToMel(1000)).toBe(15);
    expect(hzToMel(6400)).toBeCloseTo(42, 9);
  });

  it('has the published points of librosa.mel_frequencies(n_mels=40)', () => {
    // librosa documentation, fmin 0, fmax 11025.
    const points = melPoints({ ...KICK_SPEC, mels: 38, fMax: 11_025 });
    const published = [
      0, 85.317, 170.635, 255.952, 341.269, 426.586, 511.904, 597.221, 682.538, 767.855, 853.173,
      938.49, 1024.856, 1119.114, 1222.042, 1334.436, 1457.167, 1591.187, 1737.532, 1897.337,
      2071.84, 2262.393, 2470.47, 2697.686, 2945.799, 3216.731, 3512.582, 3835.643, 4188.417,
      4573.636, 4994.285, 5453.621, 5955.205, 6502.92, 7101.009, 7754.107, 8467.272, 9246.028,
      10_096.408, 11_025,
    ];
    published.forEach((hz, i) => {
      expect(points[i]).toBeCloseTo(hz, 2);
    });
  });
});

describe('mel bank', () => {
  const bank = createMelBank(KICK_SPEC);

  it('has triangles of unit height with the corners at the mel points', () => {
    const points = melPoints(KICK_SPEC);
    const impulse = new Float64Array(bank.bins);
    const response = new Float64Array(bank.mels);
    for (const k of [1, 2, 3, 10, 47, 200, 777, 1023]) {
      impulse.fill(0);
      impulse[k] = 1;
      bank.apply(impulse, 0, response, 0);
      const hz = (k * 44_100) / 2048;
      for (let j = 0; j < bank.mels; j++) {
        const up = (hz - points[j]) / (points[j + 1] - points[j]);
        const down = (points[j + 2] - hz) / (points[j + 2] - points[j + 1]);
        expect(response[j]).toBeCloseTo(Math.max(0, Math.min(up, down)), 9);
      }
    }
  });

  it('scales each bin by the weighted mean of its filters', () => {
    const random = createRandom('bank');
    const g = Float64Array.from({ length: bank.mels }, () => random.uniform());
    const s = new Float64Array(bank.bins).fill(1);
    bank.scaleByMeanOf(g, 0, s, 0);
    const column = new Float64Array(bank.mels);
    const impulse = new Float64Array(bank.bins);
    for (let k = 0; k < bank.bins; k++) {
      impulse.fill(0);
      impulse[k] = 1;
      bank.apply(impulse, 0, column, 0);
      const sum = column.reduce((a, w) => a + w, 0);
      const dot = column.reduce((a, w, j) => a + w * g[j], 0);
      const expected = sum > 0 ? dot / sum : g[k === 0 ? 0 : bank.mels - 1];
      expect(s[k], `bin ${String(k)}`).toBeCloseTo(expected, 12);
    }
  });
});

describe('log-mel', () => {
  it('reads a full-scale sine at the peak of a wide filter as 0 dB, less what the slopes take', () => {
    // Filter 120 is about 1700 Hz wide on either side against a main lobe of 2 bins (43 Hz): the
    // Hann lobe's power-weighted mean |offset| is 1/3 bin (|X|^2 as 1/6, 2/3, 1/6), 7 Hz of 880.
    const hz = melPoints(KICK_SPEC)[121];
    const mel = logMel(sine(hz, 1), KICK_SPEC);
    expect(db(mel, 120, 100)).toBeGreaterThan(-0.1);
    expect(db(mel, 120, 100)).toBeLessThanOrEqual(0);
    for (let j = 0; j < 128; j++) expect(mel[j * 256 + 100]).toBeLessThanOrEqual(mel[120 * 256 + 100]);
  });

  it('is linear in dB: half the amplitude reads 6.02 dB lower', () => {
    const hz = melPoints(KICK_SPEC)[101];
    const loud = db(logMel(sine(hz, 0.5), KICK_SPEC), 100, 60);
    const soft = db(logMel(sine(hz, 0.25), KICK_SPEC), 100, 60);
    expect(loud - soft).toBeCloseTo(20 * Math.log10(2), 3);
  });

  it('keeps the energy of a low sine: neighbouring filters sum to one', () => {
    const mel = melToPower(logMel(sine(150, 1), KICK_SPEC), KICK_SPEC);
    let total = 0;
    for (let j = 0; j < 128; j++) total += mel[j * 256 + 100];
    expect(10 * Math.log10(total / fullScalePower(2048))).toBeCloseTo(0, 1);
  });

  it('clips to the floor and to full scale', () => {
    expect(Math.max(...logMel(new Float32Array(65_536), KICK_SPEC))).toBe(0);
    expect(Math.max(...logMel(sine(5000, 30), KICK_SPEC))).toBe(1);
  });

  it('maps to power and back', () => {
    const random = createRandom('map');
    const mel = Float32Array.from({ length: 500 }, () => random.uniform());
    const back = powerToMelNorm(melToPower(mel, KICK_SPEC), KICK_SPEC);
    back.forEach((value, i) => {
      expect(value).toBeCloseTo(mel[i], 6);
    });
    // 0.75 is -20 dB of full scale.
    expect(melToPower(Float32Array.of(0.75), KICK_SPEC)[0] / fullScalePower(2048)).toBeCloseTo(0.01, 8);
    expect(fullScalePower(2048)).toBeCloseTo((2048 * 768) / 4, 6);
  });
});
