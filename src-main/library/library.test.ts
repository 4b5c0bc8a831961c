import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { kickChanges, type KickChanges } from '../../src-preload/contract/library.ts';
import { savedKick } from '../../src-preload/contract/library-kick.ts';
import { kickQuery } from '../../src-preload/contract/library-query.ts';
import { coded } from './errors.ts';
import { testKick } from './fixtures/kick.ts';
import { createPlace, type Place } from './fixtures/place.ts';
import type { Library } from './library.ts';

const DAY = 24 * 3600 * 1000;
const ALL = kickQuery.parse({ limit: 100 });

let place: Place;
beforeEach(() => { place = createPlace(); });
afterEach(() => { place.end(); });

const change = (changes: z.input<typeof kickChanges>): KickChanges => kickChanges.parse(changes);
const names = (library: Library, query: Partial<typeof ALL> = {}): string[] => library.list({ ...ALL, ...query }).items.map((kick) => kick.name);

describe('a saved kick', () => {
  test('comes back as it was, after closing too', async () => {
    const library = await place.open();
    const kick = testKick(5, { seed: 2 ** 53 - 1 });
    const saved = savedKick.parse(library.save(kick));
    expect(saved).toMatchObject({ name: 'Kick 1 F1', favourite: false, savedAt: '2026-01-31T00:00:00.000Z', seed: 2 ** 53 - 1, bundleName: 'Factory', thumbnail: [...kick.thumbnail] });
    library.close();
    const again = await place.open();
    const { wav, samples } = kick;
    const { facts, saved: listed } = again.get(saved.id);
    expect(listed).toEqual(saved);
    expect({ ...kick, ...facts }).toEqual(kick);
    expect(Object.keys(facts ?? {})).toHaveLength(Object.keys(kick).length - ['name', 'category', 'wav', 'samples', 'thumbnail'].length);
    expect(new Uint8Array(again.wav(saved.id))).toEqual(wav);
    const row = place.raw((database) => database.prepare('SELECT * FROM kicks').get());
    expect(row).toMatchObject({ samples, sha256: createHash('sha256').update(wav).digest('hex') });
    expect(place.files()).toEqual([`${saved.id}.wav`]);
  });

  test('is numbered by all that ever were, and called by its note where it has one', async () => {
    const library = await place.open();
    const noNote = testKick(1);
    noNote.descriptors = { ...noNote.descriptors, note: null, noteHz: null, noteCents: null };
    expect(library.save(testKick(1, { name: 'Mine' })).name).toBe('Mine');
    const { id, name } = library.save(noNote);
    expect(name).toBe('Kick 2');
    library.remove([id]);
    place.clock += 31 * DAY;
    library.close();
    const again = await place.open();
    expect(names(again)).toEqual(['Mine']);
    expect(again.save(testKick(1)).name).toBe('Kick 3 F1');
  });

  test('whose file is gone or was changed is told by its name, and keeps the rest', async () => {
    const library = await place.open();
    const { id } = library.save(testKick(1, { name: 'Deep' }));
    const file = join(place.dir, 'kicks', `${id}.wav`);
    appendFileSync(file, 'x');
    expect(() => library.wav(id)).toThrow(expect.objectContaining({ code: 'SAVED_FILE_MISSING', message: expect.stringMatching(/"Deep".*not the file that was saved/) as string }));
    rmSync(file);
    expect(() => library.wav(id)).toThrow(expect.objectContaining({ code: 'SAVED_FILE_MISSING', message: expect.stringContaining('does not exist') as string }));
    expect(library.get(id).facts?.latent).toEqual(testKick(1).latent);
  });
});

