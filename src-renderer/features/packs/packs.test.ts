import { beforeEach, expect, test, vi } from 'vitest';
import type { Sound } from '../../audio/looper.ts';
import type { Connection } from '../../transport/connection.ts';
import { askedOf, countOf, FIRST_FORM } from './form.ts';
import { createPacks, type Packs, type PackStatus } from './packs.ts';

const NONE: PackStatus = { state: 'none', asked: null, progress: null, result: null, error: null };
const ERROR = { code: 'PACK_BUSY', message: 'm', hint: 'h' };
const done = (out: string): PackStatus => ({ ...NONE, state: 'done', result: { out, archive: null, asked: 1, kicks: [], sheets: 2 } });

let tell: (status: PackStatus) => void;
let failures: unknown[];
let heard: Sound[];
let asked: unknown[][];
let answers: Record<string, unknown>;
let packs: Packs;

beforeEach(() => {
  [failures, heard, asked] = [[], [], []];
  answers = { start: { ok: true, value: { out: '/p' } }, sheet: { ok: true, value: { name: 's.png', bytes: new Uint8Array(3) } } };
  const verb = (name: string) => (input: unknown) => {
    asked.push([name, input]);
    return Promise.resolve(answers[name] ?? { ok: false, error: ERROR });
  };
  const api = { packs: { start: verb('start'), status: verb('status'), cancel: verb('cancel'), preview: verb('preview'), sheet: verb('sheet'), hear: verb('hear') } };
  const on = (_event: string, listener: (status: PackStatus) => void) => {
    tell = listener;
    return () => undefined;
  };
  vi.stubGlobal('URL', { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined });
  packs = createPacks({ connection: { api, on } as unknown as Connection, fail: (error) => failures.push(error), hear: (sound) => heard.push(sound) });
});

test('a pack that is done shows its first contact sheet, and another one another sheet', async () => {
  tell({ ...NONE, state: 'running' });
  expect(packs.getState().sheet).toBeNull();
  tell(done('/p'));
  await vi.waitFor(() => { expect(packs.getState().sheet).toEqual({ url: 'blob:1', page: 1 }); });
  packs.showSheet(2);
  await vi.waitFor(() => { expect(packs.getState().sheet?.page).toBe(2); });
  tell({ ...NONE, state: 'running' });
  expect(packs.getState().sheet).toBeNull();
});

test('a stopped pack goes on with the settings it was begun with', async () => {
  const settings = { out: '/p', count: 3 } as unknown as NonNullable<PackStatus['asked']>;
  tell({ ...NONE, state: 'stopped', asked: settings });
  await packs.resume();
  expect(asked).toEqual([['start', settings]]);
  expect(failures).toEqual([null]);
});

test('what cannot be named is told where the names would stand, and not as a failure', async () => {
  answers.preview = { ok: false, error: ERROR };
  packs.previewNames({ name: 'a', template: '{x}', count: 1 });
  await vi.waitFor(() => { expect(packs.getState().preview).toEqual({ error: ERROR }); });
  expect(failures).toEqual([]);
});

test('a kick is heard, or it is told why not', async () => {
  answers.hear = { ok: true, value: { samples: new Float32Array(2), sampleRate: 8000 } };
  packs.hear(1);
  await vi.waitFor(() => { expect(heard).toHaveLength(1); });
  delete answers.hear;
  packs.hear(2);
  await vi.waitFor(() => { expect(failures.at(-1)).toEqual(ERROR); });
});

test('what is left empty in the form is not asked for; a selection as it is has its own count', () => {
  expect(askedOf(FIRST_FORM, [], '/here')).toEqual({
    name: 'Kicklab Sounds', count: 50, seed: 1, theme: 'Everything', ceiling: -1, format: 'wav24', rate: 44_100,
    template: '{pack}_{nn}_{category}_{note}_{descriptor}', licence: 'Royalty-free', zip: false, out: '/here',
  });
  expect(askedOf({ ...FIRST_FORM, mix: { '808': '2', hard: ' ' }, loudness: '-9.5', holder: ' Me ', out: ' /there ', vary: 0.3 }, ['a'], '/here'))
    .toMatchObject({ mix: { '808': 2 }, loudness: -9.5, holder: 'Me', out: '/there', selection: { ids: ['a'], vary: 0.3 } });
  expect(countOf(FIRST_FORM, ['a', 'b'])).toBe(2);
  expect(countOf({ ...FIRST_FORM, vary: 0.5 }, ['a', 'b'])).toBe(50);
});
