import { describe as suite, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { describe, readExtent, readNote } from './descriptors.ts';
import { createRealFft } from './fft.ts';
import { synthesiseKick } from './fixtures/synthetic-kicks.ts';
import { findOnset } from './onset.ts';
import { KICK_SPEC, pitchGridSamples, pitchPoints } from './spec.ts';

const RATE = 44_100;
const ONSET = 256;

function sound(seconds: number, at: (t: number) => number): Float32Array {
  const x = new Float32Array(65_536);
  const end = Math.min(x.length, ONSET + Math.round(seconds * RATE));
  for (let n = ONSET; n < end; n++) x[n] = at((n - ONSET) / RATE);
  return x;
}
const sine = (hz: number, t: number): number => Math.sin(2 * Math.PI * hz * t + 0.3);

suite('decay', () => {
  // exp(-t/T) falls by 30 dB of energy in 1.5 ln(10) T; the box of 10 ms is centred, so it is
  // first full 5 ms after the onset, where the smoothed energy of a decay is at its maximum.
  it.each([0.04, 0.1, 0.2])('of a sine that falls with T = %f s follows the closed form', (T) => {
    // 300 Hz: the box holds 6 half-periods, so that its ripple vanishes.
    const x = sound(2, (t) => Math.exp(-t / T) * sine(300, t));
    expect(describe(x, RATE).decayMs).toBeGreaterThan(1500 * Math.LN10 * T - 2);
    expect(describe(x, RATE).decayMs).toBeLessThan(1500 * Math.LN10 * T + 2);
  });

  it('ends at the last moment within 30 dB, not at the first below it', () => {
    const x = sound(0.5, (t) => (t < 0.1 ? 0.1 : t > 0.4 ? 0.05 : 0.0001) * sine(100, t));
    expect(describe(x, RATE).decayMs).toBeGreaterThan(400);
  });
});

suite('spectral balance', () => {
  it('of a pure 50 Hz tone is all sub', () => {
    const timbre = describe(sound(1.4, (t) => 0.3 * sine(50, t)), RATE);
    expect(timbre.subShare).toBeGreaterThan(0.99);
    expect(timbre.centroidHz).toBeGreaterThan(48);
    expect(timbre.centroidHz).toBeLessThan(60);
  });

  it('of two tones weighs them by power', () => {
    // Amplitudes 1 and 0.5: powers 4 : 1, so a centroid of (4 * 60 + 3000) / 5 and 80 % sub.
    // Fades keep the edges from adding power of their own.
    const x = sound(1.4, (t) => Math.sin((Math.PI * t) / 1.4) ** 2 * (sine(60, t) + 0.5 * sine(3000, t)));
    const timbre = describe(x, RATE);
    expect(timbre.centroidHz / 648).toBeCloseTo(1, 2);
    expect(timbre.subShare).toBeCloseTo(0.8, 2);
  });

  it('is that of frames every 512 samples, though half of them are never transformed', () => {
    const kicks = [
      synthesiseKick({ low: 50, high: 300, sweep: 0.02, decay: 0.15, click: 0.5 }, KICK_SPEC).samples,
      synthesiseKick({ low: 60, high: 900, sweep: 0.006, decay: 0.05, click: 1, noise: 0.2 }, KICK_SPEC).samples,
      synthesiseKick({ low: 45, high: 200, sweep: 0.05, decay: 0.9, drive: 4 }, KICK_SPEC).samples,
      sound(0.001, (t) => sine(4000, t)),
    ];
    for (const x of kicks) {
      const onset = findOnset(x) ?? NaN;
      const fft = createRealFft(4096);
      const [frame, re, im] = [new Float64Array(4096), new Float64Array(fft.bins), new Float64Array(fft.bins)];
      let [all, sub, moment] = [0, 0, 0];
      for (let start = onset - 2048; start < x.length; start += 512) {
        for (let n = 0; n < 4096; n++) {
          const at = start + n;
          frame[n] = at < onset || at >= x.length ? 0 : x[at] * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 4096));
        }
        fft.forward(frame, re, im);
        for (let k = 0; k < fft.bins; k++) {
          const power = re[k] ** 2 + im[k] ** 2;
          const hz = (k * RATE) / 4096;
          all += power;
          moment += power * hz;
          if (hz < 100) sub += power;
        }
      }
      const { centroidHz, subShare } = describe(x, RATE);
      expect(Math.abs(centroidHz / (moment / all) - 1)).toBeLessThan(0.003);
      expect(Math.abs(subShare - sub / all)).toBeLessThan(0.002);
    }
  });

  it('gives the attack its full weight', () => {
    // White noise for 5 ms holds half of the energy: its mean frequency is a quarter of the rate.
    const random = createRandom('attack');
    const amplitude = Math.sqrt(0.5 * 0.5 * 0.2 / 0.005);
    const x = sound(0.205, (t) => (t < 0.005 ? amplitude * random.normal() : 0.5 * Math.SQRT2 * sine(60, t)));
    expect(describe(x, RATE).centroidHz).toBeGreaterThan(0.35 * (RATE / 4));
  });
});

