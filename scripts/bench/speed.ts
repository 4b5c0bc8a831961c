/** How long things take, warm; and the size of the bundle. */

import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findChromium } from '../../e2e/fixtures/browser.ts';
import { griffinLim } from '../../src-main/audio/griffin-lim.ts';
import { DECODED } from '../../src-main/audio/projection.ts';
import { extractFeatures } from '../../src-main/audio/features.ts';
import type { Features } from '../../src-main/audio/spec.ts';
import type { Model } from '../../src-main/engine/models.ts';
import type { Kick } from '../../src-main/engine/protocol.ts';
import { place } from '../../src-main/engine/render.ts';
import { encodeFeatures, generate, resynthFeatures } from '../../src-main/engine/synthesis.ts';
import { batchPossible, networksMs, runBatch } from './batch.ts';
import { createKernelLim } from './kernel-lim.ts';
import { measureLatency, type Latency } from './latency.ts';
import type { RealKick } from './real-kicks.ts';
import { atLeast, atMost, figure, notMeasured, type Row, type Section } from './rows.ts';
import { median, quantile } from '../../src-main/base/statistics.ts';

const RUNS = 120;
const WARM_UP = 30;
/** Kicks the vocoder is timed on where there are no real ones. */
const STAND_INS = 24;
/** How often each is timed; the median counts. */
const REPEATS = 3;
const LATENCY_MOVES = 60;
/** Kicks after which the memory of a batch says how it goes on. */
const SETTLED = 500;
const BATCH_SIZES = [1, 4, 16];

/** The speed rows. `batch`: kicks of the batch; `test`: null where there are no real kicks. */
export async function measureSpeed(model: Model, test: readonly RealKick[] | null, batch: number): Promise<Section> {
  return {
    name: 'speed',
    about:
      'Wall time, warm, one thread. Vocoder: network, projection and gate, in turn with the work of 100 Griffin-Lim iterations on the same SIMD kernel, ' +
      'and with the baseline of the sound rows (double precision, no SIMD), on the same mels of ' +
      `${test === null ? `${String(STAND_INS)} random kicks` : 'the real kicks of the test part'}, medians. Batch: kicklab generate, both processes on one core, ` +
      `first file to last of ${String(batch)}; memory: both processes. Page: Chromium on this machine, engine warm.`,
    rows: [
      ...(await vocoderRows(model, test?.map(({ prepared }) => prepared.features) ?? (await standIns(model)))),
      ...(await stageRows(model)),
      ...(await batchRows(model, batch)),
      ...(await latencyRows(model)),
      notMeasured('training step against PyTorch', 'there is no PyTorch twin of the networks here', atMost(1, 'ratio')),
      figure('bundle', (await folderBytes(model.bundle.dir)) / 2 ** 20, 'MiB'),
    ],
  };
}

async function standIns(model: Model): Promise<Features[]> {
  const spec = model.bundle.manifest.audio;
  const { signal } = new AbortController();
  const features: Features[] = [];
  for (let index = 0; index < STAND_INS; index++) {
    const { samples } = await generate(model, { base: { seed: 8, index }, sliders: {}, forFile: true }, signal);
    const laid = new Float32Array(spec.length);
    laid.set(samples.subarray(0, spec.length - spec.onset), spec.onset);
    features.push(extractFeatures(laid, spec));
  }
  return features;
}

/** Times of our vocoder and of Griffin-Lim on the same kicks. */
export async function vocoderRows(model: Model, kicks: readonly Features[]): Promise<Row[]> {
  const { bundle, cpu } = model;
  const spec = bundle.manifest.audio;
  const times = { clean: [] as number[], decoded: [] as number[], kernel: [] as number[], scalar: [] as number[] };
  const kernelLim = createKernelLim(spec);
  for (const features of kicks) {
    const decoded = await cpu.decode(await encodeFeatures(model, features));
    times.clean.push(await timed(() => resynthFeatures(model, features), REPEATS));
    times.decoded.push(await timed(() => place(cpu, decoded, spec, DECODED), REPEATS));
    times.kernel.push(await timed(() => {
      kernelLim(features.mel, 100);
      return Promise.resolve();
    }, REPEATS));
    times.scalar.push(await timed(() => Promise.resolve(griffinLim(features.mel, spec, 1, { iterations: 100, momentum: 0 })), 1));
  }
  const baselines = { 'Griffin-Lim 100, SIMD': median(times.kernel), 'Griffin-Lim 100': median(times.scalar) };
  return [
    figure('vocoder on decoded mels', median(times.decoded), 'ms', { baselines, target: atMost(0.08, 'ratio') }),
    figure('vocoder on clean mels', median(times.clean), 'ms', { baselines, target: atMost(0.15, 'ratio') }),
  ];
}

