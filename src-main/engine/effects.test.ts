import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { effectOf, type EffectChain } from '../../src-preload/contract/effects.ts';
import { truePeak } from '../audio/true-peak.ts';
import { writeTinyBundle } from './fixtures/tiny-bundle.ts';
import { createModels, type Model, type Models } from './models.ts';
import { generate } from './synthesis.ts';

const dir = mkdtempSync(join(tmpdir(), 'kicklab-effects-'));
let models: Models;
let model: Model;
beforeAll(async () => {
  await writeTinyBundle(dir);
  models = createModels({ forced: 'cpu', safe: false, threads: 1, probe: () => Promise.resolve({ failed: 'not here' }) });
  model = await models.open(dir);
});
afterAll(() => { rmSync(dir, { recursive: true }); });

const make = (effects?: EffectChain, forFile = true, index = 1) =>
  generate(model, { base: { seed: 5, index }, sliders: {}, forFile, ...(effects && { effects }) }, new AbortController().signal);

describe('a kick with effects', () => {
  test('that are none or bypassed is, byte for byte, the plain one', async () => {
    const plain = await make();
    expect(plain.level).toBeNull();
    expect(20 * Math.log10(Math.max(...plain.samples.map(Math.abs)))).toBeCloseTo(-1, 4);
    for (const effects of [[], [effectOf('clipper', { bypass: true, driveDb: 12 })]]) {
      const { samples, descriptors } = await make(effects);
      expect(samples).toEqual(plain.samples);
      expect(descriptors).toEqual(plain.descriptors);
    }
  });

  test('is described as it is heard', async () => {
    const plain = await make();
    const short = await make([effectOf('length', { decayMs: 60 })]);
    expect(Math.abs(short.descriptors.decayMs - 60)).toBeLessThan(8);
    expect(plain.descriptors.decayMs).toBeGreaterThan(90);
    const bright = await make([effectOf('tilt', { tiltDb: 12, pivotHz: 300 })]);
    expect(bright.descriptors.centroidHz).toBeGreaterThan(2 * plain.descriptors.centroidHz);
    const loud = await make([effectOf('clipper', { driveDb: 18 }), effectOf('loudness', { targetLufs: -18 })]);
    expect(loud.descriptors.loudnessLufs).toBeCloseTo(-18, 1);
    expect(loud.level?.loudness).toMatchObject({ targetLufs: -18, limited: false });
    expect(20 * Math.log10(truePeak(loud.samples))).toBeLessThanOrEqual(-1);
  });

  test('keeps its note, latent and pitch: effects come after the model', async () => {
    const plain = await make();
    const wet = await make([effectOf('saturation', { driveDb: 6 }), effectOf('tilt')]);
    expect([wet.latent, wet.pitch, wet.descriptors.note]).toEqual([plain.latent, plain.pitch, plain.descriptors.note]);
  });

  test('heard again with other effects is made by the model once, and is what a file of it holds', async () => {
    await make([], false, 2);
    const chain = [effectOf('sub'), effectOf('compressor')];
    const heard = await make(chain, false, 2);
    expect([heard.timing.decode, heard.timing.vocoder]).toEqual([0, 0]);
    expect(heard.samples).toEqual((await make(chain, true, 2)).samples);
    const other = await make(chain, false, 3);
    expect(other.timing.decode).toBeGreaterThan(0);
    expect(other.samples).not.toEqual(heard.samples);
  });
});
