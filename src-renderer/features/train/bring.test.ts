/** Sounds on their way into a set, over answers that are given by hand. */

import { beforeEach, expect, it, vi } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import { SENT_PART_BYTES } from '../../../src-preload/contract/limits.ts';
import type { Notice } from '../../app/notices.ts';
import { createBringing, type Bringing, type BringingDeps } from './bring.ts';
import type { DatasetsState } from './datasets.ts';
import type { Gathered } from './gather.ts';

const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value });
const failed = (code: string) => Promise.resolve({ ok: false as const, error: { code, message: `${code} happened`, hint: 'Do this' } as ErrorBody });
const brought = { dataset: { id: 'd' }, added: 2, changed: 0, failed: [] };

interface Sent { upload: string; path: string; size: number; offset: number; bytes: Uint8Array }
let sent: Sent[];
let states: Partial<DatasetsState>[];
let told: Notice[];
let store: StoreApi<DatasetsState>;
let bringing: Bringing;
const [fail, open] = [vi.fn(), vi.fn()];
const api = { send: vi.fn(), create: vi.fn(), add: vi.fn(), check: vi.fn(), discard: vi.fn() };

beforeEach(() => {
  vi.resetAllMocks();
  [sent, states, told] = [[], [], []];
  api.send.mockImplementation((part: Sent) => {
    sent.push(part);
    return ok({ received: part.offset + part.bytes.length });
  });
  api.create.mockImplementation(() => ok(brought));
  api.add.mockImplementation(() => ok(brought));
  api.check.mockImplementation(() => ok({}));
  api.discard.mockImplementation(() => ok({}));
  store = createStore<DatasetsState>(() => ({ chosen: 'mine', bringing: false, sending: null } as DatasetsState));
  store.subscribe((state) => states.push(state));
  bringing = createBringing({ api: api as unknown as BringingDeps['api'], store, notices: { fail, tell: (notice) => told.push(notice) }, refresh: () => undefined, open });
});

const file = (path: string, bytes: number): Gathered => ({ path, file: new File([new Uint8Array(bytes)], path) });
const send = (files: Gathered[], to: 'new' | 'chosen' = 'new') => bringing.send(Promise.resolve(files), to);

it('files are sent part by part, told of, and made a set of under one id', async () => {
  await send([file('Bank/a.wav', SENT_PART_BYTES + 5), file('Bank/empty.wav', 0)]);
  expect(sent.map(({ path, size, offset, bytes }) => [path, size, offset, bytes.length])).toEqual([
    ['Bank/a.wav', SENT_PART_BYTES + 5, 0, SENT_PART_BYTES], ['Bank/a.wav', SENT_PART_BYTES + 5, SENT_PART_BYTES, 5], ['Bank/empty.wav', 0, 0, 0],
  ]);
  expect(new Set(sent.map(({ upload }) => upload)).size).toBe(1);
  expect(api.create).toHaveBeenCalledExactlyOnceWith({ upload: sent[0].upload }, expect.anything());
  expect(states.flatMap(({ sending }) => (sending === null || sending === undefined ? [] : [sending.bytes]))).toEqual([0, SENT_PART_BYTES, SENT_PART_BYTES + 5, SENT_PART_BYTES + 5, SENT_PART_BYTES + 5, SENT_PART_BYTES + 5]);
  expect(store.getState()).toMatchObject({ bringing: false, sending: null });
  expect(open).toHaveBeenCalledWith('d');
  expect(api.check).toHaveBeenCalledWith({ id: 'd', again: false }, expect.anything());
  expect(told).toEqual([{ text: '2 sounds brought in' }]);
  expect(api.discard).not.toHaveBeenCalled();
});

it('one that is refused is told with its way out, and the rest comes', async () => {
  api.send.mockImplementationOnce(() => failed('SENT_FILE_REFUSED'));
  const unreadable = { path: 'Bank/gone.wav', file: { size: 5, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('it was moved')) }) } as unknown as File };
  await send([file('Bank/a.wav', 1), unreadable, file('Bank/b.wav', 1)], 'chosen');
  expect(sent.map(({ path }) => path)).toEqual(['Bank/b.wav']);
  expect(api.add).toHaveBeenCalledWith({ id: 'mine', upload: sent[0].upload }, expect.anything());
  expect(told).toEqual([{ text: '2 sounds brought in, 2 files not, the first of them: SENT_FILE_REFUSED happened. Do this' }]);
});

it.each([
  ['nothing is taken', () => { api.send.mockImplementation(() => failed('SENT_FILE_REFUSED')); }, 'SENT_FILE_REFUSED', 2],
  ['the host is gone', () => { api.send.mockImplementation(() => failed('HOST_UNREACHABLE')); }, 'HOST_UNREACHABLE', 1],
  ['no set comes of it', () => { api.create.mockImplementation(() => failed('DATASET_EMPTY')); }, 'DATASET_EMPTY', 2],
])('where %s, that is told and nothing is left', async (_, arrange, code, tried) => {
  arrange();
  await send([file('a.wav', 1), file('b.wav', 1)]);
  expect(fail).toHaveBeenCalledWith(expect.objectContaining({ code }));
  expect(api.send).toHaveBeenCalledTimes(tried);
  expect(api.discard).toHaveBeenCalledOnce();
  expect(told).toEqual([]);
});

it('stopped, it says nothing and leaves nothing', async () => {
  api.send.mockImplementation(() => {
    bringing.stop();
    return failed('CANCELLED');
  });
  await send([file('a.wav', 1), file('b.wav', 1)]);
  expect(fail).not.toHaveBeenCalled();
  expect(api.create).not.toHaveBeenCalled();
  expect(api.discard).toHaveBeenCalledOnce();
  expect(store.getState().bringing).toBe(false);
});
