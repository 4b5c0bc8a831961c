import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { KicklabError } from '../../src-preload/contract/errors.ts';
import { priorMean } from '../latent/prior.ts';
import { steeringOf } from '../latent/sliders.ts';
import { writeTinyBundle } from './fixtures/tiny-bundle.ts';
import { createModels, type Model, type Models } from './models.ts';
import type { KickBase, RawAudio, SliderValues } from './protocol.ts';
import { encode, generate, interpolate, resynth } from './synthesis.ts';

const dir = mkdtempSync(join(tmpdir(), 'kicklab-synthesis-'));
const never = new AbortController().signal;
let models: Models;
let model: Model;

beforeAll(async () => {
  await writeTinyBundle(dir);
  models = createModels({ forced: 'cpu', safe: false, threads: 1, probe: () => Promise.resolve({ failed: 'not here' }) });
  model = await models.open(dir);
});

afterAll(() => {
  rmSync(dir, { recursive: true });
});

const make = (base: KickBase, sliders: SliderValues = {}) => generate(model, { base, sliders, forFile: true }, never);
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'fine',
    (error: unknown) => (error as KicklabError).code,
  );

/** A falling sine with a click-free start: nothing but a known kick-like sound. */
function sweep(sampleRate = 44_100): RawAudio {
  const samples = new Float32Array(sampleRate);
  let phase = 0;
  for (let n = 0; n < samples.length; n++) {
    const t = n / sampleRate;
    phase += (2 * Math.PI * (50 + 100 * Math.exp(-t / 0.03))) / sampleRate;
    samples[n] = 0.7 * Math.sin(phase) * Math.exp(-t / 0.15);
  }
  return { file: 'sweep.wav', sampleRate, channels: [samples] };
}

