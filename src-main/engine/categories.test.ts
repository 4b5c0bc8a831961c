/** Categories of a bundle, from the request to the latent that is decoded. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBundle, writeBundle } from './bundle.ts';
import { tinyParts } from './fixtures/tiny-bundle.ts';
import { createModels, type Model } from './models.ts';
import type { KickBase } from './protocol.ts';
import { generate } from './synthesis.ts';

const dir = mkdtempSync(join(tmpdir(), 'kicklab-categories-'));
const never = new AbortController().signal;
const SIZE = 8;
const at = (x: number): number[] => new Array<number>(SIZE).fill(x);
const category = (name: string, mean: number[]) =>
  ({ name, mean, embedding: mean, cholesky: mean.map((_, i) => mean.map((__, j) => (i === j ? 0.2 : 0))) });
const categories = [category('deep', at(-0.8)), category('bright', at(0.8))];
let model: Model;
let plain: Model;
beforeAll(async () => {
  const parts = tinyParts(SIZE);
  await writeBundle(join(dir, 'with'), { ...parts, axes: { ...parts.axes, categories } });
  await writeBundle(join(dir, 'without'), parts);
  const models = createModels({ forced: 'cpu', safe: false, threads: 1, probe: () => Promise.resolve({ failed: 'not here' }) });
  model = await models.open(join(dir, 'with'));
  plain = await models.open(join(dir, 'without'));
});
afterAll(() => { rmSync(dir, { recursive: true }); });

const make = (base: KickBase, of: Model = model) => generate(of, { base, sliders: {}, forFile: true }, never);
const meanOf = (latent: readonly number[]): number => latent.reduce((sum, x) => sum + x, 0) / latent.length;
const seeded = { seed: 7, index: 3 };

test('a bundle keeps its categories, refuses two of one name, and needs none', async () => {
  const parts = tinyParts(SIZE);
  expect((await readBundle(join(dir, 'with'))).axes.categories).toEqual(categories);
  await expect(writeBundle(join(dir, 'twice'), { ...parts, axes: { ...parts.axes, categories: [categories[0], categories[0]] } })).rejects.toThrow('two categories have one name');
  expect((await make(seeded, plain)).categories).toEqual({});
});

test('random kicks lie in the category asked for; without one they are what they were', async () => {
  const { base, categories: shares } = await make({ ...seeded, categories: { bright: 1 } });
  expect(meanOf(base)).toBeGreaterThan(0.5);
  expect(shares).toEqual({ deep: 0, bright: 1 });
  expect((await make(seeded)).latent).toEqual((await make(seeded, plain)).latent);
});

test('a latent is shifted, and what was made is made again from its base alone', async () => {
  const shifted = await make({ latent: at(-0.75), categories: { bright: 1 } });
  shifted.base.forEach((x) => { expect(x).toBeCloseTo(0.85, 6); });
  const again = await make({ latent: shifted.base });
  expect(again.samples).toEqual(shifted.samples);
});

test('chance keeps what is locked within a category', async () => {
  const kept = await make({ like: at(0), keep: ['decay'], seed: 4, amount: 1, categories: { deep: 1 } });
  expect(kept.categories['deep']).toBeGreaterThan(0.5);
  expect((await make({ near: at(0), seed: 4, amount: 0, categories: { deep: 1 } })).base).toEqual(at(0));
});

test('a category that the model does not have is refused by the names of those it has', async () => {
  await expect(make({ ...seeded, categories: { hard: 1 } })).rejects.toMatchObject({ code: 'CATEGORY_UNKNOWN', message: expect.stringContaining('deep, bright') as string });
  await expect(make({ latent: at(0), categories: { hard: 1 } }, plain)).rejects.toMatchObject({ code: 'CATEGORY_UNKNOWN' });
});
