import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { KICK_SPEC } from '../../audio/spec.ts';
import { vaeLayout, type VaeShape } from '../../nets/vae.ts';
import { createKickSet } from './kick-set.ts';
import { trainVae } from './vae-training.ts';

const shape: VaeShape = { mels: 16, frames: 32, points: 8, latent: 3, base: 2, pitchLow: -1.5, pitchHigh: 3.9, categories: 0 };
const spec = {
  ...KICK_SPEC, mels: 16, frames: 32, length: 32 * 256,
  pitchGrid: { fineCount: 4, fineHop: 64, coarseCount: 4, coarseHop: 320 },
};
const NAMES = ['dark', 'bright'];

test('two kinds of sound end in two places, and labels draw the prior of each there', async () => {
  const random = createRandom(1);
  const builder = createKickSet(spec, 64, false);
  for (let i = 0; i < 64; i++) {
    const bright = i % 2;
    const level = 0.5 + 0.1 * random.normal();
    const mel = Float32Array.from({ length: 512 }, (_, cell) => (Math.floor(cell / 256) === bright ? level : 0.1) + 0.02 * random.normal());
    // Every eighth was told no kind.
    builder.add({ features: { mel, pitch: new Float32Array(8), voicing: new Float32Array(8) }, audio: new Float32Array(0), weight: 1, family: String(i), label: i % 8 > 1 ? NAMES[bright] : null });
  }
  const set = builder.finish();
  const all = Array.from({ length: set.count }, (_, i) => i);
  const dir = await mkdtemp(join(tmpdir(), 'kicklab-vae-'));
  const divergence: Record<string, number> = {};
  const lengths = new Set<number>();
  const train = async (name: string, categories: readonly string[]) => trainVae({
    shape, categories, set, train: all, validation: all, epochs: 20, batch: 16, beta: 0.05, rate: 3e-3, seed: 1, threads: 1,
    dir: join(dir, name), resume: false, from: null, signal: new AbortController().signal,
    onProgress: ({ losses }) => { divergence[name] = losses['kl']; },
    onEpoch: (_, { values }) => {
      lengths.add(values.length);
      return Promise.resolve();
    },
  });
  try {
    const plain = await train('plain', []);
    const told = await train('told', NAMES);
    expect(plain.embedding).toEqual([]);
    expect(told.values.length).toBe(vaeLayout(shape).size);
    expect(lengths).toEqual(new Set([vaeLayout(shape).size]));
    const [dark, bright] = told.embedding;
    expect(Math.hypot(...dark.map((value, k) => value - bright[k]))).toBeGreaterThan(1);
    // What the category says of a kick need not be said against the prior again.
    expect(divergence['told']).toBeLessThan(divergence['plain']);
  } finally {
    await rm(dir, { recursive: true });
  }
});
