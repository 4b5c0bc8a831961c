import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { writeBundle } from './bundle.ts';
import { tinyParts } from './fixtures/tiny-bundle.ts';
import { createModels } from './models.ts';
import type { Probe } from './probing.ts';
import type * as Sessions from './sessions.ts';
import { Graph } from '../graph/graph.ts';
import * as op from '../graph/ops.ts';
import { toModel } from '../graph/writer.ts';
import { priorMean } from '../latent/prior.ts';

/** Stands for every provider but the CPU: runs on the CPU until it is lost. */
const device = vi.hoisted(() => ({ lost: false, runs: 0 }));

vi.mock('./sessions.ts', async (importOriginal) => {
  const real = await importOriginal<typeof Sessions>();
  const openNetworks: typeof real.openNetworks = async (bundle, options) => {
    const cpu = await real.openNetworks(bundle, { ...options, provider: 'cpu' });
    if (options.provider === 'cpu') return cpu;
    const use = (): void => {
      if (device.lost) throw new Error('device lost');
      device.runs++;
    };
    use();
    return {
      ...cpu,
      decode: async (latent) => {
        use();
        return await cpu.decode(latent);
      },
      vocode: async (features) => {
        use();
        return await cpu.vocode(features);
      },
    };
  };
  return { ...real, openNetworks };
});

const root = mkdtempSync(join(tmpdir(), 'kicklab-models-'));
let dir: string;
let n = 0;

beforeEach(async () => {
  device.lost = false;
  device.runs = 0;
  dir = join(root, String(n++));
  await writeBundle(dir, tinyParts());
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

const nothing: Probe = () => Promise.resolve({ failed: 'no device' });
/** Says that every provider is right and ten times faster than the CPU. */
const everything: Probe = (_, name) =>
  Promise.resolve({
    cpu: { name: 'cpu', available: true, reason: null, ms: 10, error: 0 },
    candidate: { name, available: true, reason: null, ms: 1, error: 0 },
  });
const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });

describe('bundles', () => {
  test('an open bundle is kept, and opened anew when it is written anew', async () => {
    const models = createModels({ forced: 'cpu', safe: false, threads: 1, probe: nothing });
    const first = await models.open(dir);
    expect(await models.open(dir)).toBe(first);
    await writeBundle(dir, { ...tinyParts(), name: 'trained again' });
    const second = await models.open(dir);
    expect(second.bundle.manifest.name).toBe('trained again');
  });

  test('a bundle that failed to open can be opened once it is mended', async () => {
    const models = createModels({ forced: 'cpu', safe: false, threads: 1, probe: nothing });
    rmSync(join(dir, 'card.md'));
    await expect(models.open(dir)).rejects.toMatchObject({ code: 'BUNDLE_CORRUPT' });
    await writeBundle(dir, tinyParts());
    await models.open(dir);
  });

  test('networks with other signatures are refused, file and tensor named', async () => {
    const g = new Graph();
    g.output('mel', op.mul(g.input('latent', [1, 9]), 2));
    await writeBundle(dir, { ...tinyParts(), decoder: toModel(g) });
    const models = createModels({ forced: 'cpu', safe: false, threads: 1, probe: nothing });
    await expect(models.open(dir)).rejects.toMatchObject({
      code: 'BUNDLE_CORRUPT',
      message: /decoder\.onnx has input "latent" of shape \[1,9\]; \[1,8\] was expected/,
    });
  });

  test('bytes that are no ONNX model are refused, although their hash is right', async () => {
    await writeBundle(dir, { ...tinyParts(), vocoder: new TextEncoder().encode('not a model') });
    const models = createModels({ forced: 'cpu', safe: false, threads: 1, probe: nothing });
    await expect(models.open(dir)).rejects.toMatchObject({ code: 'BUNDLE_CORRUPT', message: /vocoder\.onnx is not a model/ });
  });
});

