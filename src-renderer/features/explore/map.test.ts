import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { PLACE } from '../../../src-preload/contract/places.ts';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import type { Api, Input } from '../../../src-preload/contract/verbs.ts';
import { countOf, valueOf, type PointSource } from './cloud.ts';
import { createKickMap, DRAWS } from './map.ts';
import { createPointSounds } from './sounds.ts';

describe('the map', () => {
  const asked: Input<'explore', 'map'>[] = [];
  let saved: string[] = [];
  const api = {
    explore: {
      map: (input: Input<'explore', 'map'>) => {
        asked.push(input);
        const { draws = 0, first = 1, library = true, training = false, latents = [], model = '' } = input;
        const kicks = library ? saved.map((id) => ({ id, name: id, favourite: false })) : [];
        const recordings = training ? [{ name: 'a.wav', latent: [1] }] : [];
        const count = draws + kicks.length + recordings.length + latents.length;
        // x of a random kick is its index.
        const places = Float32Array.from({ length: count * PLACE.length }, (_, i) => first + Math.floor(i / PLACE.length));
        return Promise.resolve({ ok: true, value: { bundleId: model, kicks, elsewhere: 0, training: recordings, clusters: [1], categories: [], axes: [0.1, 0.1, 0.1], places } });
      },
    },
  } as unknown as Api;
  const create = () => createKickMap({ api, fail: () => undefined });
  beforeEach(() => {
    asked.length = 0;
    saved = ['one'];
  });

  test('comes in parts, in order, and is not asked for again', async () => {
    const map = create();
    await map.load('m');
    const { cloud, coming } = map.getState();
    expect(cloud === null ? 0 : countOf(cloud)).toBe(DRAWS + 2);
    expect([0, 499, 500, DRAWS - 1].map((point) => valueOf(cloud?.places ?? new Float32Array(0), point, 'x'))).toEqual([1, 500, 501, DRAWS]);
    expect(coming).toBe(0);
    expect(Math.max(...asked.map(({ draws = 0 }) => draws))).toBeLessThanOrEqual(500);
    asked.length = 0;
    saved = ['two', 'one'];
    map.show({ at: 3, selected: [1, 2] });
    await map.load('m');
    expect(asked.map(({ draws }) => draws)).toEqual([0]);
    expect(map.getState().cloud?.kicks.map(({ id }) => id)).toEqual(['two', 'one']);
    // Points have moved: what was pointed at is another one now.
    expect(map.getState()).toMatchObject({ at: null, selected: [] });
  });

  test('keeps what is selected while the same kicks are on it', async () => {
    const map = create();
    await map.load('m');
    map.show({ selected: [1, 2] });
    await map.load('m');
    expect(map.getState().selected).toEqual([1, 2]);
  });

  test('has the recordings of the training set on it, and takes them off', async () => {
    const map = create();
    await map.load('m');
    map.show({ selected: [1, 2] });
    expect(map.getState().cloud?.training).toEqual([{ name: 'a.wav', latent: [1] }]);
    asked.length = 0;
    await map.showTraining(false);
    expect(asked).toEqual([{ draws: 0, training: false, model: 'm' }]);
    expect(map.getState()).toMatchObject({ training: false, cloud: { training: [] }, selected: [] });
    await map.showTraining(true);
    expect(map.getState().cloud?.training).toHaveLength(1);
  });

  test('starts anew for another model', async () => {
    const map = create();
    await map.load('m');
    await map.load('other');
    expect(map.getState().cloud).toMatchObject({ bundleId: 'other', draws: DRAWS });
  });
});

describe('sounds of points', () => {
  const made: Input<'kicks', 'audition'>[] = [];
  const heard: string[] = [];
  let hold: (() => void) | null = null;
  const api = {
    kicks: {
      audition: async (input: Input<'kicks', 'audition'>) => {
        made.push(input);
        if (hold !== null) await new Promise<void>((resolve) => { hold = resolve; });
        return { ok: true, value: { id: 'latent' in input.base ? 'of a latent' : `k${String((input.base as { index: number }).index)}` } as HeardKick };
      },
    },
    library: { open: ({ id }: { id: string }) => Promise.resolve({ ok: true, value: { id } as HeardKick }) },
  } as unknown as Api;
  const create = () => createPointSounds({ api, hear: ({ id }) => heard.push(id), fail: () => undefined, model: () => 'm' });
  const random = (index: number): PointSource => ({ kind: 'model', seed: 1, index });
  const rest = () => vi.advanceTimersByTimeAsync(100);
  beforeEach(() => {
    vi.useFakeTimers();
    made.length = 0;
    heard.length = 0;
    hold = null;
  });
  afterEach(() => vi.useRealTimers());

  test('are asked for where the pointer rests, not where it passes', async () => {
    const sounds = create();
    for (let i = 1; i <= 20; i++) {
      sounds.hover(random(i));
      await vi.advanceTimersByTimeAsync(10);
    }
    await rest();
    expect(heard).toEqual(['k20']);
    sounds.hover(random(1));
    sounds.leave();
    await rest();
    expect(heard).toEqual(['k20']);
  });

  test('the latest wins, and one that was left is not heard late', async () => {
    const sounds = create();
    hold = () => undefined;
    sounds.hover(random(1));
    await rest();
    sounds.leave();
    const release = hold;
    hold = null;
    release();
    await rest();
    expect(heard).toEqual([]);
    sounds.hover(random(2));
    await rest();
    expect(heard).toEqual(['k2']);
  });

  test('of a recording are what the model makes of its latent, made once', async () => {
    const sounds = create();
    const recording: PointSource = { kind: 'latent', name: 'a.wav', latent: [1, 2] };
    for (const source of [recording, random(1), recording]) {
      sounds.hover(source);
      await rest();
    }
    expect(heard).toEqual(['of a latent', 'k1', 'of a latent']);
    expect(made.map(({ base }) => base)).toEqual([{ latent: [1, 2] }, { seed: 1, index: 1 }]);
  });

  test('are kept for when the pointer comes back, and leave one trace in the program', async () => {
    const sounds = create();
    for (const index of [1, 2, 1]) {
      sounds.hover(random(index));
      await rest();
    }
    sounds.hover({ kind: 'saved', kick: { id: 'saved', name: 'S', favourite: false } });
    await rest();
    expect(heard).toEqual(['k1', 'k2', 'k1', 'saved']);
    expect(made.map(({ replaces }) => replaces)).toEqual([undefined, 'k1']);
    // One that is taken for good is made for itself, and never forgotten for another.
    expect((await sounds.take(random(3)))?.id).toBe('k3');
    expect(made.at(-1)?.replaces).toBeUndefined();
  });
});