describe('finding', () => {
  test('newest first in pages, however the clock goes, with the total', async () => {
    const library = await place.open();
    for (let n = 0; n < 5; n++) {
      place.clock -= DAY;
      library.save(testKick(n, { name: `K${String(n)}` }));
    }
    expect(names(library)).toEqual(['K4', 'K3', 'K2', 'K1', 'K0']);
    expect(library.list({ ...ALL, limit: 2, offset: 2 })).toMatchObject({ items: [{ name: 'K2' }, { name: 'K1' }], total: 5 });
    expect(library.list({ ...ALL, offset: 9 })).toEqual({ items: [], total: 5 });
  });

  test('every word must be the beginning of one, case and accents aside, and no character is a pattern', async () => {
    const library = await place.open();
    for (const name of ['Warehouse_09', 'Übergroß', 'ÖRTLICHE Trommel', '100% (real) "kick" F#1', 'Δέλτα AND']) library.save(testKick(1, { name }));
    expect(names(library, { search: 'WARE 09' })).toEqual(['Warehouse_09']);
    expect(names(library, { search: '  09   warehouse ' })).toEqual(['Warehouse_09']);
    expect(names(library, { search: 'ware x' })).toEqual([]);
    expect(names(library, { search: 'house' })).toEqual([]);
    expect(names(library, { search: 'über GROSS' })).toEqual([]);
    expect(names(library, { search: 'uberGROSS' })).toEqual(['Übergroß']);
    expect(names(library, { search: 'ortliche' })).toEqual(['ÖRTLICHE Trommel']);
    expect(names(library, { search: 'δελτΑ' })).toEqual(['Δέλτα AND']);
    expect(names(library, { search: 'and' })).toEqual(['Δέλτα AND']);
    expect(names(library, { search: 'f#' })).toEqual(['100% (real) "kick" F#1']);
    for (const search of ['"kick', 'real*)', '(100 NOT']) expect(names(library, { search })).toEqual(search.includes('NOT') ? [] : ['100% (real) "kick" F#1']);
    expect(names(library, { search: "' OR 1=1 --" })).toEqual([]);
    expect(names(library, { search: '%_' })).toHaveLength(5);
  });

  test('a new name is found, the old one no longer', async () => {
    const library = await place.open();
    const { id } = library.save(testKick(1, { name: 'Old' }));
    expect(library.rename(id, 'Brand New')).toMatchObject({ id, name: 'Brand New' });
    expect([names(library, { search: 'old' }), names(library, { search: 'brand' })]).toEqual([[], ['Brand New']]);
  });

  test('favourites alone', async () => {
    const library = await place.open();
    const [a, b] = [library.save(testKick(1, { name: 'A' })), library.save(testKick(2, { name: 'B' }))];
    expect(library.update([a.id], change({ favourite: true }))).toBe(1);
    expect(library.list({ ...ALL, favourites: true })).toMatchObject({ total: 1, items: [{ id: a.id, favourite: true }] });
    library.update([b.id], change({ favourite: true }));
    library.update([a.id], change({ favourite: false }));
    expect(names(library, { favourites: true })).toEqual(['B']);
  });
});

describe('deleting', () => {
  test('hides kicks until they are brought back, in their old place', async () => {
    const library = await place.open();
    const [a, b, c] = ['A', 'B', 'C'].map((name) => library.save(testKick(1, { name })).id);
    expect(library.remove([a, c])).toBe(2);
    expect(library.remove([a])).toBe(0);
    expect(names(library)).toEqual(['B']);
    for (const call of [() => library.get(a), () => library.wav(a), () => library.rename(a, 'x'), () => library.update([a], change({ favourite: true }))]) {
      expect(call).toThrow(expect.objectContaining({ code: 'SAVED_KICK_UNKNOWN' }));
    }
    expect(library.putBack([a, c])).toBe(2);
    expect(names(library)).toEqual(['C', 'B', 'A']);
    expect(library.putBack([b])).toBe(0);
  });

  test('an unknown kick among them leaves all as they were', async () => {
    const library = await place.open();
    const { id } = library.save(testKick(1));
    expect(() => library.remove([id, 'absent'])).toThrow(expect.objectContaining({ code: 'SAVED_KICK_UNKNOWN', message: expect.stringContaining('absent') as string }));
    expect(names(library)).toHaveLength(1);
    library.remove([id]);
    expect(() => library.putBack([id, 'absent'])).toThrow(expect.objectContaining({ code: 'SAVED_KICK_UNKNOWN' }));
    expect(names(library)).toEqual([]);
  });

  test('is for good after 30 days, file and all, and not a day before', async () => {
    const library = await place.open();
    const [a, b] = [library.save(testKick(1)).id, library.save(testKick(2)).id];
    library.remove([a]);
    library.close();
    place.clock += 29 * DAY;
    (await place.open()).close();
    expect(place.files()).toHaveLength(2);
    place.clock += 2 * DAY;
    const again = await place.open();
    expect(place.files()).toEqual([`${b}.wav`]);
    expect(() => again.putBack([a])).toThrow(expect.objectContaining({ code: 'SAVED_KICK_UNKNOWN' }));
  });
});

