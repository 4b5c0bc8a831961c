import { describe, expect, it } from 'vitest';
import { describe as measure } from '../descriptors.ts';
import { integratedLoudness } from '../loudness.ts';
import { findOnset } from '../onset.ts';
import { KICK_SPEC, pitchGridSamples, pitchPoints } from '../spec.ts';
import { FAMILIES, type ProceduralKick, proceduralKick } from './index.ts';

const { sampleRate, length, onset, pitchReference } = KICK_SPEC;
const GRID = pitchGridSamples(KICK_SPEC);
const COUNT = 120;
const kicks: ProceduralKick[] = Array.from({ length: COUNT }, (_, i) => proceduralKick(11, i, KICK_SPEC));

/** Phase in radians from the onset, integrated from the declared track (straight lines in octaves). */
function declaredPhase(pitch: Float32Array): Float64Array {
  const out = new Float64Array(length);
  let j = 0;
  let phase = 0;
  for (let n = onset; n < length; n++) {
    out[n] = phase;
    while (j < GRID.length - 2 && GRID[j + 1] <= n) j++;
    const u = Math.min(1, (n + 0.5 - GRID[j]) / (GRID[j + 1] - GRID[j]));
    phase += (2 * Math.PI * pitchReference * 2 ** (pitch[j] + u * (pitch[j + 1] - pitch[j]))) / sampleRate;
  }
  return out;
}

/**
 * Energy-weighted mean of the frequency that is left after demodulating by the declared phase, in
 * cents. Windows are three declared periods long, a period apart.
 */
function residualCents(kick: ProceduralKick): number {
  const phase = declaredPhase(kick.features.pitch);
  const x = kick.samples;
  let weighted = 0;
  let weight = 0;
  let last: { re: number; im: number } | undefined;
  const boundary = (cycles: number): number => {
    let n = onset;
    while (n < length - 1 && phase[n] < 2 * Math.PI * cycles) n++;
    return n;
  };
  for (let cycle = 1; ; cycle++) {
    const from = boundary(cycle);
    const to = boundary(cycle + 3);
    if (to >= Math.min(length - 1, onset + 0.5 * sampleRate)) break;
    let re = 0;
    let im = 0;
    for (let n = from; n < to; n++) {
      const h = 0.5 - 0.5 * Math.cos((2 * Math.PI * (n - from)) / (to - from));
      re += (h * x[n] * Math.cos(phase[n])) / (to - from);
      im -= (h * x[n] * Math.sin(phase[n])) / (to - from);
    }
    if (last !== undefined) {
      const turned = Math.atan2(im * last.re - re * last.im, re * last.re + im * last.im);
      const w = re * re + im * im;
      // One window a period: a turn of 2 pi would be an octave.
      weighted += w * 1200 * Math.log2(Math.max(0.1, 1 + turned / (2 * Math.PI)));
      weight += w;
    }
    last = { re, im };
  }
  return weighted / weight;
}

