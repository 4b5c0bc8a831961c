import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { KicklabError } from '../../src-preload/contract/errors.ts';
import { createRandom } from '../base/random.ts';
import { describe as measureTimbre } from '../audio/descriptors.ts';
import { KICK_SPEC } from '../audio/spec.ts';
import { fitAxes, transformDescriptors } from '../latent/axes.ts';
import { tinyParts, writeTinyBundle } from './fixtures/tiny-bundle.ts';
import { writeBundle } from './bundle.ts';
import { createModels, type Model } from './models.ts';
import type { KickBase, SliderValues, Targets } from './protocol.ts';
import { renderLatent } from './render.ts';
import { generate } from './synthesis.ts';

const dir = mkdtempSync(join(tmpdir(), 'kicklab-steer-'));
const never = new AbortController().signal;
let model: Model;

/** The tiny bundle with axes that were measured on its own sounds, as a training would. */
beforeAll(async () => {
  const models = createModels({ forced: 'cpu', safe: true, threads: 1, probe: () => Promise.resolve({ failed: 'not here' }) });
  await writeTinyBundle(join(dir, 'made-up'));
  const raw = await models.open(join(dir, 'made-up'));
  const random = createRandom('steer');
  const latents = Array.from({ length: 60 }, () => [...random.fillNormal(new Float64Array(8))]);
  const descriptors: number[][] = [];
  for (const latent of latents) {
    const samples = await renderLatent(raw.cpu, latent, KICK_SPEC);
    descriptors.push(transformDescriptors(measureTimbre(samples, KICK_SPEC.sampleRate)));
  }
  await writeBundle(join(dir, 'measured'), { ...tinyParts(), axes: fitAxes(latents, descriptors) });
  model = await models.open(join(dir, 'measured'));
});

afterAll(() => {
  rmSync(dir, { recursive: true });
});

const make = (base: KickBase, targets: Targets, sliders: SliderValues = {}) =>
  generate(model, { base, sliders, targets, forFile: true }, never);

describe('targets', () => {
  test('what another kick has is reached, and reported as it is measured', async () => {
    const [plain, other] = await Promise.all([make({ seed: 1, index: 1 }, {}), make({ seed: 1, index: 2 }, {})]);
    expect(Math.abs(other.descriptors.decayMs / plain.descriptors.decayMs - 1)).toBeGreaterThan(0.05);
    const kick = await make({ seed: 1, index: 1 }, { decayMs: other.descriptors.decayMs });
    const { decay } = kick.reached;
    expect(decay).toMatchObject({ asked: other.descriptors.decayMs, within: true });
    expect(decay?.got).toBeCloseTo(kick.descriptors.decayMs, 6);
    expect(Math.abs(kick.descriptors.decayMs / other.descriptors.decayMs - 1)).toBeLessThanOrEqual(0.05);
    expect(Object.keys(kick.reached)).toEqual(['decay']);
    // What they led to is a base of its own, and gives the same sound again.
    expect(kick.base).toEqual(kick.latent);
    expect((await make({ latent: kick.base }, {})).samples).toEqual(kick.samples);
  });

  test('what no kick has is said to be out of reach', async () => {
    const { reached, descriptors } = await make({ seed: 1, index: 1 }, { decayMs: 90_000 });
    expect(reached.decay).toMatchObject({ asked: 90_000, within: false });
    expect(reached.decay?.got).toBeCloseTo(descriptors.decayMs, 6);
    expect(reached.decay?.reachable[1]).toBeLessThan(90_000);
    expect(reached.decay?.reachable[0]).toBeLessThan(reached.decay?.reachable[1] ?? 0);
  });

  test.each([
    [{ decayMs: 0 }, {}, 'TARGET_RANGE'],
    [{ subShare: 60 }, {}, 'TARGET_RANGE'],
    [{ clickDb: NaN }, {}, 'TARGET_RANGE'],
    [{ clickDb: -9 }, { click: 0.5 }, 'TARGET_AND_SLIDER'],
  ] as const)('%o beside sliders %o is refused: %s', async (targets, sliders, code) => {
    await expect(make({ seed: 1, index: 1 }, targets, sliders)).rejects.toMatchObject({ code } satisfies Partial<KicklabError>);
  });
});

describe('a kick like another', () => {
  test('keeps what it is to keep and is otherwise new; the same seed gives the same one', async () => {
    const like = await make({ seed: 4, index: 1 }, {});
    const base = { like: like.latent, keep: ['decay', 'click'], seed: 9, amount: 1 } as const;
    const kick = await make(base, {});
    expect(Object.keys(kick.reached)).toEqual(['decay', 'click']);
    expect(kick.reached.decay?.within).toBe(true);
    expect(Math.abs(kick.descriptors.decayMs / like.descriptors.decayMs - 1)).toBeLessThanOrEqual(0.05);
    expect(Math.abs(kick.descriptors.clickDb - like.descriptors.clickDb) <= 0.5).toBe(kick.reached.click?.within);
    expect(Math.hypot(...kick.latent.map((x, i) => x - like.latent[i]))).toBeGreaterThan(1);
    // Another one in between, so that the same one is found anew.
    expect((await make({ ...base, seed: 10 }, {})).latent).not.toEqual(kick.latent);
    expect((await make(base, {})).samples).toEqual(kick.samples);
  });

  test('is not searched for again when its sliders move', async () => {
    const base = { like: (await make({ seed: 4, index: 1 }, {})).latent, keep: ['decay'], seed: 11, amount: 1 } as const;
    let decoded = 0;
    const decode = (latent: readonly number[]) => {
      decoded += 1;
      return model.cpu.decode(latent);
    };
    const counted: Model = { ...model, cpu: { ...model.cpu, decode } };
    const first = await generate(counted, { base, sliders: {}, forFile: true }, never);
    expect(decoded).toBeGreaterThan(2);
    decoded = 0;
    const moved = await generate(counted, { base, sliders: { click: 0.9 }, forFile: true }, never);
    expect(decoded).toBe(1);
    expect(moved.base).toEqual(first.base);
  });

  test('of another length than the model\'s is refused', async () => {
    await expect(make({ like: [1, 2], keep: ['decay'], seed: 1, amount: 1 }, {})).rejects.toMatchObject({ code: 'LATENT_LENGTH' });
  });
});
