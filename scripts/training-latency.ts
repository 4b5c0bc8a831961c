/**
 * How soon a kick is there while a model trains on this machine: `npm run -s training:latency [-- COUNT]`.
 * COUNT auditions of the shipped model through the web host, without a training and then beside one that
 * takes real steps from the same model. It prints medians and 95th percentiles, and
 * their ratio; nothing is compared with a target, nothing fails.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serveStudio } from '../e2e/fixtures/studio.ts';
import { proceduralKick } from '../src-main/audio/procedural/index.ts';
import { KICK_SPEC } from '../src-main/audio/spec.ts';
import { writeWav } from '../src-main/audio/wav-write.ts';
import { quantile } from '../src-main/base/statistics.ts';

const COUNT = Number(process.argv[2] ?? 200);
const WARM_UP = 20;
/** As a hand that tries one after the other, ms. */
const PAUSE_MS = 30;
/** The fewest sounds that a training takes. */
const SOUNDS = 20;

const folder = mkdtempSync(join(tmpdir(), 'kicklab-training-latency-'));
const sounds = join(folder, 'sounds');
mkdirSync(sounds);
for (let i = 0; i < SOUNDS; i++) {
  const { samples } = proceduralKick(1, i, KICK_SPEC, 'short');
  writeFileSync(join(sounds, `${String.fromCharCode(97 + i)}.wav`), writeWav([samples], KICK_SPEC.sampleRate, { format: 'int16', ditherSeed: i }));
}
const host = await serveStudio({ model: resolve(import.meta.dirname, '../models/factory') });

async function ask(path: string, input: object): Promise<Response> {
  const response = await fetch(new URL(`/api/${path}`, host.url), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(input) });
  if (!response.ok) throw new Error(await response.text());
  return response;
}

/** ms from the question to the last byte of the sound, a kick. */
async function audition(seed: number, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 1; index <= count; index++) {
    const began = performance.now();
    await (await ask('kicks/audition', { base: { seed, index } })).arrayBuffer();
    times.push(performance.now() - began);
    await delay(PAUSE_MS);
  }
  return times;
}

function tell(name: string, times: readonly number[]): void {
  const at = (share: number): string => quantile(times, share).toFixed(1).padStart(6);
  console.info(`${name.padEnd(22)} p50 ${at(0.5)}  p95 ${at(0.95)}  max ${at(1)} ms  (${String(times.length)})`);
}

interface Status { state: string; progress: { phase: string; step: number } | null }
const status = async (): Promise<Status> => (await ask('training/status', {})).json() as Promise<Status>;

try {
  await audition(1, WARM_UP);
  const alone = await audition(2, COUNT);
  tell('without a training', alone);
  // More epochs than there will be time for: it is stopped when all is measured.
  const { id } = (await (await ask('training/start', { dir: sounds, out: join(folder, 'model'), preset: 'quick', epochs: 1000 })).json()) as { id: string };
  for (let now = await status(); now.progress?.phase !== 'train'; now = await status()) {
    if (now.state !== 'running') throw new Error(`the training ended: ${JSON.stringify(now)}`);
    await delay(200);
  }
  const first = (await status()).progress?.step ?? 0;
  const beside = await audition(3, COUNT);
  const steps = ((await status()).progress?.step ?? 0) - first;
  await ask('training/cancel', { id });
  tell('beside a training', beside);
  console.info(`ratio                  p50 ${(quantile(beside, 0.5) / quantile(alone, 0.5)).toFixed(2)}  p95 ${(quantile(beside, 0.95) / quantile(alone, 0.95)).toFixed(2)}; it took ${String(steps)} steps meanwhile`);
} finally {
  await host.close();
  rmSync(folder, { recursive: true });
}
