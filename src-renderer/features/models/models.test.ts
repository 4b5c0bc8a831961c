/** What is done with models on the page, over answers that are given by hand. */

import { beforeEach, expect, it, vi } from 'vitest';
import type { Notice } from '../../app/notices.ts';
import type { Connection } from '../../transport/connection.ts';
import { createModels, type Installed, type Models } from './models.ts';

const installed = (id: string, more: Partial<Installed> = {}): Installed =>
  ({ id, formerIds: [], name: id, dir: `/${id}`, instrument: 'kick', factory: false, own: true, current: false, bytes: 1, madeAt: '', kicks: 0, ...more });
const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value });
const error = { code: 'MODEL_IN_USE', message: 'm', hint: 'h' };

let models: Models;
let told: Notice[];
let api: Record<string, ReturnType<typeof vi.fn>>;
const [turnTo, refreshModel, save, fail] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
let changed: () => void;

beforeEach(() => {
  vi.clearAllMocks();
  told = [];
  api = {
    list: vi.fn(() => ok({ models: [installed('a')], removed: [] })),
    use: vi.fn(() => ok({ id: 'a' })),
    upload: vi.fn(() => ok({ model: { id: 'b', name: 'B', dir: '/b' }, already: false })),
    import: vi.fn(() => ok({ model: { id: 'b', name: 'B', dir: '/b' }, already: true })),
    remove: vi.fn(() => ok({ id: 'a', name: 'a' })),
    putBack: vi.fn(() => ok({ id: 'a', name: 'a', dir: '/a' })),
    rename: vi.fn(() => ok({})),
    compare: vi.fn(),
    compareSound: vi.fn(),
    download: vi.fn(() => ok({ name: 'a.kickmodel', bytes: new Uint8Array(1) })),
  };
  models = createModels({
    connection: { api: { models: api }, on: (_event: string, listener: () => void) => { changed = listener; return () => undefined; } } as unknown as Connection,
    session: { turnTo, refreshModel },
    notices: { fail, tell: (notice) => told.push(notice) },
    save,
  });
});

it('using a model puts its kick in hand; one that does not open is told and changes nothing', async () => {
  await models.use(installed('a'));
  expect(api.use).toHaveBeenCalledWith({ model: '/a' });
  expect(turnTo).toHaveBeenCalledWith({ id: 'a' });
  api.use.mockReturnValueOnce(Promise.resolve({ ok: false, error }));
  await models.use(installed('b'));
  expect(fail).toHaveBeenLastCalledWith(error);
  expect(turnTo).toHaveBeenCalledOnce();
  expect(models.getState().working).toBeNull();
});

it('a model that is removed can be had back at once', async () => {
  await models.remove(installed('a'));
  told[0].action?.run();
  await vi.waitFor(() => { expect(told).toHaveLength(2); });
  expect(api.putBack).toHaveBeenCalledWith({ id: 'a' });
  expect(told[1].text).toBe('a is back');
  // The kick at hand lost its model and has it again.
  expect(refreshModel).toHaveBeenCalledTimes(2);
});

it('a file installs a model, which can be used from where that is said', async () => {
  await models.bring('b.kickmodel', new Uint8Array(3));
  expect(told[0].text).toBe('B is installed');
  expect(refreshModel).toHaveBeenCalledOnce();
  told[0].action?.run();
  await vi.waitFor(() => { expect(turnTo).toHaveBeenCalledOnce(); });
  expect(api.use).toHaveBeenCalledWith({ model: '/b' });
  await models.bringFrom('/b.kickmodel');
  expect([api.import.mock.calls, told[1].text]).toEqual([[[{ file: '/b.kickmodel' }]], 'B is installed already']);
  api.upload.mockReturnValueOnce(Promise.resolve({ ok: false, error }));
  await models.bring('c.kickmodel', new Uint8Array(3));
  expect(told).toHaveLength(2);
});

it('another name is read again where the model is shown, and a change elsewhere in the list', async () => {
  await models.rename(installed('a'), 'New');
  expect(api.rename).toHaveBeenCalledWith({ model: '/a', name: 'New' });
  expect(refreshModel).toHaveBeenCalledOnce();
  const lists = api.list.mock.calls.length;
  changed();
  expect(api.list).toHaveBeenCalledTimes(lists + 1);
});

it('a model is handed over as a file', async () => {
  await models.download(installed('a'));
  expect(save).toHaveBeenCalledWith('a.kickmodel', new Uint8Array(1));
});

it('of a comparison by a file there are three sounds, of one by a latent two', async () => {
  const side = { length: 2 };
  const samples = Float32Array.of(1, 2, 3, 4, 5, 6, 7);
  api.compareSound.mockReturnValue(ok({ original: { length: 3 }, a: side, b: side, samples }));
  await models.compareSound('/a', '/b', 'kick.wav', new Uint8Array(3));
  expect(models.getState().compared).toMatchObject({ source: 'kick.wav', sounds: { original: Float32Array.of(1, 2, 3), a: Float32Array.of(4, 5), b: Float32Array.of(6, 7) } });
  api.compare.mockReturnValue(ok({ original: null, a: side, b: side, samples: samples.subarray(3) }));
  await models.compare('/a', '/b', { seed: 1 });
  expect(models.getState().compared?.sounds).toEqual({ original: new Float32Array(), a: Float32Array.of(4, 5), b: Float32Array.of(6, 7) });
});
