import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { kickChanges } from '../../src-preload/contract/library.ts';
import { kickQuery } from '../../src-preload/contract/library-query.ts';
import { testKick } from './fixtures/kick.ts';
import { createPlace, type Place } from './fixtures/place.ts';
import type { Library, NewKick } from './library.ts';

let place: Place;
let library: Library;
beforeEach(async () => {
  place = createPlace();
  library = await place.open();
});
afterEach(() => { place.end(); });

type Query = z.input<typeof kickQuery>;
const save = (name: string, over: Partial<NewKick> = {}, descriptors: Partial<NewKick['descriptors']> = {}): string => {
  const kick = testKick(1);
  return library.save({ ...kick, name, ...over, descriptors: { ...kick.descriptors, ...descriptors } }).id;
};
const names = (query: Query = {}): string => library.list(kickQuery.parse(query)).items.map((kick) => kick.name).join(' ');
const update = (ids: string[], changes: z.input<typeof kickChanges>): number => library.update(ids, kickChanges.parse(changes));

describe('text', () => {
  test('is looked for in name, tags, note, kind, collections and notes, together', () => {
    const a = save('Alpha', { category: '909' }, { note: 'F#1' });
    const b = save('Beta', {}, { note: 'A-1' });
    update([b], { addTags: ['Lange Nächte', 'sub'], notes: 'Für den Drop' });
    const { id } = library.addCollection('Freitag', [a]);
    for (const search of ['alp', '909', 'f#1', 'freitag', 'freit 90']) expect([search, names({ search })]).toEqual([search, 'Alpha']);
    for (const search of ['nachte', 'drop', 'sub lange', 'a', 'BETA fur']) expect([search, names({ search })]).toEqual([search, search === 'a' ? 'Beta Alpha' : 'Beta']);
    library.renameCollection(id, 'Samstag');
    expect([names({ search: 'freitag' }), names({ search: 'samstag' })]).toEqual(['', 'Alpha']);
    library.fillCollection(id, [b], [a]);
    expect(names({ search: 'samstag' })).toBe('Beta');
    library.removeCollection(id);
    update([b], { removeTags: ['SUB'], notes: '' });
    expect([names({ search: 'samstag' }), names({ search: 'sub' }), names({ search: 'drop' })]).toEqual(['', '', '']);
  });

  test('finds in the trash what is there, and nothing of it outside', () => {
    const [a] = [save('Deep one'), save('Deep two')];
    library.remove([a]);
    expect([names({ search: 'deep' }), names({ search: 'deep', removed: true })]).toEqual(['Deep two', 'Deep one']);
    library.putBack([a]);
    expect([names({ search: 'deep' }), names({ search: 'deep', removed: true })]).toEqual(['Deep two Deep one', '']);
  });
});

describe('filters', () => {
  beforeEach(() => {
    save('A', { category: '808', bundleId: 'x', bundleName: 'X' }, { decayMs: 100, note: 'F1', noteHz: 43 });
    save('B', { category: '909' }, { decayMs: 200, note: 'F#1', noteHz: 46 });
    save('C', { category: null }, { decayMs: 300, note: null, noteHz: null, noteCents: null });
    save('D', { category: '909' }, { decayMs: 400, note: 'F-1', noteHz: 11 });
  });
  const idOf = (name: string): string => library.list(kickQuery.parse({ search: name })).items[0].id;

  test.each<[string, Query, string]>([
    ['kinds, any of them', { categories: ['808', '909'] }, 'D B A'],
    ['models', { bundles: ['x'] }, 'A'],
    ['a note', { notes: ['F1'] }, 'A'],
    ['a note in every octave', { notes: ['F'] }, 'D A'],
    ['notes, any of them', { notes: ['F#', 'F1'] }, 'B A'],
    ['a range with both ends', { measures: { decayMs: { min: 200, max: 300 } } }, 'C B'],
    ['a range of what not all have', { measures: { noteHz: { min: 0 } } }, 'D B A'],
    ['two ranges and a kind', { measures: { decayMs: { min: 150 }, noteHz: { max: 40 } }, categories: ['909'] }, 'D'],
    ['what was made', { kind: 'made' }, 'D C B A'],
    ['none but those that are named', { ids: ['no such'] }, ''],
    ['what was imported', { kind: 'imported' }, ''],
    ['a day that is over', { savedUntil: '2026-01-30T00:00:00Z' }, ''],
    ['from a day on', { savedFrom: '2026-01-31T00:00:00Z' }, 'D C B A'],
  ])('%s', (_, query, found) => {
    expect(names(query)).toBe(found);
    expect(library.list(kickQuery.parse({ ...query, limit: 1 })).total).toBe(found === '' ? 0 : found.split(' ').length);
  });

  test('favourites, marks, tags and collections, each narrowing the rest', () => {
    update([idOf('A'), idOf('B'), idOf('C')], { addTags: ['one'] });
    update([idOf('B'), idOf('C')], { addTags: ['Zwei'], rating: 3 });
    update([idOf('C')], { favourite: true, rating: 5 });
    const { id } = library.addCollection('Set', [idOf('A'), idOf('C')]);
    expect(names({ tags: ['ONE'] })).toBe('C B A');
    expect(names({ tags: ['one', 'zwei'] })).toBe('C B');
    expect(names({ rating: 4 })).toBe('C');
    expect(names({ collection: id })).toBe('C A');
    expect(names({ collection: id, favourites: true, tags: ['one'], search: 'c' })).toBe('C');
    expect(names({ collection: 'absent' })).toBe('');
    expect(names({ ids: [idOf('D'), idOf('A'), idOf('C')], tags: ['one'] })).toBe('C A');
  });
});

