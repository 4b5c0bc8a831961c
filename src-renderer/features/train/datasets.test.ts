/** Sets of sounds on the page, over answers that are given by hand. */

import { beforeEach, expect, it, vi } from 'vitest';
import type { Dataset } from '../../../src-preload/contract/datasets.ts';
import type { Notice } from '../../app/notices.ts';
import type { Connection } from '../../transport/connection.ts';
import { chosenOf, createDatasets, type Datasets } from './datasets.ts';

const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value });
const setOf = (id: string, checked: number) => ({ id, name: `Set ${id}`, counts: { items: 2, checked } }) as Dataset;

let there: Dataset[];
let told: Notice[];
let datasets: Datasets;
const [fail, dismiss] = [vi.fn(), vi.fn()];
const api = { list: vi.fn(), items: vi.fn(), check: vi.fn(), remove: vi.fn(), putBack: vi.fn() };

beforeEach(async () => {
  vi.resetAllMocks();
  told = [];
  there = [setOf('a', 2), setOf('b', 1)];
  api.list.mockImplementation(() => ok({ datasets: there, failed: [] }));
  api.items.mockImplementation(() => ok({ total: 0, items: [] }));
  api.check.mockImplementation(() => ok({}));
  api.remove.mockImplementation(({ id }: { id: string }) => {
    there = there.filter((each) => each.id !== id);
    return ok({});
  });
  api.putBack.mockImplementation(({ id }: { id: string }) => {
    there = [setOf(id, 2), ...there];
    return ok(there[0]);
  });
  datasets = createDatasets({
    connection: { api: { datasets: api }, on: () => () => undefined } as unknown as Connection,
    notices: { fail, dismiss, tell: (notice) => told.push(notice) },
    hear: () => undefined,
  });
  datasets.refresh();
  await expect.poll(() => chosenOf(datasets.getState())?.id).toBe('a');
});

it('a set that is forgotten can be had back at once, and is at hand again', async () => {
  await datasets.forget(there[0]);
  await expect.poll(() => chosenOf(datasets.getState())?.id).toBe('b');
  expect(told).toMatchObject([{ text: 'Set a is forgotten', action: { label: 'Undo' } }]);
  told[0].action?.run();
  await expect.poll(() => chosenOf(datasets.getState())?.id).toBe('a');
  expect(dismiss).toHaveBeenCalledOnce();
});

it('one that cannot be put back is told of, and the way back stays', async () => {
  await datasets.forget(there[0]);
  const error = { code: 'DATASET_NOT_REMOVED', message: 'm', hint: 'h' };
  api.putBack.mockImplementation(() => Promise.resolve({ ok: false, error }));
  told[0].action?.run();
  await expect.poll(() => fail.mock.lastCall).toEqual([error]);
  expect(dismiss).not.toHaveBeenCalled();
});

it('a set is looked over, and one that was is so again', async () => {
  await datasets.check();
  expect(api.check).toHaveBeenLastCalledWith({ id: 'a', again: true }, expect.anything());
  datasets.choose('b');
  await datasets.check();
  expect(api.check).toHaveBeenLastCalledWith({ id: 'b', again: false }, expect.anything());
});
