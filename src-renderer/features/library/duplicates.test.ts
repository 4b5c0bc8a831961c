import { expect, test } from 'vitest';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import type { SavedKick } from '../../../src-preload/contract/library-kick.ts';
import { createNotices } from '../../app/notices.ts';
import { byWorth, createDuplicates, remaining, type Copies } from './duplicates.ts';

type Deps = Parameters<typeof createDuplicates>[0];
type Find = Deps['api']['library']['duplicates'];

const kick = (id: string, over: Partial<SavedKick> = {}): SavedKick => ({ id, favourite: false, rating: 0, ...over } as SavedKick);

function finding(run: Find) {
  const shown: (readonly Copies[])[] = [];
  const notices = createNotices();
  const duplicates = createDuplicates({
    api: { library: { duplicates: run } } as unknown as Deps['api'],
    on: () => () => undefined,
    notices,
    show: (groups) => shown.push(groups),
  });
  return { duplicates, notices, shown };
}

test('shows each group with the kick to keep first', async () => {
  const { duplicates, shown } = finding(() => Promise.resolve({
    ok: true,
    value: { items: [{ kind: 'file', kicks: [kick('old'), kick('rated', { rating: 3 }), kick('loved', { favourite: true })] }] },
  }));
  await duplicates.find();
  expect(shown).toEqual([[['loved', 'rated', 'old']]]);
  expect(duplicates.getState().running).toBe(false);
});

test('looks once at a time; stopped it shows and says nothing, failed it tells', async () => {
  let asked = 0;
  const stopped = finding((_input, { signal } = {}) => new Promise((resolve) => {
    asked += 1;
    signal?.addEventListener('abort', () => { resolve({ ok: false, error: new KicklabError('CANCELLED', { what: 'library.duplicates' }).toBody() }); });
  }));
  const ended = stopped.duplicates.find();
  await stopped.duplicates.find();
  expect(asked).toBe(1);
  stopped.duplicates.cancel();
  await ended;
  expect([stopped.shown, stopped.notices.getState().error]).toEqual([[], null]);

  const failing = finding(() => Promise.resolve({ ok: false, error: new KicklabError('LIBRARY_BUSY', { dir: '/l' }).toBody() }));
  await failing.duplicates.find();
  expect([failing.shown, failing.notices.getState().error?.code]).toEqual([[], 'LIBRARY_BUSY']);
});

test('kicks of equal worth stay as they came: oldest first', () => {
  expect([kick('a'), kick('b'), kick('c')].sort(byWorth).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('a group that lost all copies but one is none', () => {
  expect(remaining([['a', 'b', 'c'], ['d', 'e'], ['f', 'g']], new Set(['a', 'c', 'd', 'f', 'g']))).toEqual([['a', 'c'], ['f', 'g']]);
});
