/**
 * Every verb and event of the contract through both of the page's transports: the socket to the
 * web host, and the preload bridge to the IPC gate. What comes out must be the same.
 */

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ErrorCode } from '../../src-preload/contract/errors.ts';
import type { Result } from '../../src-preload/contract/result.ts';
import { listVerbs, type CallOptions } from '../../src-preload/contract/verbs.ts';
import { INPUTS, saved, valueOf } from './cases.ts';
import { BITS, DOORS, openWorld, SEEDS, toneOf, type DoorName, type World } from './worlds.ts';

// The shell's modules name Electron, whose binary is not needed for what is used of them here.
vi.mock('electron', () => ({ dialog: {} }));

type Call = (input: unknown, options?: CallOptions) => Promise<Result<unknown>>;
const callOf = (world: World, namespace: string, name: string): Call => (world.api as unknown as Record<string, Record<string, Call>>)[namespace][name];

/** What each door said to each question, with what must differ left out. */
const said = new Map<string, Map<DoorName, unknown>>();
function note(question: string, door: DoorName, answer: unknown): void {
  said.set(question, (said.get(question) ?? new Map<DoorName, unknown>()).set(door, answer));
}

const VERBS = listVerbs().map(({ namespace, name, verb }) => ({ key: `${namespace}.${name}`, namespace, name, verb }));
const doors = Object.keys(DOORS) as DoorName[];

