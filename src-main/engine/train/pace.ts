/**
 * What a training needs on this machine, as it is now: real steps of the real network on made-up
 * kicks, and what is done before and after them, timed. What is trained is thrown away.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '../../audio/descriptors.ts';
import { extractFeatures } from '../../audio/features.ts';
import { proceduralKick } from '../../audio/procedural/index.ts';
import type { Pace } from '../../../src-preload/contract/training-presets.ts';
import type { EngineVerbs } from '../protocol.ts';
import { renderLatent } from '../render.ts';
import { openNetworks } from '../sessions.ts';
import { createKickSet } from './kick-set.ts';
import { startOf } from './start.ts';
import { trainVae } from './vae-training.ts';

/** Steps that are timed, after one that is not: it makes what the others find made. */
const STEPS = 5;
/** Kicks that are prepared, and made, for their times. */
const KICKS = 5;
const SEED = 1;

export async function measurePace(asked: EngineVerbs['pace']['args']): Promise<Pace> {
  const { batch, threads } = asked;
  const { spec, shape, weights, rate, bundle, vocoder } = await startOf(asked);
  const count = (1 + STEPS) * batch;
  const builder = createKickSet(spec, count, false);
  const preparing: number[] = [];
  for (let i = 0; i < KICKS; i++) {
    const { samples } = proceduralKick(SEED, i, spec, 'short');
    const began = performance.now();
    const features = extractFeatures(samples, spec);
    preparing.push(performance.now() - began);
    // The steps see each several times: how long they take does not depend on what they see.
    for (let n = i; n < count; n += KICKS) builder.add({ features, audio: samples, weight: 1, family: String(n) });
  }
  const set = builder.finish();
  const all = Array.from({ length: count }, (_, i) => i);
  const dir = await mkdtemp(join(tmpdir(), 'kicklab-pace-'));
  const stamps: number[] = [];
  try {
    await trainVae({
      set, shape, from: weights, train: all, validation: all.slice(0, batch), epochs: 1, batch, rate, beta: 0, seed: SEED, threads, dir, resume: false,
      onProgress: () => { stamps.push(performance.now()); },
      signal: new AbortController().signal,
    });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  const epochEnd = performance.now() - stamps[stamps.length - 1];
  const steps = sorted(stamps.slice(1).map((at, i) => at - stamps[i]));
  return {
    step: { median: median(steps), low: steps[0], high: steps[steps.length - 1] },
    epochEnd,
    prepare: median(sorted(preparing)),
    make: await timeMaking({ ...(bundle ?? vocoder), threads }),
  };
}

/** ms for a kick that is made and measured. */
async function timeMaking({ threads, ...bundle }: Parameters<typeof openNetworks>[0] & { threads: number }): Promise<number> {
  const networks = await openNetworks(bundle, { provider: 'cpu', threads });
  const { audio, latentSize } = bundle.manifest;
  const times: number[] = [];
  try {
    for (let i = 0; i < KICKS; i++) {
      const began = performance.now();
      describe(await renderLatent(networks, new Array<number>(latentSize).fill(i / KICKS), audio), audio.sampleRate);
      times.push(performance.now() - began);
    }
  } finally {
    await networks.release();
  }
  return median(sorted(times));
}

const sorted = (times: readonly number[]): number[] => [...times].sort((a, b) => a - b);
const median = (times: readonly number[]): number => times[Math.floor(times.length / 2)];
