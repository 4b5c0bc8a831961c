import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { KICK_SPEC } from '../../audio/spec.ts';
import { initParams } from '../../graph/params.ts';
import { vaeLayout, type VaeShape } from '../../nets/vae.ts';
import { trainInversion } from './inversion-training.ts';
import { createKickSet } from './kick-set.ts';

const shape: VaeShape = { mels: 16, frames: 32, points: 8, latent: 3, base: 2, pitchLow: -1.5, pitchHigh: 3.9, categories: 0 };
const spec = {
  ...KICK_SPEC, mels: 16, frames: 32, length: 32 * 256,
  pitchGrid: { fineCount: 4, fineHop: 64, coarseCount: 4, coarseHop: 320 },
};

test('only the encoder moves, and it moves towards the targets', async () => {
  const random = createRandom(1);
  const count = 32;
  const builder = createKickSet(spec, count, false);
  const targets = new Float32Array(count * shape.latent);
  for (let i = 0; i < count; i++) {
    const features = {
      mel: Float32Array.from({ length: 512 }, () => random.uniform()),
      pitch: new Float32Array(8), voicing: new Float32Array(8),
    };
    builder.add({ features, audio: new Float32Array(0), weight: 1, family: String(i) });
    // A target that a linear layer can learn: the mean of some cells.
    for (let d = 0; d < shape.latent; d++) targets[i * shape.latent + d] = 4 * (features.mel[d] - 0.5);
  }
  const layout = vaeLayout(shape);
  const from = initParams(layout, 2);
  const all = Array.from({ length: count }, (_, i) => i);
  const losses: number[] = [];
  const trained = await trainInversion({
    shape, set: builder.finish(), targets, from, train: all, validation: all, epochs: 60, batch: 16, rate: 3e-3,
    seed: 1, threads: 1, dir: await mkdtemp(join(tmpdir(), 'kicklab-inversion-')), resume: false,
    signal: new AbortController().signal, onProgress: ({ losses: now }) => { losses.push(now['loss']); },
  });
  expect(losses[losses.length - 1]).toBeLessThan(losses[0] / 3);
  for (const { spec: { name }, offset, size } of layout.trained) {
    const before = from.values.subarray(offset, offset + size);
    const after = trained.values.subarray(offset, offset + size);
    const still = before.every((x, i) => x === after[i]);
    if (name.startsWith('decoder')) expect(still, name).toBe(true);
    if (name === 'encoder.mu.weight') expect(still, name).toBe(false);
  }
});
