import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { kickChanges } from '../../src-preload/contract/library.ts';
import { kickQuery } from '../../src-preload/contract/library-query.ts';
import { testKick } from './fixtures/kick.ts';
import { createPlace, type Place } from './fixtures/place.ts';
import type { Library } from './library.ts';

let place: Place;
let library: Library;
let a: string;
let b: string;
beforeEach(async () => {
  place = createPlace();
  library = await place.open();
  [a, b] = ['A', 'B'].map((name) => library.save(testKick(1, { name })).id);
});
afterEach(() => { place.end(); });

const update = (ids: string[], changes: z.input<typeof kickChanges>): number => library.update(ids, kickChanges.parse(changes));
const saved = (id: string) => library.get(id).saved;
const UNKNOWN = expect.objectContaining({ code: 'SAVED_KICK_UNKNOWN' }) as Error;

describe('many kicks at once', () => {
  test('are changed in what was said and in nothing else', () => {
    const before = saved(a);
    expect(update([a, b, a], { rating: 4, notes: 'both' })).toBe(2);
    expect(saved(a)).toEqual({ ...before, rating: 4, notes: 'both' });
    update([a], { favourite: true, category: 'hard', rating: 0 });
    expect(saved(a)).toEqual({ ...before, notes: 'both', favourite: true, category: 'hard' });
    update([a], { category: null });
    expect([saved(a).category, saved(b).rating]).toEqual([null, 4]);
  });

  test('a thousand and more are found by what they have become', () => {
    place.raw((database) => database.exec(`
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
      INSERT INTO kicks (id, name, saved_at, bundle_id, bundle_name, decay_ms, centroid_hz, sub_share, click_db, length_ms, thumbnail, sample_rate, samples, sha256)
      SELECT 'many ' || i, 'Many ' || i, saved_at, bundle_id, bundle_name, decay_ms, centroid_hz, sub_share, click_db, length_ms, thumbnail, sample_rate, samples, sha256
      FROM kicks, n WHERE id = '${a}'`));
    const ids = library.ids(kickQuery.parse({})).slice(0, 1200);
    const found = (search: string): number => library.list(kickQuery.parse({ search, limit: 1 })).total;
    expect(update(ids, { addTags: ['crowd'] })).toBe(1200);
    expect([found('crowd many'), found('crowd'), found('many 12')]).toEqual([1200, 1200, 12]);
    expect(library.remove(ids)).toBe(1200);
    expect(found('crowd')).toBe(0);
  });

  test('are changed all or none: an unknown one, or one in the trash, stops it', () => {
    expect(() => update([a, 'absent'], { rating: 4 })).toThrow(UNKNOWN);
    library.remove([b]);
    expect(() => update([a, b], { addTags: ['x'] })).toThrow(UNKNOWN);
    expect(saved(a)).toMatchObject({ rating: 0, tags: [] });
    expect(library.facets().tags).toEqual([]);
  });
});

describe('tags', () => {
  test('are one whatever their case and accents, named as they were first, in the order of the alphabet', () => {
    update([a], { addTags: ['über', 'Zeta', 'alpha'] });
    update([a, b], { addTags: ['UBER', 'ZETA'] });
    expect([saved(a).tags, saved(b).tags]).toEqual([['alpha', 'über', 'Zeta'], ['über', 'Zeta']]);
  });

  test('that no kick has any more are gone, and may come back in another spelling', () => {
    update([a, b], { addTags: ['deep'] });
    update([a], { removeTags: ['Deep', 'never there'] });
    expect(library.facets().tags).toEqual([{ name: 'deep', count: 1 }]);
    update([b], { removeTags: ['DEEP'], addTags: ['Deeper'] });
    expect(library.facets().tags).toEqual([{ name: 'Deeper', count: 1 }]);
    update([a], { addTags: ['DEEP'] });
    expect(saved(a).tags).toEqual(['DEEP']);
  });

  test('of a kick in the trash are as they were when it is back, and go with it when it goes for good', async () => {
    update([a], { addTags: ['deep'] });
    library.remove([a]);
    library.putBack([a]);
    expect(saved(a).tags).toEqual(['deep']);
    library.remove([a]);
    place.clock += 31 * 24 * 3600 * 1000;
    library.close();
    await place.open();
    expect(place.raw((database) => database.prepare('SELECT (SELECT count(*) FROM tags) + (SELECT count(*) FROM kick_tags) + (SELECT count(*) FROM makings)').pluck().get())).toBe(1);
  });
});

describe('collections', () => {
  test('hold kicks in the order of saving, each once; taken away, what they were can be made again', () => {
    const { id } = library.addCollection('Set', [b]);
    expect(library.fillCollection(id, [a, b, a], [])).toBe(1);
    expect(library.info(a).collections).toEqual([{ id, name: 'Set' }]);
    expect(library.renameCollection(id, 'Other')).toEqual({ id, name: 'Other' });
    expect(library.removeCollection(id)).toEqual({ name: 'Other', ids: [a, b] });
    expect([library.info(a).collections, library.facets().collections]).toEqual([[], []]);
    expect(library.addCollection('Other', [a, b]).id).not.toBe(id);
  });

  test('that are not there, or kicks that are not, are told, and nothing is done', () => {
    const none = expect.objectContaining({ code: 'COLLECTION_UNKNOWN', message: expect.stringContaining('absent') as string }) as Error;
    for (const call of [() => library.renameCollection('absent', 'x'), () => library.fillCollection('absent', [a], []), () => library.removeCollection('absent')]) expect(call).toThrow(none);
    expect(() => library.addCollection('Set', [a, 'absent'])).toThrow(UNKNOWN);
    expect(library.facets().collections).toEqual([]);
  });
});

test('what is known of a kick: its file, its sound, how it was made', () => {
  const { latent, base, components, set, sliders, pitchCurve, exchanged, effects, sampleRate, samples } = testKick(1);
  expect(library.info(a)).toEqual({
    saved: saved(a), file: `${place.dir}/kicks/${a}.wav`, sampleRate, samples, collections: [],
    origin: { latent, base, components, set, sliders, pitchCurve, exchanged, effects },
  });
});