describe('generate', () => {
  test('the same seed and index give the same bytes; others another kick', async () => {
    const [a, again, next, other] = await Promise.all([
      make({ seed: 7, index: 3 }),
      make({ seed: 7, index: 3 }),
      make({ seed: 7, index: 4 }),
      make({ seed: 8, index: 3 }),
    ]);
    expect(a.samples).toEqual(again.samples);
    expect(a.samples).not.toEqual(next.samples);
    expect(a.samples).not.toEqual(other.samples);
  });

  test('a reported latent gives the kick again, byte for byte', async () => {
    const first = await make({ seed: 1, index: 0 }, { decay: 0.8 });
    const again = await make({ latent: first.latent });
    expect(again.samples).toEqual(first.samples);
    const throughJson = await make({ latent: JSON.parse(JSON.stringify(first.latent)) as number[] });
    expect(throughJson.samples).toEqual(first.samples);
  });

  test('output is at -1 dBFS, begins and ends in silence and is described', async () => {
    const { samples, descriptors, sampleRate, timing } = await make({ seed: 2, index: 0 });
    expect(20 * Math.log10(samples.reduce((m, x) => Math.max(m, Math.abs(x)), 0))).toBeCloseTo(-1, 4);
    expect(Math.abs(samples[0])).toBeLessThan(2e-3);
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(2e-3);
    expect(sampleRate).toBe(44_100);
    expect(descriptors.decayMs).toBeGreaterThan(50);
    expect(descriptors.subShare).toBeGreaterThan(0);
    expect(descriptors.lengthMs).toBeGreaterThan(descriptors.decayMs);
    expect(descriptors.lengthMs).toBeLessThanOrEqual((samples.length / sampleRate) * 1000);
    expect(descriptors.loudnessLufs).toBeLessThan(-1);
    // The decoder's pitch settles near 55 Hz in the fixture.
    expect(descriptors.noteHz).toBeGreaterThan(45);
    expect(descriptors.noteHz).toBeLessThan(70);
    const { total, ...stages } = timing;
    expect(Object.values(stages).reduce((a, b) => a + b, 0)).toBeCloseTo(total, 6);
  });

  test('sliders move the latent from the same base and are reported where they were set', async () => {
    const plain = await make({ seed: 3, index: 0 });
    const moved = await make({ seed: 3, index: 0 }, { decay: 0, click: 1 });
    expect(moved.base).toEqual(plain.base);
    expect(plain.latent).toEqual(plain.base);
    expect(moved.sliders).toMatchObject({ decay: 0, click: 1 });
    expect(moved.sliders.brightness).toBe(plain.sliders.brightness);
    expect(moved.reach).toEqual(plain.reach);
    const { axes } = model.bundle;
    const [decay, , , click] = steeringOf(axes).predict(moved.latent);
    expect(Math.exp(decay) / moved.reach.decay.low).toBeCloseTo(1, 1);
    expect(Math.abs(click - moved.reach.click.high)).toBeLessThan(0.1 * axes.descriptors.click.sd);
  });

  test('a variation by 0 is the kick itself, by more another; the same seed gives the same one', async () => {
    const { latent, samples } = await make({ seed: 3, index: 1 });
    const itself = await make({ near: latent, seed: 9, amount: 0 });
    expect(itself.latent).toEqual(latent);
    expect(itself.samples).toEqual(samples);
    const varied = await make({ near: latent, seed: 9, amount: 0.3 });
    expect(varied.latent).not.toEqual(latent);
    expect((await make({ near: latent, seed: 9, amount: 0.3 })).samples).toEqual(varied.samples);
    expect((await make({ near: latent, seed: 10, amount: 0.3 })).latent).not.toEqual(varied.latent);
  });

  test('a kick names its bundle and carries its pitch in Hz', async () => {
    const { bundleId, pitch, descriptors } = await make({ seed: 2, index: 1 });
    expect(bundleId).toBe(model.bundle.manifest.id);
    expect(pitch).toHaveLength(256);
    // The fixture's note is read off its pitch track.
    expect(Math.min(...pitch)).toBeLessThanOrEqual(descriptors.noteHz ?? NaN);
    expect(Math.max(...pitch)).toBeGreaterThanOrEqual(descriptors.noteHz ?? NaN);
  });

  test('amount 0 is the prior\'s centre whatever the seed', async () => {
    expect(await make({ seed: 3, index: 0, amount: 0 })).toMatchObject({ latent: priorMean(model.bundle.prior), typicality: 1 });
    expect((await make({ seed: 3, index: 0, amount: 2 })).typicality).toBeLessThan(0.2);
  });

  test('latents of the wrong length, with NaN or infinity, and sliders out of range are refused', async () => {
    const good = priorMean(model.bundle.prior);
    expect(await code(make({ latent: [0, 0] }))).toBe('LATENT_LENGTH');
    expect(await code(make({ latent: [] }))).toBe('LATENT_LENGTH');
    expect(await code(make({ near: [0, 0], seed: 1, amount: 0.5 }))).toBe('LATENT_LENGTH');
    expect(await code(make({ latent: good.map((v, i) => (i === 5 ? NaN : v)) }))).toBe('LATENT_NOT_FINITE');
    expect(await code(make({ latent: good.map((v, i) => (i === 5 ? -Infinity : v)) }))).toBe('LATENT_NOT_FINITE');
    expect(await code(make({ seed: 1, index: 0 }, { decay: 1.01 }))).toBe('SLIDER_RANGE');
    expect(await code(make({ seed: 1, index: 0 }, { click: NaN }))).toBe('SLIDER_RANGE');
  });

  test('a latent that overflows float32 is refused, not played', async () => {
    expect(await code(make({ latent: priorMean(model.bundle.prior).map((_, i) => (i % 2 === 0 ? 1e39 : -1e39)) }))).toBe('SYNTHESIS_NOT_FINITE');
  });

  test('an aborted call stops between stages', async () => {
    await expect(generate(model, { base: { seed: 1, index: 0 }, sliders: {}, forFile: true }, AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});

describe('encode and resynth', () => {
  test('encode reports latent, features, placement and what the sound measures', async () => {
    const encoded = await encode(model, sweep(), never);
    expect(encoded.latent).toHaveLength(8);
    expect(encoded.latent.every(Number.isFinite)).toBe(true);
    expect(encoded.features.mel).toHaveLength(128 * 256);
    expect(encoded.descriptors.noteHz).toBeGreaterThan(48);
    // The sweep fades by 58 dB in its second of sound.
    expect(encoded.descriptors.lengthMs).toBeGreaterThan(900);
    expect(encoded.descriptors.loudnessLufs).toBeLessThan(0);
    expect(encoded.descriptors.noteHz).toBeLessThan(60);
    // Energy falls 30 dB in 0.15 ln(1000) / 2 s = 518 ms.
    expect(Math.abs(encoded.descriptors.decayMs - 518)).toBeLessThan(40);
  });

  test('stored features give what the sound itself gives, so nothing else of it is used', async () => {
    const { features } = await encode(model, sweep(), never);
    const direct = await resynth(model, { audio: sweep() }, never);
    const stored = await resynth(model, { features: structuredClone(features) }, never);
    expect(stored).toEqual(direct);
  });

  test('features of the wrong size or with NaN are refused', async () => {
    const { features } = await encode(model, sweep(), never);
    expect(await code(resynth(model, { features: { ...features, mel: new Float32Array(10) } }, never))).toBe('FEATURES_INVALID');
    expect(await code(resynth(model, { features: { ...features, pitch: features.pitch.map(() => NaN) } }, never))).toBe('FEATURES_INVALID');
  });

  test('silence is refused by name', async () => {
    const silent: RawAudio = { file: 'silent.wav', sampleRate: 44_100, channels: [new Float32Array(44_100)] };
    await expect(encode(model, silent, never)).rejects.toMatchObject({ code: 'AUDIO_SILENT', message: /silent\.wav/ });
  });
});

test('interpolate checks its ends and its steps', () => {
  const a = [0, 0, 0, 0, 0, 0, 0, 0];
  const b = a.map(() => 1);
  expect(interpolate(model.bundle, { a, b, steps: 3 }).map((row) => row[0])).toEqual([0, 0.5, 1]);
  const failing = (request: { a: number[]; b: number[]; steps: number }): string => {
    try {
      interpolate(model.bundle, request);
      return 'fine';
    } catch (error) {
      return (error as KicklabError).code;
    }
  };
  expect(failing({ a, b, steps: 1 })).toBe('STEPS_RANGE');
  expect(failing({ a, b, steps: 2.5 })).toBe('STEPS_RANGE');
  expect(failing({ a: [1], b, steps: 2 })).toBe('LATENT_LENGTH');
  expect(failing({ a, b: b.map(() => NaN), steps: 2 })).toBe('LATENT_NOT_FINITE');
});
