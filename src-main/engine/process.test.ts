import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { createEngine, type ChildPort, type Engine } from './client.ts';
import { writeTinyBundle } from './fixtures/tiny-bundle.ts';
import { forkChild } from './fork.ts';

const dir = mkdtempSync(join(tmpdir(), 'kicklab-process-'));
let engine: Engine;
let child: ChildPort;

function start(env: NodeJS.ProcessEnv = {}): Engine {
  const spawnChild = forkChild({ env });
  return createEngine({
    spawn: (options) => {
      child = spawnChild(options);
      return child;
    },
  });
}

beforeAll(async () => {
  await writeTinyBundle(dir);
});

afterAll(() => {
  rmSync(dir, { recursive: true });
});

beforeEach(() => {
  engine = start();
});

afterEach(async () => {
  await engine.close();
});

test('load tells what the sliders range over, in their units', async () => {
  const info = await engine.call('load', { model: dir });
  expect(info).toMatchObject({ latentSize: 8, sampleRate: 44_100, provider: 'cpu', name: 'tiny' });
  expect(info.sliders.decay.unit).toBe('ms');
  // The fixture's decay is e^(5.5 + 0.5 z) ms with z standard normal.
  expect(Math.log(info.sliders.decay.median)).toBeCloseTo(5.5, 0);
  expect(info.sliders.decay.low).toBeLessThan(info.sliders.decay.median);
  expect(info.sliders.click.high).toBeGreaterThan(info.sliders.click.median);
});

test('a kick for a file is the same from two processes, and after a crash', async () => {
  const request = { model: dir, base: { seed: 7, index: 0 }, sliders: { decay: 0.3 }, forFile: true };
  const first = await engine.call('generate', request);
  const crashed = engine.call('generate', request);
  child.kill();
  await expect(crashed).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
  const again = await engine.call('generate', request);
  expect(again.samples).toEqual(first.samples);
  expect(again.samples).toBeInstanceOf(Float32Array);
});

test('a damaged bundle is refused by code and the engine goes on', async () => {
  await expect(engine.call('load', { model: join(dir, 'nowhere') })).rejects.toMatchObject({ code: 'BUNDLE_MISSING' });
  await expect(engine.call('generate', { model: dir, base: { latent: [NaN] }, sliders: {}, forFile: true })).rejects.toMatchObject({ code: 'LATENT_LENGTH' });
  await engine.call('load', { model: dir });
});

test('a forced provider that is not here is refused with its reason', async () => {
  await engine.close();
  engine = start({ KICKLAB_PROVIDER: process.platform === 'win32' ? 'coreml' : 'dml' });
  await expect(engine.call('load', { model: dir })).rejects.toMatchObject({
    code: 'PROVIDER_UNAVAILABLE',
    message: /does not have it/,
  });
});

test.skipIf(process.platform !== 'linux')('the child ends when its parent is killed', async () => {
  const host = spawn(process.execPath, [fileURLToPath(new URL('./fixtures/host.ts', import.meta.url)), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => host.stdout.once('data', resolve));
  const children = childrenOf(host.pid ?? 0);
  expect(children).toHaveLength(1);
  host.kill('SIGKILL');
  for (let i = 0; i < 100 && alive(children[0]); i++) await sleep(20);
  expect(alive(children[0])).toBe(false);
});

/** Process ids whose parent is `pid`, from /proc. */
function childrenOf(pid: number): number[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.filter((id) => parentOf(id) === pid).map(Number);
}

function parentOf(id: string): number {
  try {
    return Number(/^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}

/** A zombie that nobody has collected yet counts as ended. */
function alive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
