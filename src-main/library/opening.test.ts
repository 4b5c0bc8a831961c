import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kickQuery } from '../../src-preload/contract/library-query.ts';
import { checkNode } from './database.ts';
import { testKick } from './fixtures/kick.ts';
import { createPlace, type Place } from './fixtures/place.ts';
import { MIGRATIONS, migrate } from './migrations.ts';

let place: Place;
beforeEach(() => { place = createPlace(); });
afterEach(() => { place.end(); });

describe('a library that cannot be opened is left as it is', () => {
  const refusal = async (): Promise<unknown> => place.open().then(() => null, (thrown: unknown) => thrown);

  test('written by a newer program', async () => {
    (await place.open()).close();
    place.raw((database) => database.pragma('user_version = 99'));
    expect(await refusal()).toMatchObject({ code: 'LIBRARY_TOO_NEW', message: expect.stringContaining('format 99') as string });
    expect(place.raw((database) => database.pragma('user_version', { simple: true }))).toBe(99);
  });

  test('damaged', async () => {
    mkdirSync(place.dir, { recursive: true });
    writeFileSync(join(place.dir, 'library.db'), 'no database, but long enough to be read as the header of one '.repeat(100));
    expect(await refusal()).toMatchObject({ code: 'LIBRARY_UNUSABLE', message: expect.stringContaining(place.dir) as string });
    expect(readFileSync(join(place.dir, 'library.db'), 'utf8')).toMatch(/^no database/);
  });

  test('of another program', async () => {
    mkdirSync(place.dir, { recursive: true });
    place.raw((database) => database.exec('CREATE TABLE songs (title TEXT)'));
    expect(await refusal()).toMatchObject({ code: 'LIBRARY_UNUSABLE', message: expect.stringContaining('another program') as string });
  });

  test('in a place that is a file', async () => {
    mkdirSync(resolve(place.dir, '..'));
    writeFileSync(place.dir, '');
    expect(await refusal()).toMatchObject({ code: 'LIBRARY_UNUSABLE' });
  });

  test('whose database or folder of sounds has something else in its place', async () => {
    mkdirSync(join(place.dir, 'library.db'), { recursive: true });
    expect(await refusal()).toMatchObject({ code: 'LIBRARY_UNUSABLE', message: expect.stringContaining('library.db') as string });
    rmSync(place.dir, { recursive: true });
    mkdirSync(place.dir);
    writeFileSync(join(place.dir, 'kicks'), '');
    expect(await refusal()).toMatchObject({ code: 'LIBRARY_UNUSABLE', message: expect.stringContaining('in the way') as string });
  });

  test('in a folder that may not be written to', async ({ skip }) => {
    skip(process.getuid?.() === 0 || process.platform === 'win32', 'whoever runs this may write anywhere');
    mkdirSync(place.dir, { recursive: true });
    chmodSync(place.dir, 0o500);
    expect(await refusal()).toMatchObject({ code: 'LIBRARY_UNUSABLE', message: expect.stringContaining('permission denied') as string });
    chmodSync(place.dir, 0o700);
  });

  test('by a Node that it would crash', () => {
    expect(() => { checkNode('20.19.0'); }).toThrow(expect.objectContaining({ code: 'NODE_TOO_OLD', message: expect.stringContaining('20.19.0') as string }));
    expect(() => { checkNode('24.0.0'); }).not.toThrow();
  });
});

