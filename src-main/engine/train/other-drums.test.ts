/** Snares take the way of kicks: prepared, learnt from, and told of as what they are. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { extractFeatures } from '../../audio/features.ts';
import { prepare } from '../../audio/prepare.ts';
import { KICK_SPEC, pitchPoints, type AudioSpec } from '../../audio/spec.ts';
import { createRandom } from '../../base/random.ts';
import { readBundle, writeBundle } from '../bundle.ts';
import { tinyParts } from '../fixtures/tiny-bundle.ts';
import { userCard } from './card.ts';
import { createKickSet } from './kick-set.ts';
import { trainVae } from './vae-training.ts';

const spec: AudioSpec = {
  ...KICK_SPEC, mels: 16, frames: 32, length: 32 * 256,
  pitchGrid: { fineCount: 4, fineHop: 64, coarseCount: 4, coarseHop: 320 },
};

/** A tone that falls off under noise that falls off slower. */
function snare(seed: number): Float32Array {
  const random = createRandom('snare', seed);
  const hz = 150 + 120 * random.uniform();
  const share = 0.3 + 0.4 * random.uniform();
  return Float32Array.from({ length: 16_000 }, (_, n) => {
    const t = n / 44_100;
    return 0.8 * (1 - share) * Math.exp(-t / 0.05) * Math.sin(2 * Math.PI * hz * t) + 0.4 * share * Math.exp(-t / 0.12) * random.normal();
  });
}

test('a bank of snares is prepared and learnt from', async () => {
  const builder = createKickSet(spec, 32, false);
  for (let i = 0; i < 32; i++) {
    const { samples } = prepare({ file: 'snare', channels: [snare(i)], sampleRate: 44_100 }, spec);
    builder.add({ features: extractFeatures(samples, spec), audio: new Float32Array(0), weight: 1, family: String(i), label: null });
  }
  const set = builder.finish();
  const all = Array.from({ length: set.count }, (_, i) => i);
  const dir = await mkdtemp(join(tmpdir(), 'kicklab-snares-'));
  const losses: number[] = [];
  try {
    await trainVae({
      shape: { mels: 16, frames: 32, points: pitchPoints(spec), latent: 3, base: 2, pitchLow: -1.5, pitchHigh: 3.9, categories: 0 },
      categories: [], set, train: all, validation: all, epochs: 12, batch: 16, beta: 1e-3, rate: 3e-3, seed: 1, threads: 1,
      dir, resume: false, from: null, signal: new AbortController().signal,
      onProgress: ({ losses: told }) => { losses.push(told['loss']); },
    });
  } finally {
    await rm(dir, { recursive: true });
  }
  expect(losses.every(Number.isFinite)).toBe(true);
  expect(losses[losses.length - 1]).toBeLessThan(losses[0]);
});

test('what a model makes stands in its bundle, is no part of its id, and is in the words of its card', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'kicklab-snares-'));
  try {
    const plain = await writeBundle(join(dir, 'plain'), tinyParts());
    const snares = await writeBundle(join(dir, 'snares'), { ...tinyParts(), instrument: 'snare' });
    expect(snares.id).toBe(plain.id);
    expect((await readBundle(join(dir, 'snares'))).manifest.instrument).toBe('snare');
    expect(plain).not.toHaveProperty('instrument');
  } finally {
    await rm(dir, { recursive: true });
  }
  const card = userCard({ name: 'Mine', instrument: 'snare', counts: {}, settings: {}, from: null, credits: [], quality: null });
  expect(card).toContain('A model of snares');
  expect(card).not.toMatch(/kick/i);
});
