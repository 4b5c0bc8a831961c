/**
 * Holds the shipped model to what its card says, at looser bounds and on fewer kicks than
 * `npm run bench`, which prints the exact figures.
 */

import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRandom } from '../../src-main/base/random.ts';
import { createModels, type Model } from '../../src-main/engine/models.ts';
import { encode, generate, resynth } from '../../src-main/engine/synthesis.ts';
import { samplePrior } from '../../src-main/latent/prior.ts';
import { baselines, compareCopies, copySystems, type CopyFigures } from '../../scripts/bench/copies.ts';
import { cycleOf } from '../../scripts/bench/cycle.ts';
import { compareClouds, madeNumbers, realCloud } from '../../scripts/bench/generation.ts';
import { realKicks, type RealKick } from '../../scripts/bench/real-kicks.ts';
import { sweepSlider } from '../../scripts/bench/sliders.ts';
import { vocoderRows } from '../../scripts/bench/speed.ts';
import { mean } from '../../src-main/base/statistics.ts';
import { SLIDERS } from '../../src-preload/contract/sliders.ts';

/** Ratios to Griffin-Lim 100, looser than the bench's figures, which are of all test kicks and not of every second one. */
const COPY_BOUNDS: Record<string, Partial<Record<keyof CopyFigures, number>>> = {
  resynth: { mel: 0.7, 'MR-STFT': 0.7, 'low band': 0.8, onset: 0.75, crest: 1.5, wobble: 0.8, cents: 0.6 },
  reconstruct: { mel: 3.5, 'MR-STFT': 1.6, 'low band': 1.9, onset: 1.2, crest: 2.8, wobble: 1.2, cents: 2 },
};
/** Against all real kicks, family-weighted; a hundred random ones. */
const GENERATION_BOUNDS = { frechet: 4, coverage: 0.6, recall: 0.6 };

const dir = resolve(import.meta.dirname, '../../models/factory');
const { signal } = new AbortController();
let model: Model;

beforeAll(async () => {
  if (!existsSync(dir)) return;
  const models = createModels({ forced: 'cpu', safe: true, threads: 1, probe: () => Promise.reject(new Error('CPU only')) });
  model = await models.open(dir);
});
beforeEach(({ skip }) => {
  skip(!existsSync(dir), 'models/factory is not there');
});

test('the bundle stays under 35 MB and names the credits its data asks for', async () => {
  let bytes = 0;
  for (const file of await readdir(dir)) bytes += (await stat(join(dir, file))).size;
  expect(bytes).toBeLessThan(35e6);
  expect(model.bundle.card).toContain('DrumGizmo.org');
  expect(model.bundle.manifest.training.licences.join()).toMatch(/CC-BY-4\.0.*CC-BY-3\.0/);
});

test.each(SLIDERS.map((name, k) => [name, k] as const))('%s moves its own descriptor, right is more', async (_, k) => {
  const { spearman, travel } = await sweepSlider(model, k, 8);
  expect(mean(spearman)).toBeGreaterThan(0.75);
  expect(mean(travel)).toBeGreaterThan(1);
});

test('encoding a made kick finds its latent among sixteen', async () => {
  const latents: number[][] = [];
  for (let index = 0; index < 16; index++) {
    latents.push((await generate(model, { base: { seed: 31, index }, sliders: {}, forFile: true }, signal)).latent);
  }
  const { nearest } = await cycleOf(model, latents);
  // As many others as there are make it harder; the bench has fifty.
  expect(nearest).toBeGreaterThanOrEqual(0.9);
});

test('resynthesis needs the features only: the source can be gone', async () => {
  const kick = await generate(model, { base: { seed: 5, index: 0 }, sliders: {}, forFile: true }, signal);
  const audio = { file: 'kick', sampleRate: kick.sampleRate, channels: [kick.samples] };
  const { features } = await encode(model, audio, signal);
  const direct = await resynth(model, { audio }, signal);
  const stored = JSON.parse(JSON.stringify({
    mel: [...features.mel], pitch: [...features.pitch], voicing: [...features.voicing],
  })) as Record<'mel' | 'pitch' | 'voicing', number[]>;
  audio.channels[0].fill(0);
  const again = await resynth(model, {
    features: { mel: Float32Array.from(stored.mel), pitch: Float32Array.from(stored.pitch), voicing: Float32Array.from(stored.voicing) },
  }, signal);
  expect(Buffer.from(again.buffer).equals(Buffer.from(direct.buffer))).toBe(true);
});

test('a random kick is made in a fraction of what Griffin-Lim takes', async () => {
  const kicks = [];
  for (let index = 0; index < 6; index++) kicks.push(await model.cpu.decode(samplePrior(model.bundle.prior, createRandom(9, index))));
  const rows = await vocoderRows(model, kicks);
  // The second is what resynthesis takes; both in turn with the baseline, so a busy machine slows them alike. The bench
  // measures .12 and .48; the bounds leave room for a machine whose cores do something else beside it.
  expect(rows.map(({ ratio }) => ratio)).toEqual([expect.toSatisfy((x: number) => x < 0.25), expect.toSatisfy((x: number) => x < 0.8)]);
});

describe('on real kicks', () => {
  let test24: RealKick[] | null = null;
  let train: RealKick[] | null = null;
  beforeAll(async () => {
    if (!existsSync(dir)) return;
    const data = process.env.KICKLAB_DATA ?? resolve(import.meta.dirname, '../../../shared/data');
    test24 = await realKicks(data, 'test', model.bundle.manifest.audio);
    train = await realKicks(data, 'train', model.bundle.manifest.audio);
  });
  beforeEach(({ skip }) => {
    skip(test24 === null, 'there are no real kicks (KICKLAB_DATA)');
  });

  test('copies of kicks it never trained on stay within their bounds of Griffin-Lim 100 from the true mel', async () => {
    const spec = model.bundle.manifest.audio;
    const { 'Griffin-Lim 100': lim } = baselines(spec);
    const some = test24!.filter((_, i) => i % 2 === 1);
    const found = await compareCopies(some, { 'Griffin-Lim 100': lim, ...copySystems(model) }, spec);
    const worse = Object.entries(COPY_BOUNDS).flatMap(([system, bounds]) =>
      Object.entries(bounds).map(([key, bound]) => ({ system, key, bound, ratio: found[system][key as keyof CopyFigures] / found['Griffin-Lim 100'][key as keyof CopyFigures] })));
    expect(worse.filter(({ ratio, bound }) => !(ratio <= bound))).toEqual([]);
    expect(found.resynth['pre-echo']).toBeLessThanOrEqual(-40);
  });

  test('random kicks are like real ones, and the figures tell a shrunk generator from them', async () => {
    const all = realCloud([...test24!, ...train!], model);
    const full = compareClouds(all, await madeNumbers(model, 100, 1), all);
    expect(full.halves.made.frechet / full.halves.real.frechet).toBeLessThan(GENERATION_BOUNDS.frechet);
    expect(full.coverage).toBeGreaterThan(GENERATION_BOUNDS.coverage);
    const shrunk = compareClouds(all, await madeNumbers(model, 100, 0.5), all);
    expect(full.recall).toBeGreaterThan(GENERATION_BOUNDS.recall);
    expect(shrunk.recall).toBeLessThan(0.7 * full.recall);
  });
});
