import { describe, expect, it } from 'vitest';
import { deliver } from './deliver.ts';
import { integratedLoudness } from './loudness.ts';
import { truePeak } from './true-peak.ts';

const RATE = 44_100;
const DB = (x: number): number => 20 * Math.log10(x);
/** A swept, decaying sine. */
const kick = (peak: number): Float32Array =>
  Float32Array.from({ length: 22_050 }, (_, n) => peak * Math.exp(-n / 6000) * Math.sin(0.008 * n + 9 * (1 - Math.exp(-n / 900))));
/** Full-scale samples whose waveform passes 1 by 3 dB between them: a sine at a quarter of the rate, 45 degrees off. */
const hot = (): Float32Array => Float32Array.from({ length: 4000 }, (_, n) => Math.SQRT2 * Math.sin((Math.PI / 2) * n + Math.PI / 4) * Math.sin((Math.PI * n) / 4000));

describe('deliver', () => {
  it('gives the very samples back where nothing is asked for, also those that pass full scale between samples', () => {
    const x = hot();
    const delivered = deliver(x, RATE, {});
    expect(delivered.samples).toBe(x);
    expect(delivered).toMatchObject({ sampleRate: RATE, gainDb: 0, limited: false });
    expect(delivered.truePeakDb).toBeGreaterThan(2);
  });

  it.each([48_000, 88_200, 96_000])('at %d Hz keeps length, level and pitch, and passes 0 dBTP nowhere', (rate) => {
    const x = kick(0.89);
    const { samples, gainDb, sampleRate } = deliver(x, RATE, { rate });
    expect([sampleRate, samples.length, gainDb]).toEqual([rate, Math.round((x.length * rate) / RATE), 0]);
    expect(integratedLoudness([samples], rate)).toBeCloseTo(integratedLoudness([x], RATE), 1);
    const lowered = deliver(hot(), RATE, { rate });
    expect(lowered.gainDb).toBeLessThan(-2);
    expect(DB(truePeak(lowered.samples))).toBeLessThanOrEqual(0);
    expect(DB(truePeak(lowered.samples))).toBeGreaterThan(-0.01);
    expect(Math.max(...lowered.samples.map(Math.abs))).toBeLessThanOrEqual(1);
  });

  it('reaches a loudness where the ceiling has room for it, else goes as far as the ceiling and says so', () => {
    const quiet = deliver(kick(0.5), RATE, { targetLufs: -24, ceilingDb: -1 });
    expect(integratedLoudness([quiet.samples], RATE)).toBeCloseTo(-24, 3);
    expect(quiet.loudnessLufs).toBeCloseTo(-24, 3);
    expect(quiet.limited).toBe(false);
    const held = deliver(kick(0.5), RATE, { targetLufs: -4, ceilingDb: -1 });
    expect(DB(truePeak(held.samples))).toBeCloseTo(-1, 3);
    expect(held.limited).toBe(true);
    expect(held.loudnessLufs).toBeLessThan(-4);
  });

  it('raises nothing for a ceiling alone', () => {
    const x = kick(0.2);
    expect(deliver(x, RATE, { ceilingDb: -1 })).toMatchObject({ samples: x, gainDb: 0, limited: false });
  });

  it('leaves silence as it is', () => {
    const delivered = deliver(new Float32Array(4410), RATE, { rate: 48_000, targetLufs: -10 });
    expect(delivered).toMatchObject({ gainDb: 0, truePeakDb: null, loudnessLufs: null, limited: false });
    expect(delivered.samples).toEqual(new Float32Array(4800));
  });
});
