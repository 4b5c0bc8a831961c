import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fitCategories } from '../latent/category-fit.ts';
import { standardPrior } from '../latent/prior.ts';
import { readFormer, writeFormer } from '../lab/former.ts';
import { readBundle, writeBundle, type Bundle } from './bundle.ts';
import { tinyParts } from './fixtures/tiny-bundle.ts';
import { soundsTheSame } from './same-sound.ts';

const dir = mkdtempSync(join(tmpdir(), 'kicklab-same-sound-'));
afterAll(() => { rmSync(dir, { recursive: true }); });

const parts = tinyParts();
const categories = fitCategories(['deep'], [-1, 0, 1].map((z) => ({ label: 'deep', weight: 1, latent: new Array<number>(8).fill(z) })));
let now: Bundle;
beforeAll(async () => {
  await writeBundle(join(dir, 'now'), { ...parts, card: 'With categories.', axes: { ...parts.axes, categories } });
  now = await readBundle(join(dir, 'now'));
});

test('a bundle that grew by categories, and by words, sounds as it did', async () => {
  const before = await writeBundle(join(dir, 'before'), parts);
  expect(before.id).not.toBe(now.manifest.id);
  expect(soundsTheSame(before, now)).toBe(true);
  expect(soundsTheSame(now.manifest, await readBundle(join(dir, 'before')))).toBe(false);
});

test('one with another network, prior or slider does not, and no manifest can claim it', async () => {
  const { ranges } = parts.axes;
  const others = {
    decoder: { decoder: parts.vocoder },
    prior: { prior: { ...standardPrior(8), mean: new Array<number>(8).fill(0.1) } },
    sliders: { axes: { ...parts.axes, ranges: { ...ranges, high: ranges.high.map((x) => x + 0.1) } } },
    audio: { audio: { ...parts.audio, floorDb: -90 } },
  };
  for (const [name, other] of Object.entries(others)) expect(soundsTheSame(await writeBundle(join(dir, name), { ...parts, ...other }), now), name).toBe(false);
  const before = await writeBundle(join(dir, 'before'), parts);
  expect(soundsTheSame({ ...before, id: '0123456789abcdef' }, now)).toBe(false);
  expect(soundsTheSame({ id: before.id }, now)).toBe(false);
});

test('what stands beside a bundle is told of that bundle alone', async () => {
  const { id } = now.manifest;
  await writeFormer(now.dir, id, [{ id: 'before' }]);
  expect(await readFormer(now.dir, id)).toEqual([{ id: 'before' }]);
  expect(await readFormer(now.dir, 'another')).toEqual([]);
  expect(await readFormer(dir, id)).toEqual([]);
});

test('every earlier bundle that the shipped one is said to sound like, it does sound like', async () => {
  const factory = await readBundle('models/factory');
  const former = await readFormer(factory.dir, factory.manifest.id);
  expect(former.map(({ id }) => id)).toEqual(['6f4ceae5ddb54e58']);
  for (const manifest of former) expect(soundsTheSame(manifest, factory)).toBe(true);
});
