/**
 * Holds the shipped model to what its card says, at looser bounds and on fewer kicks than
 * `npm run bench`, which prints the exact figures.
 */

import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { griffinLim } from '../../src-main/audio/griffin-lim.ts';
import { cleanPreset, DECODED, project } from '../../src-main/audio/projection.ts';
import { alignTo, lowBandErrorDb, multiResolutionStft } from '../../src-main/audio/spectral-distance.ts';
import { createModels, type Model } from '../../src-main/engine/models.ts';
import { encode, generate, resynth } from '../../src-main/engine/synthesis.ts';

import { cycleOf } from '../../scripts/bench/cycle.ts';
import { realKicks, type RealKick } from '../../scripts/bench/real-kicks.ts';
import { sweepSlider } from '../../scripts/bench/sliders.ts';
import { mean } from '../../scripts/bench/statistics.ts';
import { SLIDERS } from '../../src-preload/contract/sliders.ts';

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

test('encoding a made kick finds its latent among fifty', async () => {
  const latents: number[][] = [];
  for (let index = 0; index < 50; index++) {
    latents.push((await generate(model, { base: { seed: 31, index }, sliders: {}, forFile: true }, signal)).latent);
  }
  const { nearest } = await cycleOf(model, latents);
  expect(nearest).toBeGreaterThanOrEqual(0.7);
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

describe('against Griffin-Lim 100 from the true mel, on kicks it never trained on', () => {
  let kicks: RealKick[] | null = null;
  beforeAll(async () => {
    if (!existsSync(dir)) return;
    const all = await realKicks(process.env.KICKLAB_DATA ?? resolve(import.meta.dirname, '../../../shared/data'), 'test', model.bundle.manifest.audio).catch(() => null);
    kicks = all?.filter((_, i) => i % 3 === 0) ?? null;
  });

  test('resynthesis and reconstruction stay within their bounds', async ({ skip }) => {
    if (kicks === null) {
      skip('there are no real kicks (KICKLAB_DATA)');
      return;
    }
    const spec = model.bundle.manifest.audio;
    const found = { copyStft: [] as number[], copyLow: [] as number[], throughStft: [] as number[], baseStft: [] as number[], baseLow: [] as number[] };
    for (const { prepared } of kicks) {
      const { features, samples } = prepared;
      const lay = (x: Float32Array): Float32Array => alignTo(samples, x, 441).samples;
      const base = lay(griffinLim(features.mel, spec, 1, { iterations: 100, momentum: 0 }));
      const copy = lay(project(await model.cpu.vocode(features), features.mel, spec, cleanPreset(features.mel, spec)));
      const decoded = await model.cpu.decode([...(await model.cpu.encode(features))]);
      const through = lay(project(await model.cpu.vocode(decoded), decoded.mel, spec, DECODED));
      found.baseStft.push(multiResolutionStft(samples, base));
      found.baseLow.push(lowBandErrorDb(samples, base, spec));
      found.copyStft.push(multiResolutionStft(samples, copy));
      found.copyLow.push(lowBandErrorDb(samples, copy, spec));
      found.throughStft.push(multiResolutionStft(samples, through));
    }
    expect(mean(found.copyStft) / mean(found.baseStft)).toBeLessThan(0.7);
    expect(mean(found.copyLow) / mean(found.baseLow)).toBeLessThan(0.8);
    expect(mean(found.throughStft) / mean(found.baseStft)).toBeLessThan(1.6);
  });
});