describe('proceduralKick', () => {
  it('gives the same bytes for a seed and index, whatever was made before', () => {
    const again = proceduralKick(11, 7, KICK_SPEC);
    expect(again.samples).toEqual(kicks[7].samples);
    expect(again.features).toEqual(kicks[7].features);
    expect(proceduralKick(12, 7, KICK_SPEC).samples).not.toEqual(kicks[7].samples);
  });

  it('never repeats itself', () => {
    expect(new Set(kicks.map((k) => k.samples.subarray(0, 4000).join())).size).toBe(COUNT);
  });

  it.each(FAMILIES)('makes %s on demand', (family) => {
    expect(proceduralKick(1, 0, KICK_SPEC, family).family).toBe(family);
  });

  it('draws every family where none is asked for', () => {
    for (const family of FAMILIES) expect(kicks.filter((k) => k.family === family).length).toBeGreaterThan(COUNT * 0.06);
  });

  it('has finite samples and features on the grid, within their ranges', () => {
    for (const { samples, features } of kicks) {
      expect(samples.length).toBe(length);
      expect(samples.every((v) => Number.isFinite(v))).toBe(true);
      expect(features.pitch.length).toBe(pitchPoints(KICK_SPEC));
      for (const octaves of features.pitch) {
        const hz = pitchReference * 2 ** octaves;
        expect(hz).toBeGreaterThanOrEqual(KICK_SPEC.pitchMin * 0.9999);
        expect(hz).toBeLessThanOrEqual(KICK_SPEC.pitchMax * 1.0001);
      }
      for (const v of features.voicing) expect(v >= 0 && v <= 1).toBe(true);
      expect(Math.max(...features.voicing)).toBeGreaterThan(0.3);
    }
  });

  it('declares the pitch that sounds: within 10 cents by demodulation where there is one pitch', () => {
    const pure = FAMILIES.filter((f) => f !== 'acoustic').flatMap((family) =>
      Array.from({ length: 8 }, (_, i) => proceduralKick(21, i, KICK_SPEC, family)).filter(
        ({ params, features }) =>
          params.room === null && params.crush === null && params.voices.length === 1 && features.voicing[8] > 0.9,
      ),
    );
    expect(pure.length).toBeGreaterThan(8);
    for (const kick of pure) {
      // A filter near the fundamental turns its phase while the sweep passes: heard, not declared.
      const untouched = kick.params.filters.every(({ hz }) => hz > 1000);
      expect(Math.abs(residualCents(kick)), JSON.stringify(kick.params)).toBeLessThan(untouched ? 10 : 40);
    }
  });

  it('would notice a pitch declared a third of a semitone off', () => {
    const kick = proceduralKick(21, 0, KICK_SPEC, '808');
    const pitch = kick.features.pitch.map((octaves) => octaves + 33 / 1200);
    expect(residualCents({ ...kick, features: { ...kick.features, pitch } })).toBeLessThan(-20);
  });

  it('starts at the onset, by the -40 dB rule, within half a millisecond', () => {
    for (const { samples } of kicks) expect(Math.abs((findOnset(samples) ?? 0) - onset)).toBeLessThan(0.0005 * sampleRate);
  });

  it('pushes first: <x, sin phi> over the first 80 ms is positive', () => {
    for (const { samples, features } of kicks) {
      const phase = declaredPhase(features.pitch);
      let dot = 0;
      for (let n = onset; n < onset + 0.08 * sampleRate; n++) dot += samples[n] * Math.sin(phase[n]);
      expect(dot).toBeGreaterThan(-1e-3);
    }
  });

  it('stands at -14 LUFS or at a peak of -1 dBFS, whichever comes first', () => {
    for (const { samples } of kicks) {
      const peak = 20 * Math.log10(samples.reduce((most, v) => Math.max(most, Math.abs(v)), 0));
      const loudness = integratedLoudness([samples], sampleRate);
      expect(peak).toBeLessThanOrEqual(-0.999);
      expect(loudness).toBeLessThanOrEqual(-13.99);
      expect(Math.min(Math.abs(peak + 1), Math.abs(loudness + 14))).toBeLessThan(0.01);
    }
  });

  it('carries no offset and ends in silence', () => {
    for (const { samples } of kicks) {
      expect(Math.abs(samples.reduce((sum, v) => sum + v, 0) / length)).toBeLessThan(2e-3);
      expect(Math.abs(samples[length - 1])).toBe(0);
      const tail = samples.subarray(length - 4410);
      expect(Math.abs(tail.reduce((sum, v) => sum + v, 0) / 4410)).toBeLessThan(2e-3);
    }
  });

  it('declares no voice in silence', () => {
    for (const { samples, features } of kicks) {
      GRID.forEach((at, i) => {
        const near = samples.subarray(Math.max(0, at - 900), at + 900);
        if (near.every((v) => Math.abs(v) < 1e-4)) expect(features.voicing[i]).toBeLessThan(1e-3);
      });
    }
  });
});

describe('the data set', () => {
  const timbres = kicks.map(({ samples }) => measure(samples, sampleRate));
  const quantile = (values: readonly number[], q: number): number => values.toSorted((a, b) => a - b)[Math.floor(q * values.length)];

  // The 5th and 95th percentile of 140 real kicks: 80 / 819 ms, 53 / 232 Hz, 45 / 97 %, -49 / -4 dB.
  it('spreads as widely as real kicks do, and wider', () => {
    const decay = timbres.map((t) => t.decayMs);
    const centroid = timbres.map((t) => t.centroidHz);
    const sub = timbres.map((t) => t.subShare);
    const click = timbres.map((t) => t.clickDb);
    expect(quantile(decay, 0.06)).toBeLessThan(100);
    expect(quantile(decay, 0.94)).toBeGreaterThan(650);
    expect(quantile(centroid, 0.06)).toBeLessThan(60);
    expect(quantile(centroid, 0.94)).toBeGreaterThan(232);
    expect(quantile(centroid, 0.5)).toBeLessThan(160);
    expect(quantile(sub, 0.06)).toBeLessThan(0.4);
    expect(quantile(sub, 0.94)).toBeGreaterThan(0.96);
    expect(quantile(click, 0.06)).toBeLessThan(-36);
    expect(quantile(click, 0.94)).toBeGreaterThan(-8);
  });

  it('ties Decay and Click to nothing else', () => {
    const rank = (values: readonly number[]): number[] => {
      const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
      const out = new Array<number>(values.length).fill(0);
      order.forEach((i, place) => (out[i] = place));
      return out;
    };
    const spearman = (a: readonly number[], b: readonly number[]): number => {
      const ra = rank(a);
      const rb = rank(b);
      const n = a.length;
      return 1 - (6 * ra.reduce((sum, r, i) => sum + (r - rb[i]) ** 2, 0)) / (n * (n * n - 1));
    };
    const decay = timbres.map((t) => t.decayMs);
    const click = timbres.map((t) => t.clickDb);
    expect(Math.abs(spearman(decay, click))).toBeLessThan(0.35);
    expect(Math.abs(spearman(decay, timbres.map((t) => t.centroidHz)))).toBeLessThan(0.5);
    expect(Math.abs(spearman(click, timbres.map((t) => t.subShare)))).toBeLessThan(0.5);
  });
});
