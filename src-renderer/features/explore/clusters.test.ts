import { expect, test } from 'vitest';

import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';
import { createClusterList } from './clusters.ts';

function listOf(answer: (model: string) => unknown) {
  const asked: string[] = [];
  const failed: (ErrorBody | null)[] = [];
  const api = {
    explore: {
      clusters: ({ model }: { model: string }) => {
        asked.push(model);
        return Promise.resolve(answer(model));
      },
    },
  } as unknown as Api;
  return { list: createClusterList({ api, fail: (error) => failed.push(error) }), asked, failed };
}
const refused = (code: string) => ({ ok: false, error: { code, message: `m: ${code}`, hint: '' } });

test('clusters are asked for once a model, and those of a model that was left do not come late', async () => {
  const { list, asked } = listOf((model) => ({ ok: true, value: { clusters: [{ name: `of ${model}` }] } }));
  const first = list.load('a');
  await list.load('b');
  await first;
  expect(list.getState()).toMatchObject({ model: 'b', clusters: [{ name: 'of b' }] });
  await list.load('b');
  expect(asked).toEqual(['a', 'b']);
});

test('a model without a training set has none, which is no fault; a fault is told and asked about again', async () => {
  const none = listOf(() => refused('TRAINING_SET_UNKNOWN'));
  await none.list.load('a');
  expect(none.list.getState()).toMatchObject({ clusters: null, none: 'm: TRAINING_SET_UNKNOWN' });
  expect(none.failed).toEqual([]);
  const broken = listOf(() => refused('ENGINE_FAULT'));
  await broken.list.load('a');
  await broken.list.load('a');
  expect(broken.failed).toHaveLength(2);
  expect(broken.asked).toHaveLength(2);
});
