/**
 * The bundles that are open, and on which provider their auditions run. Starts on the CPU, tries
 * the others on the side once somebody auditions, and moves over when one is proved faster.
 * Whatever goes to a file stays on the CPU.
 */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { priorMean } from '../latent/prior.ts';
import { MANIFEST, readBundle, type Bundle } from './bundle.ts';
import { probeAll, type Probe } from './probing.ts';
import type { ProviderName, ProviderReport } from './protocol.ts';
import { fastest } from './providers.ts';
import { openNetworks, type Networks } from './sessions.ts';

/** Bundles kept open; one of them is about 35 MB of weights. */
const KEPT = 3;
const PROVIDERS: readonly ProviderName[] = ['cpu', 'cuda', 'webgpu', 'dml', 'coreml'];

export interface Model {
  bundle: Bundle;
  /** Same input, same bytes: for files, encoding and resynthesis. */
  cpu: Networks;
  /** The fastest proved provider, for what is only heard. */
  audition(): Networks;
}

export interface ModelsOptions {
  /** A provider's name that must be used, or null. */
  forced: string | null;
  /** What to use instead of the fastest where nothing is forced: the CPU goes on where it does not answer. */
  preferred?: ProviderName | null;
  /** The process before this one crashed: stay on the CPU. */
  safe: boolean;
  threads: number;
  probe: Probe;
}

export interface Models {
  /**
   * The model at `dir`, reopened when its manifest has changed.
   * @throws what `readBundle` and `openNetworks` throw; PROVIDER_UNAVAILABLE for a forced one.
   */
  open(dir: string): Promise<Model>;
  /** What auditions run on now. */
  provider(): ProviderName;
  /** Tries every provider of this platform (once a process) and reports. */
  providers(dir: string): Promise<ProviderReport[]>;
}

interface Entry {
  stamp: string;
  model: Promise<Model & { release(): Promise<void> }>;
}

export function createModels({ forced, preferred = null, safe, threads, probe }: ModelsOptions): Models {
  const entries = new Map<string, Entry>();
  let provider: ProviderName = 'cpu';
  let reports: Promise<ProviderReport[]> | undefined;
  let proving = false;
  let forcing: Promise<void> | undefined;

  function probed(dir: string): Promise<ProviderReport[]> {
    reports ??= probeAll(dir, threads, probe);
    return reports;
  }

  function proveAside(dir: string): void {
    if (forced !== null || preferred === 'cpu' || safe || proving) return;
    proving = true;
    void probed(dir).then((all) => {
      provider = fastest(preferred === null ? all : all.filter(({ name }) => name === preferred));
    });
  }

  async function force(dir: string, name: string): Promise<void> {
    const known = PROVIDERS.find((candidate) => candidate === name);
    if (known === undefined) {
      throw new KicklabError('PROVIDER_UNAVAILABLE', { provider: name, reason: `there is none of that name (${PROVIDERS.join(', ')})` });
    }
    if (known === 'cpu') return;
    const outcome = await probe(dir, known, threads);
    const reason = 'failed' in outcome ? outcome.failed : outcome.candidate.reason;
    if (reason !== null) throw new KicklabError('PROVIDER_UNAVAILABLE', { provider: name, reason });
    provider = known;
  }

  async function openModel(dir: string): Promise<Model & { release(): Promise<void> }> {
    const bundle = await readBundle(dir);
    const cpu = await openNetworks(bundle, { provider: 'cpu', threads });
    if (forced !== null) {
      forcing ??= force(dir, forced);
      await forcing;
    }
    let fast: Networks | undefined;
    let opening: Promise<void> | undefined;

    /** Opens and warms: the first run on a graphics device compiles its kernels. */
    const openFast = async (): Promise<void> => {
      try {
        const networks = await openNetworks(bundle, { provider, threads });
        await networks.vocode(await networks.decode(priorMean(bundle.prior)));
        fast = guard(networks, cpu);
      } catch (error) {
        giveUp(error);
      }
    };
    if (forced !== null && provider !== 'cpu') await openFast();

    return {
      bundle,
      cpu,
      audition: () => {
        proveAside(dir);
        if (provider === 'cpu') return cpu;
        opening ??= openFast();
        return fast ?? cpu;
      },
      release: async () => {
        await opening;
        await fast?.release();
        await cpu.release();
      },
    };
  }

  /** A provider that fails while it runs (a lost device) is left for good; the CPU goes on. */
  function guard(networks: Networks, cpu: Networks): Networks {
    const orCpu = async <T>(run: (on: Networks) => Promise<T>): Promise<T> => {
      if (provider === 'cpu') return run(cpu);
      try {
        return await run(networks);
      } catch (error) {
        giveUp(error);
        return run(cpu);
      }
    };
    return {
      get provider() { return provider; },
      encode: (features) => cpu.encode(features),
      decode: (latent) => orCpu((on) => on.decode(latent)),
      vocode: (features) => orCpu((on) => on.vocode(features)),
      release: () => networks.release(),
    };
  }

  function giveUp(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (forced !== null) throw new KicklabError('PROVIDER_UNAVAILABLE', { provider, reason }, { cause: error });
    process.stderr.write(`kicklab: provider ${provider} failed, the CPU takes over: ${reason}\n`);
    provider = 'cpu';
  }

  async function shut(dir: string): Promise<void> {
    const entry = entries.get(dir);
    entries.delete(dir);
    const model = await entry?.model.catch(() => undefined);
    await model?.release();
  }

  return {
    open: async (dir) => {
      const stamp = await stampOf(dir);
      let entry = entries.get(dir);
      if (entry !== undefined && entry.stamp !== stamp) {
        await shut(dir);
        entry = undefined;
      }
      entry ??= { stamp, model: openModel(dir) };
      // Re-inserting keeps the map in order of use.
      entries.delete(dir);
      entries.set(dir, entry);
      const oldest = [...entries.keys()].slice(0, -KEPT);
      for (const other of oldest) await shut(other);
      try {
        return await entry.model;
      } catch (error) {
        entries.delete(dir);
        throw error;
      }
    },
    provider: () => provider,
    providers: async (dir) => {
      await readBundle(dir);
      return probed(dir);
    },
  };
}

/** Changes when the bundle is written anew. */
async function stampOf(dir: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(join(dir, MANIFEST));
    return [mtimeMs, size, ino].map(String).join();
  } catch (cause) {
    throw new KicklabError('BUNDLE_MISSING', { dir }, { cause });
  }
}