/** Median ms of `work`, which has run before. */
async function timed(work: () => Promise<unknown>, repeats: number): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return median(times);
}

async function stageRows(model: Model): Promise<Row[]> {
  const { signal } = new AbortController();
  const timings: Kick['timing'][] = [];
  for (let index = 0; index < RUNS + WARM_UP; index++) {
    const { timing } = await generate(model, { base: { seed: 7, index }, sliders: {}, forFile: true }, signal);
    if (index >= WARM_UP) timings.push(timing);
  }
  const stages = ['decode', 'vocoder', 'projection', 'finish', 'total'] as const;
  return stages.flatMap((stage) => [0.5, 0.95].map((share) =>
    figure(`a kick, ${stage}: p${String(100 * share)}`, quantile(timings.map((t) => t[stage]), share), 'ms')));
}

async function batchRows(model: Model, batch: number): Promise<Row[]> {
  const rows: Row[] = [];
  const target = atLeast(50);
  if (batchPossible()) {
    const { kicksPerSecond, peakMiB, growthMiB } = await runBatch(model.bundle.dir, batch);
    rows.push(
      figure(`batch of ${String(batch)}, one at a time`, kicksPerSecond, 'kicks/s', { target }),
      figure(`batch of ${String(batch)}: largest memory`, peakMiB, 'MiB'),
      batch < SETTLED
        ? notMeasured('growth of memory in 1 000 kicks', `a batch of less than ${String(SETTLED)} is still warming up`)
        : figure(`batch of ${String(batch)}: growth of memory in 1 000 kicks`, growthMiB, 'MiB'),
    );
  } else rows.push(notMeasured('batch, one at a time', 'needs Linux and taskset', target));
  const alone = await networksMs(model, 1);
  for (const size of BATCH_SIZES) {
    const ms = size === 1 ? alone : await networksMs(model, size);
    rows.push(figure(`networks alone, ${String(size)} at a time: a kick`, ms, 'ms', { baselines: { 'one at a time': alone } }));
  }
  return rows;
}

async function latencyRows(model: Model): Promise<Row[]> {
  const aims: [name: string, share: number, target: number | undefined, key: 'sliderToPcm' | 'replay' | 'rest'][] = [
    ['slider event to PCM: p50', 0.5, 25, 'sliderToPcm'],
    ['slider event to PCM: p95', 0.95, 40, 'sliderToPcm'],
    ['replay of a cached kick: p95', 0.95, 10, 'replay'],
    ['POST /api/generate: p50', 0.5, undefined, 'rest'],
  ];
  let found: Latency | null = null;
  let why = 'no Chromium on this machine';
  if ((await findChromium()).path !== null) {
    try {
      found = await measureLatency(resolve(model.bundle.dir), LATENCY_MOVES);
    } catch (error) {
      // The other figures are worth keeping when a browser ends.
      why = error instanceof Error ? error.message : String(error);
    }
  }
  return aims.map(([name, share, bound, key]) => {
    const target = bound === undefined ? undefined : atMost(bound);
    return found === null ? notMeasured(name, why, target) : figure(name, quantile(found[key], share), 'ms', target === undefined ? {} : { target });
  });
}

async function folderBytes(dir: string): Promise<number> {
  let bytes = 0;
  for (const file of await readdir(dir)) bytes += (await stat(join(dir, file))).size;
  return bytes;
}
