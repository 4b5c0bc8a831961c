import { expect, test, vi } from 'vitest';
import { createPaged, PAGE, rowAt, type Paged } from './paged.ts';

interface Call {
  query: string;
  offset: number;
  limit: number;
}

/** Rows `query:index`, as many as `total` says; every answer comes a turn of the event loop later. */
function list(total = 1000): { paged: Paged<string, string>; calls: Call[]; host: { total: number; mark: string } } {
  const calls: Call[] = [];
  const host = { total, mark: '' };
  const paged = createPaged<string, string>({
    query: '',
    run: async (query, { offset, limit }) => {
      calls.push({ query, offset, limit });
      await new Promise((done) => { setTimeout(done); });
      const length = Math.max(0, Math.min(limit, host.total - offset));
      return { ok: true, value: { total: host.total, items: Array.from({ length }, (_, i) => `${query}${host.mark}:${offset + i}`) } };
    },
    fail: (error) => { throw new Error(error.message); },
  });
  return { paged, calls, host };
}

const settled = (calls: Call[]): Promise<void> => vi.waitFor(async () => {
  const before = calls.length;
  await new Promise((done) => { setTimeout(done, 10); });
  expect(calls.length).toBe(before);
});

test('asks for nothing that nobody looks at', async () => {
  const { paged, calls } = list();
  paged.refresh();
  paged.ask('deep');
  await settled(calls);
  expect(calls).toEqual([]);
  expect(paged.getState()).toMatchObject({ answered: null, total: 0 });
});

test('holds what is in sight and a little around it, each page asked for once', async () => {
  const { paged, calls } = list();
  paged.look(0, 20);
  await settled(calls);
  expect(paged.getState()).toMatchObject({ answered: '', total: 1000 });
  expect(rowAt(paged.getState(), 63)).toBe(':63');
  expect(rowAt(paged.getState(), 64)).toBeUndefined();
  paged.look(5, 25);
  paged.look(500, 520);
  await settled(calls);
  expect(rowAt(paged.getState(), 519)).toBe(':519');
  expect(rowAt(paged.getState(), 0)).toBe(':0');
  expect(calls).toEqual([{ query: '', offset: 0, limit: PAGE }, { query: '', offset: 7 * PAGE, limit: 2 * PAGE }]);
  paged.look(0, 20);
  await settled(calls);
  expect(calls).toHaveLength(2);
});

test('of what is looked at in passing only the last is asked for', async () => {
  const { paged, calls } = list(100_000);
  paged.look(0, 20);
  await settled(calls);
  for (let row = 1000; row <= 90_000; row += 1000) paged.look(row, row + 20);
  await settled(calls);
  expect(calls).toHaveLength(3);
  expect(rowAt(paged.getState(), 90_019)).toBe(':90019');
});

test('another query begins at its beginning, the old rows stand until it is answered, and the latest wins', async () => {
  const { paged, calls } = list();
  paged.look(500, 520);
  await settled(calls);
  paged.ask('d');
  paged.ask('de');
  paged.ask('deep');
  expect(rowAt(paged.getState(), 519)).toBe(':519');
  await settled(calls);
  expect(calls.map(({ query }) => query).slice(-2)).toEqual(['d', 'deep']);
  expect(paged.getState().answered).toBe('deep');
  expect(rowAt(paged.getState(), 0)).toBe('deep:0');
});

test('what changed is asked for again where it is in sight, elsewhere once it is', async () => {
  const { paged, calls, host } = list();
  paged.look(0, 20);
  await settled(calls);
  paged.look(500, 520);
  await settled(calls);
  host.mark = '*';
  host.total = 999;
  paged.refresh();
  expect(rowAt(paged.getState(), 500)).toBe(':500');
  await settled(calls);
  expect(paged.getState().total).toBe(999);
  expect([rowAt(paged.getState(), 500), rowAt(paged.getState(), 0)]).toEqual(['*:500', ':0']);
  paged.look(0, 20);
  await settled(calls);
  expect(rowAt(paged.getState(), 0)).toBe('*:0');
});

test('a change while an answer is under way is not taken for seen', async () => {
  const { paged, calls, host } = list();
  paged.look(0, 20);
  host.mark = '*';
  paged.refresh();
  await settled(calls);
  expect(calls).toHaveLength(2);
});

test('a list that became shorter, or empty, is asked for where it is now, and grows again', async () => {
  const { paged, calls, host } = list();
  paged.look(900, 920);
  await settled(calls);
  host.total = 0;
  paged.refresh();
  await settled(calls);
  expect(paged.getState()).toMatchObject({ answered: '', total: 0 });
  host.total = 3;
  paged.refresh();
  paged.look(0, 20);
  await settled(calls);
  expect(rowAt(paged.getState(), 2)).toBe(':2');
});

test('keeps some pages, the nearest ones', async () => {
  const { paged, calls } = list(100_000);
  for (let page = 0; page < 60; page++) {
    paged.look(page * PAGE, page * PAGE + 1);
    await settled(calls);
  }
  expect(paged.getState().pages.size).toBeLessThanOrEqual(32);
  expect(rowAt(paged.getState(), 0)).toBeUndefined();
  paged.look(0, 1);
  await settled(calls);
  expect(rowAt(paged.getState(), 0)).toBe(':0');
});
