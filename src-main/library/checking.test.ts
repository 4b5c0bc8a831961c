import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kickQuery } from '../../src-preload/contract/library-query.ts';
import type { LibraryHealth } from '../../src-preload/contract/library-health.ts';
import { checkLibrary } from './checking.ts';
import { testKick } from './fixtures/kick.ts';
import { createPlace, type Place } from './fixtures/place.ts';

let place: Place;
let ids: string[];
beforeEach(async () => {
  place = createPlace();
  const library = await place.open();
  ids = Array.from({ length: 40 }, (_, n) => library.save(testKick(n, { name: `Kick ${String(n)}` })).id);
  library.update(ids.slice(0, 3), { addTags: ['kept'], removeTags: [] });
  library.addCollection('Set', ids.slice(0, 2));
  library.remove([ids[39]]);
  library.close();
});
afterEach(() => { place.end(); });

const look = (repair = false, signal?: AbortSignal): Promise<LibraryHealth> => checkLibrary(place.dir, { repair, now: place.clock, signal, tell: () => undefined });
const kinds = ({ items }: LibraryHealth): string[] => items.map(({ kind }) => kind);
const wav = (n: number): string => join(place.dir, 'kicks', `${ids[n]}.wav`);
const PAGE = 4096;
/** Overwrites the page of the database with the row of a kick among the others: no index has the note that was asked for. */
const spoil = (): void => {
  const row = readFileSync(join(place.dir, 'library.db')).lastIndexOf('"F1-3"');
  expect(row).toBeGreaterThan(0);
  const file = openSync(join(place.dir, 'library.db'), 'r+');
  writeSync(file, Buffer.alloc(PAGE, 0xa5), 0, PAGE, row - (row % PAGE));
  closeSync(file);
};

test('a whole library has nothing to tell, and progress goes to its end', async () => {
  const told: number[][] = [];
  expect(await checkLibrary(place.dir, { repair: true, now: 0, tell: (done, total) => told.push([done, total]) })).toEqual({ items: [], kicks: 40, missing: 0, setAside: null });
  expect(told.at(-1)).toEqual([40, 40]);
  expect(readdirSync(place.dir)).not.toContain('set-aside');
});

describe('files', () => {
  test('gone, damaged or of no kick are told, and only a repair touches them', async () => {
    rmSync(wav(0));
    writeFileSync(wav(1), 'damaged');
    writeFileSync(join(place.dir, 'kicks', 'stray.wav'), 'stray');
    const expected = ['fileMissing', 'fileDamaged', 'fileStray'];
    expect(kinds(await look())).toEqual(expected);
    expect(kinds(await look())).toEqual(expected);
    const repaired = await look(true);
    expect(kinds(repaired)).toEqual(expected);
    expect(repaired.items.every(({ mended }) => mended)).toBe(true);
    expect(readdirSync(repaired.setAside ?? '').sort()).toEqual([`${ids[1]}.wav`, 'stray.wav'].sort());
    expect(readFileSync(join(repaired.setAside ?? '', 'stray.wav'), 'utf8')).toBe('stray');
    expect(await look()).toEqual({ items: [], kicks: 40, missing: 2, setAside: null });
    const library = await place.open();
    expect(library.get(ids[0]).saved).toMatchObject({ name: 'Kick 0', missing: true, tags: ['kept'] });
    expect(library.get(ids[2]).saved.missing).toBe(false);
  });

  test('put back they are no longer missing', async () => {
    const kept = join(place.dir, 'kept.wav');
    copyFileSync(wav(0), kept);
    rmSync(wav(0));
    await look(true);
    copyFileSync(kept, wav(0));
    expect(await look(true)).toMatchObject({ items: [], missing: 0 });
    expect((await place.open()).get(ids[0]).saved.missing).toBe(false);
  });

  test('of the user\'s: gone is told once and marked, changed is told until it is imported again', async () => {
    const library = await place.open();
    const files = ['a.wav', 'b.wav'].map((name) => join(place.dir, '..', name));
    const { descriptors, thumbnail, sampleRate, samples } = testKick(1);
    library.importFiles(files.map((path) => {
      writeFileSync(path, path);
      const { size, mtimeMs } = statSync(path);
      return { name: path, category: null, descriptors, thumbnail, sampleRate, samples, sha256: path, file: { path, bytes: size, changedAt: Math.floor(mtimeMs) } };
    }));
    library.close();
    expect(await look()).toMatchObject({ items: [], kicks: 42 });
    rmSync(files[0]);
    writeFileSync(files[1], 'another content');
    expect(kinds(await look(true))).toEqual(['importedMissing', 'importedChanged']);
    expect(await look(true)).toMatchObject({ items: [{ kind: 'importedChanged', mended: false }], missing: 1 });
    expect(readFileSync(files[1], 'utf8')).toBe('another content');
  });
});