describe('what a crash left', () => {
  test('a file whose save never ended goes; one whose mark alone was left stays; strange files are nobody\'s business', async () => {
    const library = await place.open();
    const { id } = library.save(testKick(1));
    library.close();
    for (const name of ['half.wav', 'half.pending', `${id}.pending`, 'only.pending', 'of-the-user.wav']) writeFileSync(join(place.dir, 'kicks', name), 'x');
    const again = await place.open();
    expect(place.files()).toEqual([`${id}.wav`, 'of-the-user.wav'].sort());
    expect(new Uint8Array(again.wav(id))).toEqual(testKick(1).wav);
  });

  test('a save that fails leaves neither row nor file, and costs no number', async () => {
    const library = await place.open();
    library.save(testKick(1));
    // A full disk and a broken row meet the same way back; this one can be had everywhere.
    expect(() => library.save(testKick(2, { samples: 0.5 }))).toThrow(expect.objectContaining({ code: 'LIBRARY_UNUSABLE' }));
    expect([place.files().length, library.list(ALL).total]).toEqual([1, 1]);
    expect(library.save(testKick(3)).name).toBe('Kick 2 F1');
  });

  test('a full disk is told as one, by SQLite and by the file system', ({ skip }) => {
    mkdirSync(place.dir, { recursive: true });
    const full = expect.objectContaining({ code: 'DISK_FULL', message: expect.stringContaining(place.dir) as string }) as Error;
    place.raw((database) => {
      database.exec('CREATE TABLE t (x)');
      // SQLite says of a database that may not grow what it says on a full disk.
      database.pragma('max_page_count = 2');
      expect(() => coded(place.dir, () => database.exec('INSERT INTO t VALUES (zeroblob(100000))'))).toThrow(full);
    });
    skip(!existsSync('/dev/full'), 'no /dev/full here');
    expect(() => { coded(place.dir, () => { writeFileSync('/dev/full', 'x'); }); }).toThrow(full);
  });
});

describe('two at once', () => {
  test('processes that open one new library and save into it lose nothing', async () => {
    const program = join(import.meta.dirname, 'fixtures/save-many.ts');
    const saved = await Promise.all(Array.from({ length: 3 }, async () => {
      const child = spawn(process.execPath, [program, place.dir, '15'], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(child, 'exit');
      const out = await text(child.stdout);
      expect((await ended)[0]).toBe(0);
      return JSON.parse(out) as string[];
    }));
    const library = await place.open();
    const { items, total } = library.list(ALL);
    expect(total).toBe(45);
    expect(new Set(items.map((kick) => kick.id))).toEqual(new Set(saved.flat()));
    expect(new Set(items.map((kick) => kick.name)).size).toBe(45);
    for (const { id } of items) library.wav(id);
    expect(place.files().length).toBe(45);
  });

  test('who holds the lock for too long makes the others say so', async () => {
    const library = await place.open();
    place.raw((database) => {
      database.exec('BEGIN IMMEDIATE');
      expect(() => library.save(testKick(1))).toThrow(expect.objectContaining({ code: 'LIBRARY_BUSY' }));
    });
    expect(place.files()).toEqual([]);
    expect(library.save(testKick(1)).name).toBe('Kick 1 F1');
  });

  test('opening leaves the file of a save under way alone, and takes it once that one is dead', async () => {
    (await place.open()).close();
    const saving = new Sqlite(join(place.dir, 'library.db'));
    saving.exec('BEGIN IMMEDIATE');
    for (const name of ['saving.wav', 'saving.pending']) writeFileSync(join(place.dir, 'kicks', name), 'x');
    await expect(place.open()).rejects.toMatchObject({ code: 'LIBRARY_BUSY' });
    expect(place.files()).toEqual(['saving.pending', 'saving.wav']);
    saving.close();
    await place.open();
    expect(place.files()).toEqual([]);
  });

  test('a change is told at once to its own process, and soon to another', async () => {
    const [here, there] = [await place.open(), await place.open()];
    let own = 0;
    let others = 0;
    const stop = here.watch(() => (own += 1));
    there.watch(() => (others += 1));
    const { id } = here.save(testKick(1));
    expect(own).toBe(1);
    await expect.poll(() => others, { timeout: 5000 }).toBe(1);
    stop();
    here.rename(id, 'Else');
    expect(own).toBe(1);
    await expect.poll(() => others, { timeout: 5000 }).toBe(2);
  });
});
