/** A session that goes on from the history of an earlier start. */

import { beforeEach, expect, test } from 'vitest';
import type { HeardKick } from '../../src-preload/contract/kicks.ts';
import type { Api, Input } from '../../src-preload/contract/verbs.ts';
import { newGesture } from './gesture.ts';
import { createSession, type Session, type Step } from './session.ts';

const kickOf = (id: string, bundleId = 'home'): HeardKick => ({
  id, bundleId, base: [0.5, 0.5], exchanged: {}, components: [], set: { decay: 0.3 }, note: 'F1', pitchCurve: [], effects: [], samples: new Float32Array(4), sampleRate: 44_100,
}) as unknown as HeardKick;
const stepOf = (label: string, bundleId?: string): Step => ({ label, gesture: newGesture(), shapeable: true, kick: kickOf(label, bundleId) });

let asked: Input<'kicks', 'audition'>[];
let heard: HeardKick[];
let failures: unknown[];
let works: boolean;
let session: Session;

beforeEach(() => {
  [asked, heard, failures] = [[], [], []];
  works = true;
  const api = {
    models: { info: ({ model = 'home' }: { model?: string }) => Promise.resolve({ ok: true, value: { id: model, latentSize: 2 } }) },
    kicks: {
      audition: (input: Input<'kicks', 'audition'>) => {
        asked.push(input);
        return Promise.resolve(works
          ? { ok: true, value: { ...kickOf(`made ${String(asked.length)}`), timing: { total: 1 } } }
          : { ok: false, error: { code: 'MODEL_NOT_FOUND', message: 'm', hint: 'h' } });
      },
    },
  } as unknown as Api;
  session = createSession({ api, hear: (kick) => heard.push(kick), fail: (error) => failures.push(error) });
});

test('it makes and plays nothing, and stands where it was left', async () => {
  await session.begin({ items: [stepOf('a'), stepOf('b'), stepOf('c')], at: 1 });
  expect(asked).toEqual([]);
  expect(heard).toEqual([]);
  const { steps, set, note, model } = session.getState();
  expect([steps.items.map(({ label }) => label), steps.at]).toEqual([['a', 'b', 'c'], 1]);
  expect([set, note, model?.id]).toEqual([{ decay: 0.3 }, 'F1', 'home']);
  session.redo();
  expect(heard.map(({ id }) => id)).toEqual(['c']);
});

test('the next move starts from the kick that was at hand, whichever model it is of', async () => {
  await session.begin({ items: [stepOf('a')], at: 0 });
  session.move('click', 0.9, newGesture());
  expect(asked[0]).toMatchObject({ base: { latent: [0.5, 0.5] }, sliders: { decay: 0.3, click: 0.9 }, note: 'F1' });
  expect(asked[0].model).toBe('home');
  const other = createSession({ api: { models: { info: () => Promise.resolve({ ok: true, value: { id: 'home' } }) }, kicks: { audition: (input: Input<'kicks', 'audition'>) => { asked.push(input); return new Promise(() => undefined); } } } as unknown as Api, hear: () => undefined, fail: () => undefined });
  await other.begin({ items: [stepOf('a', 'theirs')], at: 0 });
  other.move('click', 0.9, newGesture());
  expect(asked[1].model).toBe('theirs');
});

test('a kick that the host forgot is made again before it is kept, once, and keeps its samples', async () => {
  await session.begin({ items: [stepOf('a'), stepOf('b')], at: 1 });
  const { samples } = session.getState().steps.items[1].kick;
  expect(await session.renew()).toBe('made 1');
  expect(asked[0]).toMatchObject({ base: { latent: [0.5, 0.5] }, sliders: { decay: 0.3 }, note: 'F1', model: 'home' });
  expect(await session.renew()).toBe('made 1');
  expect(asked).toHaveLength(1);
  const { items, at } = session.getState().steps;
  expect([items.length, at, items[1].label]).toEqual([2, 1, 'b']);
  expect(items[1].kick.samples).toBe(samples);
});

test('one that cannot be made again is told', async () => {
  await session.begin({ items: [stepOf('a')], at: 0 });
  works = false;
  expect(await session.renew()).toBeNull();
  expect(failures.at(-1)).toMatchObject({ code: 'MODEL_NOT_FOUND' });
});

test('without a history the first kick is made, and is known to the host', async () => {
  await session.begin(null);
  await expect.poll(() => session.getState().steps.items.length).toBe(1);
  expect(await session.renew()).toBe('made 1');
  expect(asked).toHaveLength(1);
});

test('a kick of a bundle that another took the place of is shown with that', async () => {
  const api = { models: { info: ({ model = 'home' }: { model?: string }) => Promise.resolve({ ok: true, value: { id: model === 'former' ? 'present' : model, latentSize: 2 } }) } } as unknown as Api;
  const later = createSession({ api, hear: () => undefined, fail: () => undefined });
  await later.begin({ items: [stepOf('a', 'former')], at: 0 });
  expect(later.getState().model?.id).toBe('present');
});
