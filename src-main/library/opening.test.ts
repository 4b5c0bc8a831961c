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
  test('a library of the first format is opened by today\'s program', async () => {
    mkdirSync(join(place.dir, 'kicks'), { recursive: true });
    const wav = testKick(1).wav;
    writeFileSync(join(place.dir, 'kicks', 'first.wav'), wav);
    place.raw((database) => {
      database.exec(MIGRATIONS[0]);
      database.pragma('user_version = 1');
      database.prepare(`
        INSERT INTO kicks (id, name, folded, saved_at, bundle_id, bundle_name, seed, latent, base, pitch, set_sliders, sliders, descriptors, sample_rate, samples, sha256, thumbnail)
        VALUES ('first', 'Old one', 'OLD ONE', 1, 'b', 'B', 3, '[1,2]', '[3,4]', ?, '{"click":1}', '{"decay":0,"brightness":0,"subby":0,"click":1}', ?, 44100, 250, ?, ?)`)
        .run(Buffer.alloc(8), JSON.stringify(testKick(1).descriptors), createHash('sha256').update(wav).digest('hex'), Buffer.alloc(128));
    });
    const library = await place.open();
    expect(library.get('first')).toMatchObject({ saved: { name: 'Old one', seed: 3 }, facts: { latent: [1, 2], base: [3, 4], pitch: new Float32Array(2), set: { click: 1 }, components: [], pitchCurve: [], pitchTrack: { onsetMs: 0, points: [] } } });
    expect(new Uint8Array(library.wav('first'))).toEqual(wav);
    expect(library.list(kickQuery.parse({ search: 'old' }))).toMatchObject({ total: 1, items: [{ id: 'first' }] });
    expect(library.save(testKick(1)).name).toBe('Kick 2 F1');
  });

  test('each missing step is taken once, in order, whole or not at all', async () => {
    const library = await place.open();
    library.save(testKick(1));
    library.close();
    const steps = [...MIGRATIONS, 'ALTER TABLE kicks ADD COLUMN tags TEXT', 'CREATE TABLE packs (id TEXT); UPDATE kicks SET tags = \'x\''];
    place.raw((database) => {
      expect(() => { migrate(database, place.dir, [...steps, 'CREATE TABLE extra (id TEXT); SELECT nonsense']); }).toThrow('nonsense');
      expect(database.pragma('user_version', { simple: true })).toBe(steps.length);
      expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'").pluck().get()).toBe(0);
      migrate(database, place.dir, steps);
      expect(database.prepare('SELECT tags FROM kicks').pluck().all()).toEqual(['x']);
    });
  });
});