describe.each(doors)('%s', (door) => {
  let world: World;
  beforeAll(async () => { world = await openWorld(door); });
  afterAll(() => world.close());

  const inputOf = async (namespace: string, name: string): Promise<Record<string, unknown>> => {
    const input = (INPUTS as unknown as Record<string, Record<string, (world: World) => unknown>>)[namespace][name];
    return (await input(world)) as Record<string, unknown>;
  };

  test.each(VERBS)('$key answers as the contract says', async ({ key, namespace, name, verb }) => {
    const result = await callOf(world, namespace, name)(await inputOf(namespace, name));
    expect(result).toMatchObject({ ok: true });
    const { value } = result as { value: Record<string, unknown> };
    expect(verb.output.parse(value)).toEqual(value);
    if (verb.binary !== undefined) {
      const { field, type } = verb.binary;
      expect(Object.getPrototypeOf(value[field])).toBe(type === 'f32' ? Float32Array.prototype : Uint8Array.prototype);
    }
    note(key, door, comparable(value, world));
  });

  test.each(VERBS)('$key takes no more than it knows', async ({ key, namespace, name }) => {
    const result = await callOf(world, namespace, name)({ ...(await inputOf(namespace, name)), colour: 'red' });
    expect(result).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID', message: expect.stringContaining('colour') as string } });
    note(`${key} with more`, door, result);
  });

  const refused: [name: string, ErrorCode, (world: World) => Promise<Result<unknown>>][] = [
    ['a value out of range', 'INPUT_INVALID', ({ api }) => api.kicks.audition({ base: { seed: 1, index: 0 } })],
    ['a latent that is no number', 'LATENT_NOT_FINITE', ({ api }) => api.kicks.audition({ base: { latent: [NaN] } })],
    ['a latent of another length', 'LATENT_LENGTH', ({ api }) => api.kicks.audition({ base: { latent: [1, 2] } })],
    ['a model that is not there', 'MODEL_NOT_FOUND', ({ api }) => api.models.info({ model: 'absent' })],
    ['a kick that is gone', 'KICK_GONE', ({ api }) => api.kicks.wav({ id: 'gone' })],
    ['a kick that nobody saved', 'SAVED_KICK_UNKNOWN', ({ api }) => api.library.open({ id: 'unknown' })],
    ['a name of nothing', 'INPUT_INVALID', async (w) => w.api.library.rename({ id: (await saved(w, 'named')).id, name: ' ' })],
    ['a file of nothing', 'AUDIO_EMPTY', ({ api }) => api.kicks.analyse({ name: 'a.wav', bytes: new Uint8Array() })],
    ['half a WAV file', 'AUDIO_UNREADABLE', (w) => w.api.kicks.analyse({ name: 'a.wav', bytes: toneOf(w).slice(0, 20) })],
    ['a folder that is not there', 'FOLDER_UNREADABLE', ({ api, dir }) => api.training.prepare({ dir: `${dir}/absent`, out: `${dir}/out` })],
    ['a fault of ours', 'INTERNAL', ({ api }) => api.kicks.audition({ base: { seed: SEEDS.fault, index: 1 } })],
  ];
  test.each(refused)('%s is %s', async (name, code, ask) => {
    const result = await ask(world);
    expect(result).toMatchObject({ ok: false, error: { code } });
    note(name, door, comparable(result, world));
    expect(world.faults.splice(0)).toHaveLength(code === 'INTERNAL' ? 1 : 0);
  });

  test('samples arrive bit by bit', async () => {
    const { samples } = await valueOf(world.api.kicks.audition({ base: { seed: SEEDS.bits, index: 1 } }));
    expect(samples).toBeInstanceOf(Float32Array);
    expect([...new Uint32Array(samples.buffer, samples.byteOffset, samples.length)]).toEqual([...BITS]);
  });

  test('a file arrives byte by byte, also from within a larger buffer', async () => {
    const bytes = toneOf(world);
    const larger = new Uint8Array(bytes.length + 2);
    larger.set(bytes, 1);
    const whole = await valueOf(world.api.kicks.analyse({ name: 'a.wav', bytes }));
    expect(await valueOf(world.api.kicks.analyse({ name: 'a.wav', bytes: larger.subarray(1, -1) }))).toEqual(whole);
  });

  test('an abort ends the call at once and the work behind it', async () => {
    const abort = new AbortController();
    const call = world.api.kicks.audition({ base: { seed: SEEDS.held, index: 1 } }, { signal: abort.signal });
    await expect.poll(() => world.held.length).toBe(1);
    abort.abort(new Error('a reason of its own'));
    const result = await call;
    expect(result).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    note('an abort', door, result);
    await expect.poll(() => world.held[0].aborted).toBe(true);
    expect(world.faults).toEqual([]);
  });

  test('what was aborted before is never asked', async () => {
    const before = world.calls();
    const result = await world.api.kicks.audition({ base: { seed: 1, index: 1 } }, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    expect(world.calls()).toBe(before);
  });

  test('an abort after the answer changes nothing', async () => {
    const abort = new AbortController();
    const input = { base: { seed: 1, index: 1 } };
    await valueOf(world.api.kicks.audition(input, { signal: abort.signal }));
    abort.abort();
    expect(await world.api.kicks.audition(input)).toMatchObject({ ok: true });
  });

  test('events arrive, and no more once they are not wanted', async () => {
    const { id } = await saved(world, 'watched');
    const [first, second] = [vi.fn(), vi.fn()];
    const stops = [world.on('libraryChanged', first), world.on('libraryChanged', second)];
    const change = () => valueOf(world.api.library.update({ ids: [id], favourite: true }));
    // Until the stream stands, a change may pass unheard.
    await expect.poll(async () => {
      await change();
      return Math.min(first.mock.calls.length, second.mock.calls.length);
    }).toBeGreaterThan(0);
    expect(first).toHaveBeenLastCalledWith({});
    stops[0]();
    await expect.poll(() => second.mock.calls.length).toBe(first.mock.calls.length);
    const [heardFirst, heardSecond] = [first.mock.calls.length, second.mock.calls.length];
    await change();
    await expect.poll(() => second.mock.calls.length).toBeGreaterThan(heardSecond);
    expect(first).toHaveBeenCalledTimes(heardFirst);
    stops[1]();
    stops[1]();
    const training = vi.fn();
    const stop = world.on('trainingChanged', training);
    await expect.poll(async () => {
      await world.api.training.start({ dir: `${world.dir}/sounds`, out: `${world.dir}/again` });
      return training.mock.calls.length;
    }).toBeGreaterThan(0);
    await expect.poll(() => training.mock.lastCall).toMatchObject([{ state: 'done', result: { stopped: 'done' } }]);
    expect(listVerbs().find(({ namespace, name }) => namespace === 'training' && name === 'status')?.verb.output.parse(training.mock.lastCall?.[0])).toEqual(training.mock.lastCall?.[0]);
    stop();
  });

  test('a door that is shut answers with a failure, not with a rejection', async () => {
    await world.shut();
    const result = await world.api.models.list({});
    expect(result).toMatchObject({ ok: false, error: { code: door === 'web' ? 'HOST_UNREACHABLE' : 'INTERNAL', hint: expect.any(String) as string } });
  });
});

test('both doors say the same', () => {
  expect(said.size).toBeGreaterThan(2 * VERBS.length);
  for (const [question, answers] of said) {
    const [one, ...others] = doors.map((door) => answers.get(door));
    for (const other of others) expect([question, other]).toEqual([question, one]);
  }
});

/** Without what no two studios share: folders, ids, times. Arrays of numbers as type and digest. */
function comparable(value: unknown, world: World): unknown {
  if (typeof value === 'string') {
    return value
      .replaceAll(world.dir, '<dir>')
      .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<id>')
      .replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/, '<time>');
  }
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    // A WAV file says when its sound was made.
    const timeless = bytes.toString('latin1').replace(/\d{4}-\d\d-\d\d(T?\d\d:\d\d:\d\d(\.\d+Z)?)?/g, '<time>');
    return `${value.constructor.name} ${createHash('sha256').update(timeless, 'latin1').digest('hex')}`;
  }
  if (Array.isArray(value)) return value.map((each) => comparable(each, world));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, comparable(each, world)]));
}