describe('migrations', () => {
  /** What an earlier version wrote of a kick: the columns that it added to those of the first. */
  const ADDED: Record<string, unknown>[] = [
    {},
    { note: '"F1-3"' },
    { shape: JSON.stringify({ components: [{ component: 7, deviations: -1.5 }], pitchCurve: [{ ms: 0, cents: 100 }], pitchTrack: { onsetMs: 1, points: [[0, 150]] }, exchanged: {} }) },
  ];
  const { descriptors, thumbnail, wav } = testKick(1);

  /** A library as version `version` left it: two kicks, the second of them deleted, a third one gone for good. */
  const writeEarlier = (version: number): void => {
    mkdirSync(join(place.dir, 'kicks'), { recursive: true });
    place.raw((database) => {
      for (const step of MIGRATIONS.slice(0, version)) database.exec(step);
      database.pragma(`user_version = ${String(version)}`);
      for (const id of ['first', 'second', 'third']) {
        writeFileSync(join(place.dir, 'kicks', `${id}.wav`), wav);
        const row = {
          id, name: `Old ${id}`, folded: `OLD ${id.toUpperCase()}`, favourite: 1, saved_at: place.clock - 1000, removed_at: id === 'second' ? place.clock - 10 : null,
          bundle_id: 'b', bundle_name: 'B', seed: 2 ** 53 - 1, latent: '[1,2.5]', base: '[3,4]', pitch: Buffer.alloc(8), set_sliders: '{"click":1}',
          sliders: '{"decay":0,"brightness":0,"subby":0,"click":1}', effects: '[]', descriptors: JSON.stringify({ ...descriptors, loudnessLufs: null, centroidHz: 1 / 3 }),
          sample_rate: 44_100, samples: 250, sha256: createHash('sha256').update(wav).digest('hex'), thumbnail: Buffer.from(thumbnail.buffer),
          ...Object.assign({}, ...ADDED.slice(0, version)) as object,
        };
        const columns = Object.keys(row);
        database.prepare(`INSERT INTO kicks (${columns.join(', ')}) VALUES (${columns.map((column) => `:${column}`).join(', ')})`).run(row);
      }
      database.exec("DELETE FROM kicks WHERE id = 'third'");
    });
    rmSync(join(place.dir, 'kicks', 'third.wav'));
  };

  test.each(ADDED.map((_, i) => i + 1))('a library of format %i is opened by today\'s program, nothing lost', async (version) => {
    writeEarlier(version);
    const library = await place.open();
    expect(place.raw((database) => database.pragma('user_version', { simple: true }))).toBe(MIGRATIONS.length);
    expect(library.get('first')).toEqual({
      saved: {
        id: 'first', kind: 'made', name: 'Old first', favourite: true, rating: 0, category: null, tags: [], notes: '', savedAt: '2026-01-30T23:59:59.000Z', removedAt: null,
        bundleId: 'b', bundleName: 'B', seed: 2 ** 53 - 1, note: version < 2 ? null : 'F1-3', file: null, missing: false,
        descriptors: { ...descriptors, loudnessLufs: null, centroidHz: 1 / 3 }, thumbnail: [...thumbnail],
      },
      facts: {
        bundleId: 'b', bundleName: 'B', seed: 2 ** 53 - 1, latent: [1, 2.5], base: [3, 4], pitch: new Float32Array(2), set: { click: 1 },
        sliders: { decay: 0, brightness: 0, subby: 0, click: 1 }, note: version < 2 ? null : 'F1-3', effects: [], sampleRate: 44_100,
        descriptors: { ...descriptors, loudnessLufs: null, centroidHz: 1 / 3 },
        ...(version < 3
          ? { components: [], pitchCurve: [], pitchTrack: { onsetMs: 0, points: [] }, exchanged: {} }
          : { components: [{ component: 7, deviations: -1.5 }], pitchCurve: [{ ms: 0, cents: 100 }], pitchTrack: { onsetMs: 1, points: [[0, 150]] }, exchanged: {} }),
      },
    });
    expect(new Uint8Array(library.wav('first'))).toEqual(wav);
    // What has no number of its own in the tables: the indices, the trash, the next number.
    expect(library.list(kickQuery.parse({ search: 'old' }))).toMatchObject({ total: 1, items: [{ id: 'first' }] });
    expect(library.list(kickQuery.parse({ search: 'old', removed: true }))).toMatchObject({ total: 1, items: [{ id: 'second' }] });
    expect(library.putBack(['second'])).toBe(1);
    expect(library.similar({ id: 'first' }, 'latent', 5).items).toMatchObject([{ id: 'second', distance: 0 }]);
    expect(library.similar({ id: 'first' }, 'sound', 5).items).toMatchObject([{ id: 'second', distance: 0 }]);
    expect(library.save(testKick(1)).name).toBe('Kick 4 F1');
  });

  test('there is an earlier library of each format among these', () => {
    expect(ADDED).toHaveLength(MIGRATIONS.length - 1);
  });

  test('indices that were made by other rules are made anew', async () => {
    const library = await place.open();
    const [{ id }] = [1, 1, 2].map((n) => library.save(testKick(n)));
    library.remove([id]);
    const before = [library.list(kickQuery.parse({ search: 'kick' })), library.list(kickQuery.parse({ search: 'kick', removed: true })), library.similar({ bundleId: 'bundle-1', latent: [1, 0, 0] }, undefined, 9)];
    library.close();
    place.raw((database) => database.exec('UPDATE indexed SET rules = 0; INSERT INTO words (words) VALUES (\'delete-all\')'));
    const again = await place.open();
    expect([again.list(kickQuery.parse({ search: 'kick' })), again.list(kickQuery.parse({ search: 'kick', removed: true })), again.similar({ bundleId: 'bundle-1', latent: [1, 0, 0] }, undefined, 9)]).toEqual(before);
    expect(before[2]).toMatchObject({ by: 'latent', items: [{ seed: 1 }, { seed: 2 }] });
  });

  test('each missing step is taken once, in order, whole or not at all', async () => {
    const library = await place.open();
    library.save(testKick(1));
    library.close();
    const steps = [...MIGRATIONS, 'ALTER TABLE kicks ADD COLUMN mood TEXT', 'CREATE TABLE packs (id TEXT); UPDATE kicks SET mood = \'x\''];
    place.raw((database) => {
      expect(() => { migrate(database, place.dir, [...steps, 'CREATE TABLE extra (id TEXT); SELECT nonsense']); }).toThrow('nonsense');
      expect(database.pragma('user_version', { simple: true })).toBe(steps.length);
      expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'").pluck().get()).toBe(0);
      migrate(database, place.dir, steps);
      expect(database.prepare('SELECT mood FROM kicks').pluck().all()).toEqual(['x']);
    });
  });
});
