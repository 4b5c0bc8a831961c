/**
 * Many kicks to files, as `kicklab generate` makes them: the command itself, both of its processes
 * held on one core; and whether the networks would gain from making several at a time.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../src-main/base/random.ts';
import type { Model } from '../../src-main/engine/models.ts';
import { openNetwork, type Network } from '../../src-main/engine/runtime.ts';
import { vaeShape, vocoderShape } from '../../src-main/engine/shapes.ts';
import { baseWidth } from '../../src-main/engine/train/export.ts';
import { Graph } from '../../src-main/graph/graph.ts';
import { frozenParams, paramsFromModels } from '../../src-main/graph/params.ts';
import { toModel } from '../../src-main/graph/writer.ts';
import { samplePrior } from '../../src-main/latent/prior.ts';
import { decode, vaeLayout } from '../../src-main/nets/vae.ts';
import { vocode, vocoderInputs, vocoderLayout } from '../../src-main/nets/vocoder.ts';
import { median } from '../../src-main/base/statistics.ts';

const CLI = resolve(import.meta.dirname, '../../src-main/cli.ts');
const TASKSET = '/usr/bin/taskset';
const POLL_MS = 250;

export interface BatchRun {
  kicksPerSecond: number;
  /** Largest resident memory of both processes together, MiB ... */
  peakMiB: number;
  /** ... and what it grew by, a thousand kicks, by a straight line over the last three quarters of the run. */
  growthMiB: number;
}

/** Whether `runBatch` can run: it needs Linux's process list and a way to hold processes on a core. */
export function batchPossible(): boolean {
  return existsSync(TASKSET) && existsSync('/proc/self/status');
}

/** `kicklab generate --count COUNT`, timed from its first file to its last, so without its start. @throws when the command fails */
export async function runBatch(dir: string, count: number): Promise<BatchRun> {
  const out = await mkdtemp(join(tmpdir(), 'kicklab-batch-'));
  try {
    const core = String(availableParallelism() - 1);
    const child = spawn(TASKSET, ['-c', core, process.execPath, CLI, 'generate', '--count', String(count), '--seed', '1', '--out', out, '--model', resolve(dir), '--provider', 'cpu', '--json'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = once(child, 'exit') as Promise<[number | null]>;
    const gone = ended.then(() => true);
    const seen: { at: number; mib: number }[] = [];
    do seen.push({ at: Date.now(), mib: residentMiB(child.pid ?? 0) });
    while (!(await Promise.race([gone, sleep(POLL_MS, false)])));
    const [code] = await ended;
    if (code !== 0) throw new Error(`kicklab generate ended with ${String(code)}`);
    const files = (await readdir(out)).sort();
    const [first, last] = await Promise.all([files[0], files[files.length - 1]].map(async (file) => (await stat(join(out, file))).mtimeMs));
    const kicksPerSecond = (count - 1) / ((last - first) / 1000);
    const settled = seen.filter(({ at, mib }) => mib > 0 && at > first + (last - first) / 4 && at < last);
    return { kicksPerSecond, peakMiB: Math.max(...seen.map(({ mib }) => mib)), growthMiB: slope(settled) * (1000 / kicksPerSecond) * 1000 };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** Least-squares MiB a ms; 0 for less than two points. */
function slope(seen: readonly { at: number; mib: number }[]): number {
  const at = seen.reduce((sum, s) => sum + s.at, 0) / seen.length;
  const mib = seen.reduce((sum, s) => sum + s.mib, 0) / seen.length;
  const spread = seen.reduce((sum, s) => sum + (s.at - at) ** 2, 0);
  return spread === 0 ? 0 : seen.reduce((sum, s) => sum + (s.at - at) * (s.mib - mib), 0) / spread;
}

/** Resident memory of a process and its descendants; 0 for one that is gone. */
function residentMiB(pid: number): number {
  try {
    const own = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) / 1024;
    const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8').trim();
    return own + (children === '' ? 0 : children.split(' ').reduce((sum, child) => sum + residentMiB(Number(child)), 0));
  } catch {
    return 0;
  }
}

/** Runs of each size that are timed, after one that is not. */
const RUNS = 8;

/** Median ms a kick of decoder and vocoder (whole length, one thread) when `size` kicks go through at once. */
export async function networksMs({ bundle }: Model, size: number): Promise<number> {
  const { audio, latentSize } = bundle.manifest;
  const vae = vaeShape(audio, latentSize, baseWidth(bundle.encoder));
  const voice = vocoderShape(audio);
  const files = [bundle.encoder, bundle.decoder, bundle.vocoder];
  const options = { provider: 'cpu', threads: 1 } as const;

  const decoding = new Graph();
  const kept = paramsFromModels(vaeLayout(vae), files);
  const out = decode(frozenParams(decoding, vaeLayout(vae), kept.values, kept.state), decoding.input('latent', [size, latentSize]), vae, false);
  for (const name of ['mel', 'pitch', 'voicing'] as const) decoding.output(name, out[name]);
  const voicing = new Graph();
  const own = paramsFromModels(vocoderLayout(voice), files);
  voicing.output('audio', vocode(frozenParams(voicing, vocoderLayout(voice), own.values, own.state), vocoderInputs(voicing, size, voice), voice));

  const decoder = await openNetwork(toModel(decoding, { doc: 'decoder of several' }), options);
  const vocoder = await openNetwork(toModel(voicing, { doc: 'vocoder of several' }), options);
  const random = createRandom('batch sizes');
  const noise = random.fillNormal(new Float32Array((vocoder.inputs.get('noise') ?? []).reduce((a, b) => a * b, 1)));
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const latent = Float32Array.from(Array.from({ length: size }, () => samplePrior(bundle.prior, random)).flat());
    const began = performance.now();
    const { mel, pitch, voicing: voiced } = await decoder.run({ latent });
    await vocoder.run({ mel, pitch, voicing: voiced, noise });
    if (run > 0) times.push((performance.now() - began) / size);
  }
  await Promise.all([decoder, vocoder].map((network: Network) => network.release()));
  return median(times);
}
