/**
 * A training is killed (SIGKILL) in random moments, gone on with each time as a user does it, and ends
 * with the bytes of a run that nobody disturbed. The program is killed, or the engine process that
 * trains; of a program that is gone no trainer is left behind. `KILLS=20` in the environment asks for
 * another number of kills.
 */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { proceduralKick } from '../../src-main/audio/procedural/index.ts';
import { KICK_SPEC } from '../../src-main/audio/spec.ts';
import { writeWav } from '../../src-main/audio/wav-write.ts';
import { createRandom, type Random } from '../../src-main/base/random.ts';
import { writeShortBundle } from '../../src-main/engine/fixtures/untrained-bundle.ts';
import { forkChild } from '../../src-main/engine/fork.ts';
import { openStudio } from '../../src-main/studio/open.ts';
import type { TrainingRun } from '../../src-preload/contract/training.ts';

const KILLS = Number(process.env.KILLS ?? 2);
const KICKS = 20;
const EPOCHS = 4;
const ROOT = resolve(import.meta.dirname, '../..');
const CLI = join(ROOT, 'src-main/cli.ts');

const folder = mkdtempSync(join(tmpdir(), 'kicklab-train-kill-'));
const kicks = join(folder, 'kicks');
const start = join(folder, 'start');
vi.stubEnv('KICKLAB_LAB', join(folder, 'lab'));
vi.stubEnv('KICKLAB_MODELS', join(folder, 'models'));
vi.stubEnv('KICKLAB_SETTINGS', join(folder, 'settings.json'));

beforeAll(async () => {
  await writeShortBundle(start);
  mkdirSync(kicks);
  for (let i = 0; i < KICKS; i++) {
    const { samples } = proceduralKick(3, i, KICK_SPEC, 'short');
    writeFileSync(join(kicks, `${String.fromCharCode(97 + i)}.wav`), writeWav([samples], KICK_SPEC.sampleRate, { format: 'int16', ditherSeed: i }));
  }
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function kicklab(...args: string[]) {
  const child = spawn(process.execPath, [CLI, ...args, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((done) => {
    child.on('exit', (code) => { done({ code, stdout, stderr }); });
  });
  return { pid: child.pid ?? 0, kill: () => { child.kill('SIGKILL'); }, ended };
}

const beginning = (name: string) => kicklab('train', kicks, '--out', join(folder, name), '--from', start, '--preset', 'quick', '--epochs', String(EPOCHS), '--threads', '1', '--seed', '5', '--name', 'trained');

/** As another program beside it tells it. */
async function runOf(name: string): Promise<TrainingRun | undefined> {
  const studio = openStudio({ appDir: ROOT, version: 'test', spawn: (env) => forkChild({ env }) });
  try {
    const { runs } = await studio.training.list({}, {});
    return runs.find(({ out }) => out === join(folder, name));
  } finally {
    await studio.close();
  }
}

/** Processes whose parent is `pid`; none where the system does not tell. */
function childrenOf(pid: number): number[] {
  const file = `/proc/${String(pid)}/task/${String(pid)}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter((id) => id !== '').map(Number) : [];
}

/** A process that is gone, or that nobody has asked after since it ended. */
function isGone(pid: number): boolean {
  try {
    return / [ZX] /.test(readFileSync(`/proc/${String(pid)}/stat`, 'utf8').replace(/\(.*\)/s, ''));
  } catch {
    return true;
  }
}

/** Everything that a bundle and what stands beside it consist of, and the log, as digests. */
function madeBy(name: string): Record<string, string> {
  const dir = join(folder, name);
  const files = [...readdirSync(dir).filter((file) => /\.onnx$|^(axes|prior|training-set|manifest|quality)\.json$|^card\.md$/.test(file)).sort(), join('checkpoints', 'training.jsonl')];
  return Object.fromEntries(files.map((file) => [file, createHash('sha256').update(readFileSync(join(dir, file))).digest('hex')]));
}

/** Where a run was when it was killed, by how often. */
const met = new Map<string, number>();
let killed = 0;

/** Kills a run and goes on with it until it has ended or there were kills enough; then lets it end. */
async function disturb(name: string, within: number, random: Random): Promise<void> {
  let process = beginning(name);
  while (killed < KILLS) {
    const over = await Promise.race([process.ended.then(() => true), delay(random.between(0, within / 2), false)]);
    if (over) break;
    const trainers = childrenOf(process.pid);
    // Every third time the trainer alone is killed, and the program is left to tell of it.
    if (killed % 3 === 2 && trainers.length > 0) globalThis.process.kill(trainers[0], 'SIGKILL');
    else process.kill();
    const { code } = await process.ended;
    // It may have been quicker.
    if (code === 0) break;
    killed += 1;
    await expect.poll(() => trainers.filter((pid) => !isGone(pid)), { timeout: 30_000 }).toEqual([]);
    const run = await runOf(name);
    if (run !== undefined) expect(run.state).toBe('interrupted');
    const phase = run?.progress?.phase ?? 'the beginning';
    met.set(phase, (met.get(phase) ?? 0) + 1);
    process = run === undefined ? beginning(name) : kicklab('training', 'resume', run.id);
  }
  expect(await process.ended).toMatchObject({ code: 0 });
  expect(await runOf(name)).toMatchObject({ state: 'done' });
}

test(`killed in ${String(KILLS)} random moments and gone on with each time, it ends as if nobody had disturbed it`, async () => {
  const began = performance.now();
  expect(await beginning('whole').ended).toMatchObject({ code: 0 });
  const within = performance.now() - began;
  const random = createRandom(KILLS, 'training kills');
  for (let n = 1; killed < KILLS; n++) {
    const name = `disturbed ${String(n)}`;
    await disturb(name, within, random);
    expect(madeBy(name)).toEqual(madeBy('whole'));
  }
  console.log(`${String(killed)} kills: ${[...met].map(([phase, count]) => `${String(count)} in ${phase}`).join(', ')}`);
}, 300_000 + 90_000 * KILLS);
