import { describe, expect, test } from 'vitest';
import { EFFECT_PRESETS } from '../../../src-preload/contract/effect-presets.ts';
import { effectChain, effectLevel } from '../../../src-preload/contract/effect-schemas.ts';
import { EFFECT_TYPES, effectOf, type Effect } from '../../../src-preload/contract/effects.ts';
import { estimateDc } from '../dc.ts';
import { finish } from '../finish.ts';
import { KICK_SPEC, pitchGridSamples } from '../spec.ts';
import { truePeak } from '../true-peak.ts';
import { applyEffects } from './chain.ts';
import { randomChain } from './fixtures/random-chain.ts';
import { fadeTail } from './tail.ts';

const RATE = KICK_SPEC.sampleRate;
const hzAt = (t: number): number => 50 + 150 * Math.exp(-Math.max(0, t) / 0.03);
const pitch = Float32Array.from(pitchGridSamples(KICK_SPEC), (n) => hzAt((n - KICK_SPEC.onset) / RATE));
const place = { spec: KICK_SPEC, pitch, from: KICK_SPEC.onset - 44 };
/** A plain output: a sweep with a click, finished as every kick is. */
const kick = finish(Float32Array.from({ length: KICK_SPEC.length }, (_, n) => {
  const t = (n - KICK_SPEC.onset) / RATE;
  if (t < 0) return 0;
  const phase = 2 * Math.PI * (50 * t + 150 * 0.03 * (1 - Math.exp(-t / 0.03)));
  return 0.8 * Math.exp(-t / 0.15) * Math.sin(phase) + 0.3 * Math.exp(-t / 0.002) * Math.sin(2 * Math.PI * 3000 * t);
}), KICK_SPEC);
const apply = (...chain: Effect[]) => applyEffects(kick, chain, place);
const peakDb = (x: Float32Array): number => 20 * Math.log10(x.reduce((most, v) => Math.max(most, Math.abs(v)), 0));

describe('a chain', () => {
  test('without an effect at work gives the very samples', () => {
    expect(apply()).toEqual({ samples: kick, level: null });
    const { samples, level } = apply(effectOf('saturation', { bypass: true }), effectOf('clipper', { bypass: true }));
    expect(samples).toBe(kick);
    expect(level).toBeNull();
  });

  test('does not change what it was given', () => {
    const before = kick.slice();
    for (const type of EFFECT_TYPES) apply(effectOf(type));
    expect(kick).toEqual(before);
  });

  test('is passed in its order, and what is bypassed is passed by', () => {
    const tilt = effectOf('tilt', { tiltDb: 12, pivotHz: 2000 });
    const hard = effectOf('saturation', { curve: 'hard', driveDb: 20 });
    expect(apply(tilt, hard).samples).not.toEqual(apply(hard, tilt).samples);
    expect(apply({ ...tilt, bypass: true }, hard)).toEqual(apply(hard));
  });

  test('the same one twice gives the same bytes', () => {
    for (const { effects } of EFFECT_PRESETS) expect(apply(...effects)).toEqual(apply(...effects));
  });
});

test('of 200 chains at random each gives finite samples, closed ends, no offset and a peak under its ceiling', () => {
  for (let seed = 0; seed < 200; seed++) {
    const chain = effectChain.parse(randomChain(seed));
    const { samples, level } = apply(...chain);
    expect(samples.every(Number.isFinite)).toBe(true);
    expect([samples[0], samples.at(-1)]).toEqual([0, 0]);
    expect(samples.length).toBeGreaterThanOrEqual(0.25 * RATE);
    const quiet = estimateDc(samples, RATE);
    expect(Math.abs(quiet)).toBeLessThan(1e-3);
    const last = chain.findLast(({ type }) => type === 'clipper' || type === 'loudness');
    if (last !== undefined && 'ceilingDb' in last) expect(20 * Math.log10(truePeak(samples))).toBeLessThanOrEqual(last.ceilingDb + 1e-5);
    else expect(peakDb(samples)).toBeLessThanOrEqual(-1 + 1e-5);
    expect(effectLevel.safeParse(level).success).toBe(true);
  }
});

test('the end of a fade is the fade that was asked for, and a sine that has hardly begun to fall ends softly', () => {
  const settings = effectOf('fade', { startMs: 60, fadeMs: 10, curve: 'linear' });
  const { samples } = apply(settings);
  const direct = fadeTail(Float64Array.from(kick), settings, RATE);
  for (let n = 16; n < direct.length - 32; n++) expect(Math.abs(samples[n] - direct[n])).toBeLessThan(1e-6);
  const ringing = apply(effectOf('sub', { follow: 0, decayMs: 1000, levelDb: 6 })).samples;
  const steps = ringing.slice(1).map((v, n) => Math.abs(v - ringing[n]));
  expect(Math.max(...steps.slice(-2000))).toBeLessThan(0.002);
});

describe('the level', () => {
  test('is brought down, never cut, where no effect says how high it may be', () => {
    const { samples, level } = apply(effectOf('tilt', { tiltDb: 0 }), effectOf('compressor', { thresholdDb: 0, ratio: 1, makeupDb: 12 }));
    expect(level?.trimDb).toBeCloseTo(-12, 4);
    samples.forEach((v, n) => { expect(Math.abs(v - (kick[n] ?? 0))).toBeLessThan(1e-5); });
  });

  test('is left where the chain put it below that', () => {
    const { samples, level } = apply(effectOf('compressor', { thresholdDb: -40, ratio: 20, attackMs: 0.1, lookAheadMs: 10 }));
    expect(level?.trimDb).toBe(0);
    expect(peakDb(samples)).toBeLessThan(-20);
  });

  test('is that of the last effect that sets one, also where later ones raise it', () => {
    const { samples, level } = apply(effectOf('clipper', { driveDb: 6, ceilingDb: -3 }), effectOf('tilt', { tiltDb: -12, pivotHz: 5000 }));
    expect(level?.trimDb).toBeLessThan(-3);
    expect(20 * Math.log10(truePeak(samples))).toBeCloseTo(-3, 3);
  });

  test('tells what a loudness target came to', () => {
    const { level } = apply(effectOf('loudness', { targetLufs: -5 }));
    expect(level?.loudness?.limited).toBe(true);
    expect(level?.loudness?.reachedLufs).toBeLessThan(-5);
    expect(level?.truePeakDb).toBeCloseTo(-1, 3);
  });
});

test('every preset is a chain that can be asked for, keeps under its ceiling and changes the sound', () => {
  expect(new Set(EFFECT_PRESETS.map(({ name }) => name)).size).toBe(EFFECT_PRESETS.length);
  for (const { effects } of EFFECT_PRESETS) {
    expect(effectChain.parse(effects)).toEqual(effects);
    const { samples, level } = apply(...effects);
    expect(samples).not.toEqual(kick);
    expect(level?.truePeakDb).toBeLessThanOrEqual(-0.5);
    expect(level?.truePeakDb).toBeGreaterThan(-6);
  }
});
