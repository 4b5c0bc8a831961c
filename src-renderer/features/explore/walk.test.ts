import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { PLACE } from '../../../src-preload/contract/places.ts';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import type { Api, Input } from '../../../src-preload/contract/verbs.ts';
import { createWalk, PACE } from './walk.ts';

const START = { latent: [0, 0], model: 'm', label: 'Start' };
const asked: Input<'explore', 'walk'>[] = [];
const made: Input<'kicks', 'audition'>[] = [];
let remaining: number | null = null;
let failing = false;

/** Each step adds 1 to the first number; kicks are called after it. */
const api = {
  explore: {
    walk: (input: Input<'explore', 'walk'>) => {
      asked.push(input);
      if (failing) return Promise.resolve({ ok: false, error: { code: 'ENGINE_FAULT', message: 'm', hint: 'h' } });
      const latent = [input.from[0] + 1, 0];
      return Promise.resolve({ ok: true, value: { latents: [latent], velocity: [latent[0], 1], remaining, places: new Float32Array(PLACE.length).fill(latent[0]) } });
    },
  },
  kicks: {
    audition: (input: Input<'kicks', 'audition'>) => {
      made.push(input);
      return Promise.resolve({ ok: true, value: { id: `k${String((input.base as { latent: number[] }).latent[0])}` } as HeardKick });
    },
  },
} as unknown as Api;
const heard: string[] = [];
const failed: unknown[] = [];
const create = () => createWalk({ api, hear: ({ id }) => heard.push(id), fail: (error) => failed.push(error), newSeed: () => 7 });
const steps = (count: number) => vi.advanceTimersByTimeAsync((count - 0.5) * PACE);

beforeEach(() => {
  vi.useFakeTimers();
  for (const list of [asked, made, heard, failed]) list.length = 0;
  remaining = null;
  failing = false;
});
afterEach(() => vi.useRealTimers());

test('goes on from where it stands, each step heard, a passed kick not asked for again', async () => {
  const walk = create();
  walk.start(START);
  await steps(3);
  expect(heard).toEqual(['k1', 'k2', 'k3']);
  expect(asked.map(({ from, velocity, at, seed }) => [from[0], velocity?.[0], at, seed])).toEqual([[0, undefined, 0, 7], [1, 1, 1, 7], [2, 2, 2, 7]]);
  expect(made.map(({ replaces }) => replaces)).toEqual([undefined, 'k1', 'k2']);
  expect(walk.getState().trail).toHaveLength(3 * PLACE.length);
  walk.pause();
  await steps(5);
  expect(heard).toHaveLength(3);
  walk.start(START);
  await steps(1);
  expect(heard.at(-1)).toBe('k4');
});

test('is steered from the next step on', async () => {
  const walk = create();
  walk.start(START);
  await steps(1);
  walk.steer('brightness', 0.5);
  walk.setSpeed(0.3);
  await steps(2);
  expect(asked.at(-1)).toMatchObject({ steer: { brightness: 0.5 }, speed: 0.3 });
});

test('what it passes while it records stays, in the program too', async () => {
  const walk = create();
  walk.start(START);
  await steps(1);
  walk.record(true);
  await steps(2);
  walk.record(false);
  await steps(2);
  expect(walk.getState().recorded.map(({ id }) => id)).toEqual(['k2', 'k3']);
  // k1 was not recorded, k2 and k3 were.
  expect(made.map(({ replaces }) => replaces)).toEqual([undefined, 'k1', undefined, undefined]);
});

test('wanders again once it has come to where it went', async () => {
  const walk = create();
  walk.goTo({ latent: [9, 9], model: 'm', label: 'There' });
  walk.start(START);
  remaining = 0.5;
  await steps(1);
  expect(walk.getState().towards?.label).toBe('There');
  remaining = 0.01;
  await steps(1);
  expect(walk.getState().towards).toBeNull();
  expect(asked.map(({ towards }) => towards)).toEqual([[9, 9], [9, 9]]);
});

test('stops where a step fails, and says why', async () => {
  const walk = create();
  failing = true;
  walk.start(START);
  await steps(3);
  expect(failed).toHaveLength(1);
  expect(asked).toHaveLength(1);
  expect(walk.getState().going).toBe(false);
});
