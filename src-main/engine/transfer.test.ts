import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Exchanged, Transfer } from '../../src-preload/contract/parts.ts';
import { createRandom } from '../base/random.ts';
import { lerp, slerp } from '../latent/interpolate.ts';
import { priorMean, samplePrior } from '../latent/prior.ts';
import { writeTinyBundle } from './fixtures/tiny-bundle.ts';
import { createModels, type Model } from './models.ts';
import type { KickBase } from './protocol.ts';
import { blendLatents, generate } from './synthesis.ts';
import { exchangeFeatures, transferLatent } from './transfer.ts';

const dir = mkdtempSync(join(tmpdir(), 'kicklab-transfer-'));
const never = new AbortController().signal;
let model: Model;
let [kick, other, third]: number[][] = [];

beforeAll(async () => {
  await writeTinyBundle(dir);
  model = await createModels({ forced: 'cpu', safe: false, threads: 1, probe: () => Promise.resolve({ failed: 'not here' }) }).open(dir);
  [kick, other, third] = [1, 2, 3].map((seed) => samplePrior(model.bundle.prior, createRandom(seed, 'transfer')));
});
afterAll(() => { rmSync(dir, { recursive: true }); });

const make = (base: KickBase) => generate(model, { base, sliders: {}, forFile: true }, never);
const distance = (a: readonly number[], b: readonly number[]): number => Math.hypot(...a.map((value, i) => value - b[i]));

describe('in latent space', () => {
  test('without parts, with none of them, and with its own it is the kick itself', async () => {
    expect(await transferLatent(model, { kick })).toEqual(kick);
    const source = { latent: other, amount: 0 };
    expect(await transferLatent(model, { kick, body: source, tail: source, tone: source })).toEqual(kick);
    const own = await transferLatent(model, { kick, tail: { latent: kick, amount: 1 }, tone: { latent: kick, amount: 1 } });
    expect(distance(own, kick)).toBeLessThan(1e-4);
  });

  test('the body goes along the line to the other kick, and is that kick in the end', async () => {
    expect(await transferLatent(model, { kick, body: { latent: other, amount: 1 } })).toEqual(other);
    expect(await transferLatent(model, { kick, body: { latent: other, amount: 0.3 } })).toEqual(lerp(kick, other, 0.3));
  });

  test.each(['tail', 'tone'] as const)('half of a %s goes half as far the same way, whatever was asked for before', async (part) => {
    const at = (amount: number): Promise<number[]> => transferLatent(model, { kick, [part]: { latent: other, amount } });
    const [whole, half] = [await at(1), await at(0.5)];
    expect(distance(whole, kick)).toBeGreaterThan(0.01);
    half.forEach((value, i) => { expect(value).toBeCloseTo((kick[i] + whole[i]) / 2, 9); });
    for (let seed = 10; seed < 20; seed++) {
      await transferLatent(model, { kick, tone: { latent: samplePrior(model.bundle.prior, createRandom(seed, 'other')), amount: 1 } });
    }
    expect(await at(1)).toEqual(whole);
  });

  test('several parts add up', async () => {
    const tail = { latent: other, amount: 1 };
    const tone = { latent: third, amount: 0.5 };
    const [both, one, two] = await Promise.all([{ tail, tone }, { tail }, { tone }].map((parts) => transferLatent(model, { kick, ...parts })));
    both.forEach((value, i) => { expect(value).toBeCloseTo(one[i] + two[i] - kick[i], 9); });
  });
});

describe('in the features', () => {
  test('a pitch curve is taken over where it is voiced, then the transient brings its own', async () => {
    const decoded = await model.cpu.decode(kick);
    const [from, start] = [await model.cpu.decode(other), await model.cpu.decode(third)];
    const spec = model.bundle.manifest.audio;
    const exchanged = await exchangeFeatures(model.cpu, decoded, { pitch: { latent: other, amount: 1 }, transient: { latent: third, amount: 1 } }, spec);
    // Every decoded track of the fixture is voiced by more than a half.
    expect(exchanged.pitch[150]).toBeCloseTo(from.pitch[150], 5);
    expect(exchanged.pitch[0]).toBe(start.pitch[0]);
    expect(exchanged.mel[0]).toBe(start.mel[0]);
    expect(await exchangeFeatures(model.cpu, decoded, {}, spec)).toBe(decoded);
  });

  test('a kick is found again, byte for byte, by its base and what it was given', async () => {
    const given: Exchanged = { transient: { latent: other, amount: 0.7 }, pitch: { latent: third, amount: 0.5 } };
    const transfer: Transfer = {
      kick,
      ...given,
      tail: { latent: other, amount: 1 },
    };
    const made = await make({ transfer });
    expect(made.exchanged).toEqual(given);
    expect(made.latent).toEqual(await transferLatent(model, transfer));
    const again = await make({ latent: made.base, exchanged: made.exchanged });
    expect(again.samples).toEqual(made.samples);
    const without = await make({ latent: made.base });
    expect(without.exchanged).toEqual({});
    expect(without.samples).not.toEqual(made.samples);
  });
});

describe('what is refused', () => {
  test.each<[string, (transfer: Transfer) => Transfer]>([
    ['LATENT_LENGTH', (transfer) => ({ ...transfer, kick: [0] })],
    ['LATENT_LENGTH', (transfer) => ({ ...transfer, tone: { latent: [0, 0], amount: 1 } })],
    ['LATENT_NOT_FINITE', (transfer) => ({ ...transfer, transient: { latent: kick.map(() => NaN), amount: 1 } })],
    ['PART_AMOUNT', (transfer) => ({ ...transfer, body: { latent: kick, amount: 1.01 } })],
    ['PART_AMOUNT', (transfer) => ({ ...transfer, pitch: { latent: kick, amount: NaN } })],
  ])('%s', async (code, change) => {
    await expect(make({ transfer: change({ kick }) })).rejects.toMatchObject({ code });
  });
});

test('blends are told with how typical they are', () => {
  const { bundle } = model;
  const [first, middle] = blendLatents(bundle, { latents: [kick, other], weights: [[1, 0], [0.5, 0.5]], way: 'spherical' });
  expect(first.latent).toEqual(kick);
  middle.latent.forEach((value, i) => { expect(value).toBeCloseTo(slerp(priorMean(bundle.prior), kick, other, 0.5)[i], 9); });
  expect(middle.typicality).toBeGreaterThan(0);
  expect(() => blendLatents(bundle, { latents: [kick, [1]], weights: [[1, 0]], way: 'straight' })).toThrow(expect.objectContaining({ code: 'LATENT_LENGTH' }) as Error);
});
