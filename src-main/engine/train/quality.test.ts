import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { proceduralKick } from '../../audio/procedural/index.ts';
import { extractFeatures } from '../../audio/features.ts';
import type { EpochLine } from '../../lab/epoch-lines.ts';
import type { TrainingKick } from '../../lab/training-set.ts';
import type { QualityCard } from '../../../src-preload/contract/quality.ts';
import { readBundle } from '../bundle.ts';
import { writeShortBundle } from '../fixtures/untrained-bundle.ts';
import type { Model } from '../models.ts';
import { openNetworks, type Networks } from '../sessions.ts';
import { generate } from '../synthesis.ts';
import { createKickSet } from './kick-set.ts';
import { measureQuality, type QualityGround } from './quality.ts';

const dir = mkdtempSync(join(tmpdir(), 'kicklab-quality-'));
const { signal } = new AbortController();
let networks: Networks;
let model: Model;
let nothing: QualityGround;

beforeAll(async () => {
  await writeShortBundle(dir);
  const bundle = await readBundle(dir);
  networks = await openNetworks(bundle, { provider: 'cpu', threads: 1 });
  model = { bundle, cpu: networks, audition: () => networks };
  nothing = { set: createKickSet(bundle.manifest.audio, 0, false).finish(), held: [], known: [], used: 30, lines: [], bestEpoch: 1 };
});
afterAll(async () => {
  await networks.release();
  rmSync(dir, { recursive: true });
});

const valueOf = ({ figures }: QualityCard, key: string): number | null | undefined => figures.find((figure) => figure.key === key)?.value;

/** A random kick of the model, as a sound that it learnt from. */
async function known(seed: number, index: number): Promise<TrainingKick> {
  const { latent, descriptors } = await generate(model, { base: { seed, index }, sliders: {}, forFile: true }, signal);
  return { name: `${String(seed)}-${String(index)}.wav`, latent, descriptors };
}

test('without sounds to compare with, what cannot be told is not told, and it says so', { timeout: 60_000 }, async () => {
  const shares: number[] = [];
  const card = await measureQuality(model, nothing, (share) => { shares.push(share); }, signal);
  expect(['mel', 'coverage', 'copies', 'active', 'bestEpoch'].map((key) => valueOf(card, key))).toEqual([null, null, null, null, null]);
  expect(valueOf(card, 'monotone:decay')).not.toBeNull();
  expect(card.bundleId).toBe(model.bundle.manifest.id);
  expect(card.warnings).toHaveLength(3);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test('a model that makes the very sounds it learnt from covers them and copies them; of others it does neither, and its log tells the course', { timeout: 120_000 }, async () => {
  const own: TrainingKick[] = [];
  // The seed and the first numbers of the random kicks that it is judged by.
  for (let index = 1; index <= 20; index++) own.push(await known(20, index));
  const longer = own.map(({ latent, descriptors, ...kick }) => ({
    ...kick, latent: latent.map((value) => value + 20), descriptors: { ...descriptors, decayMs: 40 * descriptors.decayMs, lengthMs: 40 * descriptors.lengthMs },
  }));
  const same = await measureQuality(model, { ...nothing, known: own }, () => undefined, signal);
  expect(valueOf(same, 'coverage')).toBeGreaterThan(0.5);
  expect(valueOf(same, 'copies')).toBeGreaterThan(0.1);
  const { audio } = model.bundle.manifest;
  const { samples } = proceduralKick(3, 1, audio, 'short');
  const builder = createKickSet(audio, 1, false);
  builder.add({ features: extractFeatures(samples, audio), audio: null, weight: 1, family: 'one' });
  const lines = [1, 2, 3, 4].map((epoch): EpochLine => ({
    epoch, step: epoch, learningRate: 1e-3, train: { reconstruction: 0.2 }, validation: { reconstruction: 0.5, activeDimensions: 6 },
  }));
  const ground = { ...nothing, set: builder.finish(), held: [{ name: 'one.wav', at: 0, sound: samples }], known: longer, lines, bestEpoch: 3 };
  const other = await measureQuality(model, ground, () => undefined, signal);
  expect(valueOf(other, 'coverage')).toBeLessThan(0.2);
  expect(valueOf(other, 'copies')).toBe(0);
  expect(valueOf(other, 'mel')).toBeGreaterThan(0);
  expect(['overfitting', 'active', 'bestEpoch'].map((key) => valueOf(other, key))).toEqual([2.5, 0.75, 0.75]);
});

test('it stops when it is told to', async () => {
  await expect(measureQuality(model, nothing, () => undefined, AbortSignal.abort())).rejects.toThrow('aborted');
});
