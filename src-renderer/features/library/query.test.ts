import { expect, test } from 'vitest';
import { kickOrder } from '../../../src-preload/contract/library-query.ts';
import { chipsOf, NEWEST, orderOf, sortedBy, type Filters, type Part } from './query.ts';

const asked = (shelf: Part, filters: Filters = {}) => kickOrder.parse(orderOf({ shelf, search: 'deep', filters, sorting: NEWEST }));

test('a shelf is a part of the library, and the rest of what is asked goes with it', () => {
  expect(asked({ kind: 'all' })).toMatchObject({ search: 'deep', favourites: false, removed: false, sort: 'savedAt', descending: true });
  expect(asked({ kind: 'favourites' }, { rating: 3 })).toMatchObject({ favourites: true, rating: 3 });
  expect(asked({ kind: 'imported' }).kind).toBe('imported');
  expect(asked({ kind: 'trash' }).removed).toBe(true);
  expect(asked({ kind: 'collection', collection: { id: 'c', name: 'Friday' } }).collection).toBe('c');
});

test('every filter that is set is told in words, and can be taken away alone', () => {
  const filters: Filters = {
    rating: 3, categories: ['808'], notes: ['F1', 'G1'], tags: ['club'], bundles: ['b'],
    measures: { subShare: { min: 0.2 }, lengthMs: { min: 100, max: 400 } },
  };
  const chips = chipsOf(filters, (id) => `Model ${id}`);
  expect(chips.map(({ words }) => words)).toEqual(['3 stars or more', '808', 'F1', 'G1', 'club', 'Model b', 'Sub from 20 %', 'Length 100 ms to 400 ms']);
  expect(chips[0].without).not.toHaveProperty('rating');
  expect(chips[2].without).toEqual({ ...filters, notes: ['G1'] });
  expect(chips[6].without.measures).toEqual({ lengthMs: { min: 100, max: 400 } });
  for (const { without } of chips) expect(chipsOf(without, String)).toHaveLength(chips.length - 1);
});

test('a head sorts, and turns round what it sorts already', () => {
  expect(sortedBy(NEWEST, 'name')).toEqual({ sort: 'name', descending: false });
  expect(sortedBy(NEWEST, 'rating')).toEqual({ sort: 'rating', descending: true });
  expect(sortedBy({ sort: 'name', descending: false }, 'name')).toEqual({ sort: 'name', descending: true });
});
