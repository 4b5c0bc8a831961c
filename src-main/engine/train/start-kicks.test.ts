import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { samplePrior } from '../../latent/prior.ts';
import { readBundle } from '../bundle.ts';
import { writeTinyBundle } from '../fixtures/tiny-bundle.ts';
import { openNetworks } from '../sessions.ts';
import { startLatents } from './start-kicks.ts';

test('kicks of the start are decoded by it and lie where the trained networks hear them', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'kicklab-start-'));
  const { signal } = new AbortController();
  try {
    await writeTinyBundle(dir);
    const start = await readBundle(dir);
    const networks = await openNetworks(start, { provider: 'cpu', threads: 1 });
    /** Hears everything an octave of its first dimension off. */
    const moved = { ...networks, encode: async (features: Parameters<typeof networks.encode>[0]) => (await networks.encode(features)).map((value, i) => (i === 0 ? value + 1 : value)) };
    const here = await startLatents(start, networks, { seed: 4, threads: 1 }, signal);
    const there = await startLatents(start, moved, { seed: 4, threads: 1 }, signal);
    expect(new Set(here.map((latent) => latent.join())).size).toBe(here.length);
    const first = samplePrior(start.prior, createRandom(4, 'start', 0));
    expect(here[0]).toEqual([...(await networks.encode(await networks.decode(first)))]);
    expect(there.map(([value]) => value)).toEqual(here.map(([value]) => Math.fround(value + 1)));
    await networks.release();
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('it stops when it is told to', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'kicklab-start-'));
  try {
    await writeTinyBundle(dir);
    const start = await readBundle(dir);
    const networks = await openNetworks(start, { provider: 'cpu', threads: 1 });
    await expect(startLatents(start, networks, { seed: 4, threads: 1 }, AbortSignal.abort())).rejects.toThrow('aborted');
    await networks.release();
  } finally {
    rmSync(dir, { recursive: true });
  }
});
