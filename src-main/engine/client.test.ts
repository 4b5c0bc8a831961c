import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { evenly } from '../../src-preload/contract/augmentation.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { createEngine, type Engine, type Patience, type SpawnChild } from './client.ts';
import { forkChild } from './fork.ts';
import type { EngineVerbs, TrainProgress } from './protocol.ts';

const scripted = new URL('./fixtures/scripted-child.ts', import.meta.url);
const training: EngineVerbs['train']['args'] = {
  dir: 'd', out: 'o', epochs: 1, seed: 1, beta: 0, batch: 1, threads: 1, latentSize: 8,
  from: null, vocoderFrom: 'v', name: 'n', sounds: 's', prepared: 'p', augmentation: evenly(1), licence: null, instrument: 'kick', resume: false, vocoder: false, copies: 1, measured: 600,
};

let engine: Engine;
let spawned = 0;

function start(spawn: SpawnChild = forkChild({ entry: scripted }), patience?: Patience): Engine {
  spawned = 0;
  return createEngine({
    ...(patience && { patience }),
    spawn: (options) => {
      spawned++;
      return spawn(options);
    },
  });
}

function kick(index: number, ms = 0): EngineVerbs['generate']['args'] {
  return { model: 'm', base: { seed: ms, index }, sliders: {}, forFile: false };
}

async function failure(promise: Promise<unknown>): Promise<KicklabError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof KicklabError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