suite('click', () => {
  it('of a known burst over a sub is their power ratio under the window', () => {
    // Both last the whole window, so that the ratio is that of the powers: 0.25 : 1 at 4000 and
    // 400 Hz, hence 10 log10(0.25 / 1.25).
    const timbre = describe(sound(0.3, (t) => 0.5 * sine(4000, t) + Math.sin(2 * Math.PI * 400 * t)), RATE);
    expect(timbre.clickDb).toBeCloseTo(-6.99, 0);
  });

  it('of white noise is the share of its band', () => {
    const random = createRandom('white');
    let mean = 0;
    for (let i = 0; i < 40; i++) mean += describe(sound(0.05, () => random.normal()), RATE).clickDb / 40;
    expect(mean).toBeCloseTo(10 * Math.log10(1 - 2000 / 22_050), 1);
  });

  it('of what comes after 10 ms is nothing', () => {
    // A loud first sample pins the peak, and with it the onset, in both.
    const start = (t: number): number => (t === 0 ? 2 : 0);
    const quiet = sound(0.3, (t) => start(t) + Math.sin(2 * Math.PI * 50 * t));
    const late = sound(0.3, (t) => start(t) + Math.sin(2 * Math.PI * 50 * t) + (t > 0.011 ? 0.5 * Math.sin(2 * Math.PI * 5000 * t) : 0));
    expect(describe(late, RATE).clickDb).toBe(describe(quiet, RATE).clickDb);
  });
});

suite('any sound', () => {
  it('reads the same at any level', () => {
    const x = sound(0.4, (t) => Math.exp(-t / 0.1) * sine(80, t));
    const { decayMs, centroidHz } = describe(x, RATE);
    const quiet = describe(x.map((v) => v / 64), RATE);
    expect(quiet.decayMs).toBe(decayMs);
    expect(quiet.centroidHz).toBeCloseTo(centroidHz, 9);
  });

  it('survives silence', () => {
    expect(describe(new Float32Array(100), RATE)).toEqual({ decayMs: 0, centroidHz: 0, subShare: 0, clickDb: -120 });
  });
});

suite('note', () => {
  // 100 Hz for the first 60 ms (six cycles), 50 Hz afterwards: only the second part counts.
  const tone = (hz: number) => sound(1, (t) => Math.exp(-t / 0.3) * (t < 0.06 ? sine(100, t) : sine(hz, t - 0.06)));
  const x = tone(50);
  const grid = pitchGridSamples(KICK_SPEC);
  const pitch = Float32Array.from(grid, (n) => Math.log2((n < ONSET + 0.06 * RATE ? 100 : 50) / KICK_SPEC.pitchReference));

  it('leaves out the sweep', () => {
    const note = readNote(x, { pitch, voicing: new Float32Array(grid.length).fill(1) }, KICK_SPEC);
    // The windows that reach over the jump cost it 3 cents.
    expect(Math.abs((note.noteHz ?? 0) - 50)).toBeLessThan(0.1);
    expect(note.note).toBe('G1');
    expect(Math.abs((note.noteCents ?? 0) - 35)).toBeLessThan(4);
  });

  it('is that of the sound where its track runs beside it', () => {
    const note = readNote(tone(50.5), { pitch, voicing: new Float32Array(grid.length).fill(1) }, KICK_SPEC);
    expect(Math.abs((note.noteHz ?? 0) - 50.5)).toBeLessThan(0.1);
  });

  it('is null where voicing is weak', () => {
    expect(readNote(x, { pitch, voicing: new Float32Array(pitchPoints(KICK_SPEC)).fill(0.2) }, KICK_SPEC).note).toBeNull();
  });
});

suite('extent', () => {
  it('of a decaying sine ends 60 dB below its peak', () => {
    const x = sound(1.4, (t) => 0.5 * Math.exp(-t / 0.05) * sine(1000, t));
    // exp(-t / T) falls by 60 dB in 3 ln(10) T; the sine passes its crest each half millisecond.
    const expected = (ONSET / RATE + 3 * Math.LN10 * 0.05) * 1000;
    expect(Math.abs(readExtent(x, RATE).lengthMs - expected)).toBeLessThan(1);
  });

  it('reads the loudness of a full-scale 997 Hz sine as the standard does', () => {
    // BS.1770-5, annex 1: -3.01 LUFS in one channel.
    const x = Float32Array.from({ length: RATE * 2 }, (_, n) => Math.sin((2 * Math.PI * 997 * n) / RATE));
    expect(readExtent(x, RATE).loudnessLufs).toBeCloseTo(-3.01, 1);
  });

  it('of silence is no length and no loudness', () => {
    expect(readExtent(new Float32Array(1000), RATE)).toEqual({ lengthMs: 0, loudnessLufs: null });
  });

  it('of a sound under the absolute gate is a length, but no loudness', () => {
    const { lengthMs, loudnessLufs } = readExtent(sound(1, (t) => 1e-5 * sine(100, t)), RATE);
    expect(lengthMs).toBeGreaterThan(990);
    expect(loudnessLufs).toBeNull();
  });
});