describe('providers', () => {
  test('nothing is tried until somebody auditions, and once only', async () => {
    const tried: string[] = [];
    const probe: Probe = (folder, name, threads) => {
      tried.push(name);
      return nothing(folder, name, threads);
    };
    const models = createModels({ forced: null, safe: false, threads: 1, probe });
    const model = await models.open(dir);
    await model.cpu.decode(priorMean(model.bundle.prior));
    expect(tried).toEqual([]);
    expect(model.audition()).toBe(model.cpu);
    model.audition();
    await models.providers(dir);
    expect(new Set(tried).size).toBe(tried.length);
    expect(tried.length).toBeGreaterThan(0);
    expect(models.provider()).toBe('cpu');
  });

  test('after a crash nothing is tried: the CPU is safe', async () => {
    const models = createModels({ forced: null, safe: true, threads: 1, probe: () => Promise.reject(new Error('tried')) });
    const model = await models.open(dir);
    expect(model.audition()).toBe(model.cpu);
  });

  test('a proved provider is opened aside and then used; when its device is lost the CPU goes on', async () => {
    const models = createModels({ forced: null, safe: false, threads: 1, probe: everything });
    const model = await models.open(dir);
    const latent = priorMean(model.bundle.prior);
    expect(model.audition()).toBe(model.cpu);
    await soon(() => {
      expect(models.provider()).not.toBe('cpu');
    });
    // The device is proved but not open in this process yet.
    expect(model.audition()).toBe(model.cpu);
    await soon(() => {
      expect(model.audition()).not.toBe(model.cpu);
    });
    const before = await model.audition().decode(latent);
    expect(device.runs).toBeGreaterThan(1);

    device.lost = true;
    const after = await model.audition().decode(latent);
    expect(after).toEqual(before);
    expect(models.provider()).toBe('cpu');
    expect(model.audition()).toBe(model.cpu);
  });

  test('a proved provider that cannot be opened after all is left for the CPU', async () => {
    device.lost = true;
    const models = createModels({ forced: null, safe: false, threads: 1, probe: everything });
    const model = await models.open(dir);
    model.audition();
    await soon(() => {
      expect(models.provider()).not.toBe('cpu');
    });
    model.audition();
    await soon(() => {
      expect(models.provider()).toBe('cpu');
    });
  });

  test('a preferred provider is used instead of the fastest; the CPU is without any trial', async () => {
    const slow: Probe = async (folder, name, threads) => {
      const measured = await everything(folder, name, threads);
      return 'candidate' in measured && name === 'webgpu' ? { ...measured, candidate: { ...measured.candidate, ms: 9 } } : measured;
    };
    const models = createModels({ forced: null, preferred: 'webgpu', safe: false, threads: 1, probe: slow });
    // Asked for what there is before anybody auditions.
    await models.providers(dir);
    (await models.open(dir)).audition();
    await soon(() => {
      expect(models.provider()).toBe('webgpu');
    });
    const cpu = createModels({ forced: null, preferred: 'cpu', safe: false, threads: 1, probe: () => Promise.reject(new Error('tried')) });
    const model = await cpu.open(dir);
    expect(model.audition()).toBe(model.cpu);
  });

  test('a preferred provider that does not answer leaves the work to the CPU', async () => {
    const models = createModels({ forced: null, preferred: 'cuda', safe: false, threads: 1, probe: (folder, name, threads) => (name === 'cuda' ? nothing : everything)(folder, name, threads) });
    (await models.open(dir)).audition();
    await models.providers(dir);
    await new Promise(setImmediate);
    expect(models.provider()).toBe('cpu');
  });

  test('a forced provider is used from the first audition, and its loss is an error', async () => {
    const models = createModels({ forced: 'webgpu', safe: false, threads: 1, probe: everything });
    const model = await models.open(dir);
    expect(models.provider()).toBe('webgpu');
    expect(model.audition()).not.toBe(model.cpu);
    device.lost = true;
    await expect(model.audition().decode(priorMean(model.bundle.prior))).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: /webgpu .*device lost/,
    });
  });

  test('a forced provider that cannot be had is an error with the reason', async () => {
    const models = createModels({ forced: 'webgpu', safe: false, threads: 1, probe: nothing });
    await expect(models.open(dir)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE', message: /webgpu .*no device/ });
  });

  test('a provider that does not exist is an error that lists those that do', async () => {
    const models = createModels({ forced: 'gpu', safe: false, threads: 1, probe: nothing });
    await expect(models.open(dir)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE', message: /gpu .*cuda/ });
  });

  test('the CPU can be forced without any trial', async () => {
    const models = createModels({ forced: 'cpu', safe: false, threads: 1, probe: () => Promise.reject(new Error('tried')) });
    const model = await models.open(dir);
    expect(model.audition()).toBe(model.cpu);
    expect(models.provider()).toBe('cpu');
  });
});