describe('order', () => {
  test.each<[NonNullable<Query['sort']>, string, string]>([
    ['savedAt', 'b A C', 'C A b'],
    ['name', 'A b C', 'C b A'],
    ['decayMs', 'A C b', 'b C A'],
    ['noteHz', 'C b A', 'b C A'],
    ['loudnessLufs', 'A C b', 'C A b'],
    ['category', 'A C b', 'C A b'],
    ['bundle', 'C b A', 'A b C'],
  ])('by %s, what is not known at the end either way', (sort, up, down) => {
    save('b', { category: null, bundleName: 'm' }, { decayMs: 300, noteHz: 50, loudnessLufs: null });
    save('A', { category: '808', bundleName: 'Z' }, { decayMs: 100, noteHz: null, loudnessLufs: -20 });
    save('C', { category: '909', bundleName: 'a' }, { decayMs: 200, noteHz: 40, loudnessLufs: -10 });
    expect([names({ sort, descending: false }), names({ sort, descending: true })]).toEqual([up, down]);
    expect([0, 1, 2].map((offset) => names({ sort, descending: true, limit: 1, offset })).join(' ')).toBe(down);
    const ids = library.list(kickQuery.parse({ sort })).items.map(({ id }) => id);
    expect(library.ids(kickQuery.parse({ sort }))).toEqual(ids);
  });

  test('the trash by when it was put there, latest first', () => {
    const [a, b, c] = ['A', 'B', 'C'].map((name) => save(name));
    for (const id of [b, a, c]) {
      place.clock += 1000;
      library.remove([id]);
    }
    expect(names({ removed: true, sort: 'removedAt' })).toBe('C A B');
  });
});

describe('likeness', () => {
  test('by latent among kicks of the same model, without the kick itself', () => {
    const kick = (name: string, latent: number[], bundleId = 'b'): string => save(name, { latent, bundleId });
    const a = kick('A', [0, 0, 0]);
    kick('B', [3, 4, 0]);
    kick('C', [1, 0, 0]);
    kick('Other', [0, 0, 0], 'elsewhere');
    kick('Longer', [0, 0, 0, 0]);
    expect(library.similar({ id: a }, undefined, 20)).toMatchObject({ by: 'latent', items: [{ name: 'C', distance: 1 }, { name: 'B', distance: 5 }] });
    expect(library.similar({ id: a }, 'latent', 1).items).toMatchObject([{ name: 'C' }]);
    expect(library.similar({ bundleId: 'b', latent: [3, 4, 0] }, undefined, 1)).toMatchObject({ by: 'latent', items: [{ name: 'B', distance: 0 }] });
    expect(library.similar({ bundleId: 'b', latent: [1] }, undefined, 1).items).toEqual([]);
  });

  test('by sound among all, a kick in the trash is not found until it is back', () => {
    const a = save('A', {}, { clickDb: -20 });
    const b = save('B', { bundleId: 'elsewhere' }, { clickDb: -21 });
    save('C', {}, { clickDb: -60 });
    const found = (): string => library.similar({ id: a }, 'sound', 2).items.map(({ name }) => name).join(' ');
    expect(found()).toBe('B C');
    library.remove([b]);
    expect(found()).toBe('C');
    expect(library.similar({ descriptors: { ...testKick(1).descriptors, clickDb: -21 } }, undefined, 1)).toMatchObject({ by: 'sound', items: [{ name: 'A' }] });
    library.putBack([b]);
    expect(found()).toBe('B C');
    expect(() => library.similar({ id: 'absent' }, undefined, 2)).toThrow(expect.objectContaining({ code: 'SAVED_KICK_UNKNOWN' }));
  });
});

describe('what there is', () => {
  test('how many fit is told anew after every change, whoever made it', async () => {
    const total = (): number => library.list(kickQuery.parse({ search: 'kick' })).total;
    save('Kick A');
    expect([total(), total()]).toEqual([1, 1]);
    const id = save('Kick B');
    expect(total()).toBe(2);
    library.remove([id]);
    expect(total()).toBe(1);
    const other = await place.open();
    other.putBack([id]);
    expect(total()).toBe(2);
  });

  test('counted without the trash', () => {
    const [a, b, c] = [
      save('A', { category: '909' }, { note: 'G1', noteHz: 49 }), save('B', { category: '909', bundleId: 'x', bundleName: 'X' }), save('C', {}, { note: null, noteHz: null, noteCents: null }),
    ];
    update([a, b, c], { addTags: ['ä', 'Z'] });
    update([a, c], { favourite: true });
    const full = library.addCollection('Full', [a, c]);
    const empty = library.addCollection('empty', []);
    library.remove([c]);
    expect(library.facets()).toEqual({
      all: 2, favourites: 1, imported: 0, removed: 1,
      tags: [{ name: 'ä', count: 2 }, { name: 'Z', count: 2 }],
      collections: [{ id: empty.id, name: 'empty', count: 0 }, { id: full.id, name: 'Full', count: 1 }],
      categories: [{ name: '909', count: 2 }],
      bundles: [{ id: 'bundle-1', name: 'Factory', count: 1 }, { id: 'x', name: 'X', count: 1 }],
      notes: [{ name: 'F1', count: 1 }, { name: 'G1', count: 1 }],
    });
  });
});