test.each([
  ['DELETE FROM words WHERE rowid = 5', 'words'],
  ["INSERT INTO words (rowid, text) VALUES (999, 'ghost')", 'words'],
  ['DELETE FROM sounds WHERE number = 7', 'likeness'],
  ['UPDATE kicks SET decay_ms = 12 WHERE number = 7', 'likeness'],
  ['DELETE FROM latents_3 WHERE number = 3', 'latents'],
])('an index out of step (%s) is told and made anew', async (sql, which) => {
  const { openDatabase } = await import('./database.ts');
  const database = await openDatabase(place.dir);
  database.exec(sql);
  database.close();
  expect(await look()).toMatchObject({ items: [{ kind: 'index', mended: false, message: expect.stringContaining(which) as string }] });
  expect(await look(true)).toMatchObject({ items: [{ kind: 'index', mended: true }] });
  expect((await look()).items).toEqual([]);
});

describe('a damaged database', () => {
  test('gives what can be read of it; the rest and the damaged file are set aside', async () => {
    const { size } = statSync(join(place.dir, 'library.db'));
    spoil();
    expect(kinds(await look())).toEqual(['database']);
    const repaired = await look(true);
    expect(repaired.items[0]).toMatchObject({ kind: 'database', mended: true });
    expect(repaired.kicks).toBeGreaterThan(5);
    expect(repaired.kicks).toBeLessThan(40);
    expect(kinds(repaired).filter((kind) => kind === 'fileStray')).toHaveLength(40 - repaired.kicks);
    expect(readdirSync(repaired.setAside ?? '')).toContain('library.db');
    expect(statSync(join(repaired.setAside ?? '', 'library.db')).size).toBe(size);
    expect((await look()).items).toEqual([]);
    // Every sound is still there, in one of the two folders.
    expect(place.files().length + readdirSync(repaired.setAside ?? '').filter((name) => name.endsWith('.wav')).length).toBe(40);
    const library = await place.open();
    const { items } = library.list(kickQuery.parse({ search: 'kick' }));
    expect(items.length).toBeGreaterThan(5);
    for (const { id } of items) expect(library.wav(id)).toHaveLength(1000);
    expect(library.save(testKick(50)).name).toMatch(/^Kick \d+ F1$/);
  });

  test.each([['no database at all', 'x'.repeat(9000)], ['cut off', null]])('%s: nothing of it is lost', async (_, content) => {
    if (content === null) truncateSync(join(place.dir, 'library.db'), 3 * PAGE);
    else writeFileSync(join(place.dir, 'library.db'), content);
    for (const beside of ['library.db-wal', 'library.db-shm']) rmSync(join(place.dir, beside), { force: true });
    expect(kinds(await look())).toEqual(['database']);
    const repaired = await look(true);
    expect(repaired.items.every(({ mended }) => mended)).toBe(true);
    expect(readdirSync(repaired.setAside ?? '').filter((name) => name.endsWith('.wav')).length + place.files().length).toBe(40);
    expect((await look()).items).toEqual([]);
    (await place.open()).save(testKick(1));
  });

  test('is not mended while another holds it, and one of a newer program is no damage', async () => {
    const library = await place.open();
    spoil();
    await expect(look(true)).rejects.toMatchObject({ code: 'LIBRARY_BUSY' });
    library.close();
    place.raw((database) => database.pragma('user_version = 99'));
    await expect(look(true)).rejects.toMatchObject({ code: 'LIBRARY_TOO_NEW' });
    expect(existsSync(join(place.dir, 'set-aside'))).toBe(false);
  });
});

test('a cancelled check ends', async () => {
  await expect(look(false, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('a folder that is not there yet is an empty library', async () => {
  const dir = join(place.dir, 'new');
  mkdirSync(dir);
  expect(await checkLibrary(dir, { repair: true, now: 0, tell: () => undefined })).toEqual({ items: [], kicks: 0, missing: 0, setAside: null });
});