async function childPid(): Promise<number> {
  return Number((await engine.call('load', { model: 'm' })).id);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

beforeEach(() => {
  engine = start();
});

afterEach(async () => {
  await engine.close();
});

describe('calls', () => {
  test('results come back typed and in order; typed arrays stay typed', async () => {
    const kicks = await Promise.all([1, 2, 3].map((index) => engine.call('generate', kick(index))));
    expect(kicks.map((k) => k.samples)).toEqual([Float32Array.of(1), Float32Array.of(2), Float32Array.of(3)]);
    expect(spawned).toBe(1);
  });

  test('a coded error arrives as the same error', async () => {
    const error = await failure(engine.call('encode', { model: 'm', audio: { file: 'a.wav', sampleRate: 1, channels: [] } }));
    const original = new KicklabError('AUDIO_SILENT', { file: 'a.wav' });
    expect({ ...error.toBody(), kind: error.kind }).toEqual({ ...original.toBody(), kind: original.kind });
  });

  test('an unforeseen error is ENGINE_FAULT and names the verb and the reason', async () => {
    const error = await failure(engine.call('resynth', { model: 'm', source: { audio: { file: '', sampleRate: 1, channels: [] } } }));
    expect(error.code).toBe('ENGINE_FAULT');
    expect(error.message).toContain('resynth');
    expect(error.message).toContain('boom');
  });

  test('the child runs with the runtime\'s telemetry off', async () => {
    expect((await engine.call('load', { model: 'm' })).name).toBe('1');
  });
});

describe('a crash', () => {
  test('kill -9 in the middle of a call rejects that call; those that wait and those that come go on', async () => {
    const pid = await childPid();
    const running = failure(engine.call('generate', kick(1, 10_000)));
    const waiting = engine.call('generate', kick(2));
    await sleep(50);
    process.kill(pid, 'SIGKILL');
    const error = await running;
    expect(error.code).toBe('ENGINE_CRASHED');
    expect(error.message).toContain('SIGKILL');
    expect((await waiting).samples[0]).toBe(2);
    expect((await engine.call('load', { model: 'm' })).dir).toBe('1');
    expect(spawned).toBe(2);
  });

  test('a crash between calls is not noticed but for a new process', async () => {
    const pid = await childPid();
    process.kill(pid, 'SIGKILL');
    while (alive(pid)) await sleep(5);
    await sleep(50);
    expect(spawned).toBe(1);
    expect(await childPid()).not.toBe(pid);
  });

  test('a child that cannot start rejects each call once and is not restarted in a tight loop', async () => {
    await engine.close();
    engine = start(forkChild({ entry: scripted, env: { SCRIPTED_EXIT_AT_START: '1' } }));
    const begun = performance.now();
    const errors = await Promise.all([1, 2, 3].map((index) => failure(engine.call('generate', kick(index)))));
    expect(errors.map((error) => error.code)).toEqual(['ENGINE_CRASHED', 'ENGINE_CRASHED', 'ENGINE_CRASHED']);
    expect(errors[0].message).toContain('exit code 7');
    expect(spawned).toBe(3);
    expect(performance.now() - begun).toBeGreaterThan(180);
  });
});

describe('a hang', () => {
  test('a call without an answer ends the child, and the next one keeps to the safe provider', async () => {
    await engine.close();
    engine = start(undefined, { opening: 10_000, answer: 200 });
    const pid = await childPid();
    const running = failure(engine.call('generate', kick(1, 60_000)));
    const waiting = engine.call('generate', kick(2));
    const error = await running;
    expect(error.code).toBe('ENGINE_CRASHED');
    expect(error.message).toContain('"generate": no answer within 0.2 s');
    expect((await waiting).samples[0]).toBe(2);
    expect((await engine.call('load', { model: 'm' })).dir).toBe('1');
    while (alive(pid)) await sleep(5);
    expect(spawned).toBe(2);
  });

  test('a child whose thread is blocked is ended too, also one that has not started yet', async () => {
    await engine.close();
    engine = start(undefined, { opening: 1500, answer: 1500 });
    const error = await failure(engine.call('load', { model: 'hang' }));
    expect(error.message).toContain('no answer within 1.5 s');
    await engine.close();
    engine = start(forkChild({ entry: scripted, env: { SCRIPTED_HANG_AT_START: '1' } }), { opening: 100, answer: 100 });
    expect((await failure(engine.call('load', { model: 'm' }))).code).toBe('ENGINE_CRASHED');
  });

  test('one that was cancelled and still hangs does not hold up the next call', async () => {
    await engine.close();
    engine = start(undefined, { opening: 10_000, answer: 200 });
    await childPid();
    const controller = new AbortController();
    const hanging = failure(engine.call('generate', kick(1, 60_000), { signal: controller.signal }));
    controller.abort();
    expect((await hanging).code).toBe('CANCELLED');
    expect((await engine.call('generate', kick(2))).samples[0]).toBe(2);
  });

  test('a training takes as long as it likes, and an idle child is left alone', async () => {
    await engine.close();
    engine = start(undefined, { opening: 10_000, answer: 100 });
    const controller = new AbortController();
    const pid = await childPid();
    const begun = performance.now();
    const result = await engine.call('train', training, {
      signal: controller.signal,
      onProgress: () => {
        if (performance.now() - begun > 250) controller.abort();
      },
    });
    expect(result.stopped).toBe('cancelled');
    await sleep(150);
    expect(await childPid()).toBe(pid);
  });
});

describe('cancelling', () => {
  test('queued work is dropped before it runs', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'kicklab-client-'));
    try {
      const controller = new AbortController();
      const running = engine.call('generate', kick(1, 100));
      const queued = failure(engine.call('load', { model: `mark:${join(dir, 'ran')}` }, { signal: controller.signal }));
      controller.abort();
      expect((await queued).code).toBe('CANCELLED');
      await running;
      await engine.call('load', { model: 'm' });
      expect(existsSync(join(dir, 'ran'))).toBe(false);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  test('running inference is let go at once and its result forgotten', async () => {
    await childPid();
    const controller = new AbortController();
    const begun = performance.now();
    const running = failure(engine.call('generate', kick(1, 300), { signal: controller.signal }));
    await sleep(20);
    controller.abort();
    expect((await running).code).toBe('CANCELLED');
    expect(performance.now() - begun).toBeLessThan(250);
    expect((await engine.call('generate', kick(2))).samples[0]).toBe(2);
  });

  test('a signal that was aborted before the call sends nothing', async () => {
    expect((await failure(engine.call('load', { model: 'm' }, { signal: AbortSignal.abort() }))).code).toBe('CANCELLED');
    expect(spawned).toBe(0);
  });

  test('a running training is asked to stop and says how far it came', async () => {
    const controller = new AbortController();
    const seen: TrainProgress[] = [];
    const result = await engine.call('train', training, {
      signal: controller.signal,
      onProgress: (progress) => {
        seen.push(progress);
        if (progress.epoch === 3) controller.abort();
      },
    });
    expect(result.stopped).toBe('cancelled');
    expect(result.bestEpoch).toBeGreaterThanOrEqual(3);
    expect(seen.slice(0, 3).map((p) => p.epoch)).toEqual([1, 2, 3]);
  });
});

test('latest wins: of the auditions that wait only the newest is run, other keys are left alone', async () => {
  await childPid();
  const outcomes: string[] = [];
  const audition = async (index: number, latest: string): Promise<void> => {
    try {
      outcomes.push(`ran ${String((await engine.call('generate', kick(index, 30), { latest })).samples[0])}`);
    } catch (error) {
      outcomes.push(`${(error as KicklabError).code} ${String(index)}`);
    }
  };
  await Promise.all([audition(1, 'page'), audition(2, 'page'), audition(9, 'other'), audition(3, 'page'), audition(4, 'page')]);
  expect(outcomes).toEqual(['SUPERSEDED 2', 'SUPERSEDED 3', 'ran 1', 'ran 9', 'ran 4']);
});

describe('beginning anew', () => {
  test('what is at work and what waits is answered, what waits by the new process', async () => {
    const pid = await childPid();
    const running = engine.call('generate', kick(1, 60));
    const waiting = childPid();
    engine.renew();
    expect((await running).samples[0]).toBe(1);
    expect(await waiting).not.toBe(pid);
    while (alive(pid)) await sleep(5);
    expect(spawned).toBe(2);
  });

  test('an idle process goes at once, and the next one counts as following no crash', async () => {
    process.kill(await childPid(), 'SIGKILL');
    await expect.poll(async () => (await engine.call('load', { model: 'm' })).dir).toBe('1');
    const pid = await childPid();
    engine.renew();
    while (alive(pid)) await sleep(5);
    expect(spawned).toBe(2);
    expect((await engine.call('load', { model: 'm' })).dir).toBe('first');
  });

  test('one that was never used, or is closed, starts nothing', async () => {
    engine.renew();
    await engine.close();
    engine.renew();
    expect(spawned).toBe(0);
  });
});

describe('closing', () => {
  test('rejects what is pending and ends the process', async () => {
    const pid = await childPid();
    const pending = [1, 2].map((index) => failure(engine.call('generate', kick(index, 10_000))));
    await engine.close();
    expect((await Promise.all(pending)).map((error) => error.code)).toEqual(['ENGINE_CLOSED', 'ENGINE_CLOSED']);
    expect(alive(pid)).toBe(false);
    expect((await failure(engine.call('load', { model: 'm' }))).code).toBe('ENGINE_CLOSED');
  });

  test('an engine that was never used closes at once', async () => {
    await engine.close();
    expect(spawned).toBe(0);
  });
});
