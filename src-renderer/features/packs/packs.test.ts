import { beforeEach, expect, test } from 'vitest';
import type { Api, CallOptions, Input } from '../../../src-preload/contract/verbs.ts';
import { createPacks, type Packs } from './packs.ts';

type Generate = Input<'kicks', 'generate'>;
const NO_DISK = { code: 'DISK_FULL', message: 'm', hint: 'h' };

let asked: Generate[];
let failures: unknown[];
/** What happens at a part, by its number. */
let at: (part: number) => 'made' | 'one fails' | 'fails' | 'is stopped';
let packs: Packs;

beforeEach(() => {
  [asked, failures] = [[], []];
  at = () => 'made';
  const generate = (input: Generate, { signal }: CallOptions = {}) => {
    asked.push(input);
    const what = at(asked.length);
    if (what === 'is stopped') packs.stop();
    if (what === 'fails' || signal?.aborted === true) return Promise.resolve({ ok: false, error: NO_DISK });
    const items = Array.from({ length: input.count ?? 1 }, (_, i) => ({ file: `${String((input.first ?? 1) + i)}.wav`, ...(what === 'one fails' && i === 0 ? { error: NO_DISK } : {}) }));
    return Promise.resolve({ ok: true, value: { items } });
  };
  packs = createPacks({ api: { kicks: { generate } } as unknown as Pick<Api, 'kicks'>, fail: (error) => failures.push(error) });
});

test('a pack is made in parts, every kick of it once', async () => {
  await packs.make({ count: 19, seed: 3, out: '/p', note: 'F1' });
  expect(asked.map(({ first, count }) => [first, count])).toEqual([[1, 8], [9, 8], [17, 3]]);
  expect(asked.every(({ seed, out, note }) => seed === 3 && out === '/p' && note === 'F1')).toBe(true);
  expect(packs.getState().run).toEqual({ state: 'done', out: '/p', count: 19, made: 19, failed: [] });
});

test('kicks that fail alone are told, and the others go on', async () => {
  at = (part) => (part === 2 ? 'one fails' : 'made');
  await packs.make({ count: 16, out: '/p' });
  expect(packs.getState().run).toMatchObject({ state: 'done', made: 16, failed: [{ file: '9.wav', error: NO_DISK }] });
});

test('what meets every kick ends it, and is told', async () => {
  at = (part) => (part === 2 ? 'fails' : 'made');
  await packs.make({ count: 40, out: '/p' });
  expect(asked).toHaveLength(2);
  expect(failures.at(-1)).toEqual(NO_DISK);
  expect(packs.getState().run).toMatchObject({ state: 'stopped', made: 8 });
});

test('stopped by hand it ends without a complaint, and another one can be made', async () => {
  at = (part) => (part === 2 ? 'is stopped' : 'made');
  await packs.make({ count: 40, out: '/p' });
  expect(failures).toEqual([null]);
  expect(packs.getState().run).toMatchObject({ state: 'stopped', made: 8 });
  at = () => 'made';
  await packs.make({ count: 2, out: '/p' });
  expect(packs.getState().run).toMatchObject({ state: 'done', made: 2 });
});
