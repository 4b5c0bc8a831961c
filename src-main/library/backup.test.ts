import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kickQuery } from '../../src-preload/contract/library-query.ts';
import { openArchive } from '../base/archive-read.ts';
import { writeArchive, type ArchiveEntry } from '../base/archive-write.ts';
import { backupLibrary, finishRestore, restoreLibrary, type BackedUp, type Restored } from './backup.ts';
import { testKick } from './fixtures/kick.ts';
import { createPlace, type Place } from './fixtures/place.ts';
import type { Library } from './library.ts';

let place: Place;
let file: string;
let ids: string[];
beforeEach(async () => {
  place = createPlace();
  const library = await place.open();
  ids = [1, 2, 3].map((n) => library.save(testKick(n, { name: `Kick ${String(n)}` })).id);
  library.update([ids[0]], { addTags: ['kept'], removeTags: [] });
  library.addCollection('Set', ids.slice(1));
  library.remove([ids[2]]);
  library.close();
  file = join(dirname(place.dir), 'backup.zip');
});
afterEach(() => { place.end(); });

const options = { now: Date.UTC(2026, 1, 1), tell: (): void => undefined };
const backup = (to = file): Promise<BackedUp> => backupLibrary(place.dir, to, options);
const restore = (dir = place.dir): Promise<Restored> => restoreLibrary(file, dir, options);
/** All that a library tells. */
const contents = (library: Library): unknown => ({
  facets: library.facets(),
  kicks: library.list(kickQuery.parse({})).items.map(({ id }) => [library.info(id), [...library.wav(id)]]),
  trash: library.list(kickQuery.parse({ removed: true })).items,
});
/** The backup with its entries changed. */
const rewrite = async (change: (entries: Map<string, Buffer>) => void): Promise<void> => {
  const archive = await openArchive(file, { entries: 100, bytes: 1 << 28 });
  const entries = new Map<string, Buffer>();
  for (const { path } of archive.files) entries.set(path, await archive.read(path, 1 << 28));
  archive.close();
  change(entries);
  await writeArchive(file, [...entries].map(([path, content]): ArchiveEntry => ({ path, content, compress: false })));
};
const besides = (): string[] => readdirSync(dirname(place.dir)).sort();

describe('a backup', () => {
  test('is the whole library, and the same again from the same', async () => {
    const library = await place.open();
    const before = contents(library);
    expect(await backup()).toEqual({ kicks: 3, imported: 0, missing: 0 });
    expect(contents(library)).toEqual(before);
    expect(besides()).toEqual(['backup.zip', 'when needed']);
    library.close();
    const other = join(dirname(place.dir), 'other');
    expect(await restore(other)).toEqual({ kicks: 3, imported: 0, missing: 0, before: null });
    renameSync(place.dir, `${place.dir} away`);
    renameSync(other, place.dir);
    const told = contents(await place.open());
    expect(told).toEqual(before);
  });

  test('tells what is not in it: files of the user\'s, and those that are gone', async () => {
    const { descriptors, thumbnail, sampleRate, samples } = testKick(1);
    const library = await place.open();
    library.importFiles([{ name: 'mine', category: null, descriptors, thumbnail, sampleRate, samples, sha256: 'x', file: { path: '/mine.wav', bytes: 1, changedAt: 1 } }]);
    library.close();
    rmSync(join(place.dir, 'kicks', `${ids[0]}.wav`));
    expect(await backup()).toEqual({ kicks: 4, imported: 1, missing: 1 });
    expect(await restore()).toMatchObject({ kicks: 4, imported: 1, missing: 1 });
    expect((await place.open()).list(kickQuery.parse({ search: 'mine' })).items[0]).toMatchObject({ file: '/mine.wav' });
  });

  test('cancelled leaves the one of before', async () => {
    await backup();
    const { mtimeMs } = statSync(file);
    await expect(backupLibrary(place.dir, file, { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
    expect(besides()).toEqual(['backup.zip', 'when needed']);
  });
});

describe('restored', () => {
  test('in the place of another library, that one is kept beside it', async () => {
    await backup();
    const library = await place.open();
    library.save(testKick(9, { name: 'Later' }));
    library.close();
    expect(await restore()).toMatchObject({ before: `${place.dir}.before` });
    expect(await restore()).toMatchObject({ before: `${place.dir}.before-2` });
    expect((await place.open()).list(kickQuery.parse({})).total).toBe(2);
    const { dir } = place;
    place.dir = `${dir}.before`;
    expect((await place.open()).list(kickQuery.parse({})).items[0].name).toBe('Later');
    place.dir = dir;
  });

  test('in the place of an empty one or a damaged one', async () => {
    await backup();
    renameSync(place.dir, `${place.dir} away`);
    (await place.open()).close();
    expect(await restore()).toMatchObject({ before: null });
    rmSync(place.dir, { recursive: true });
    mkdirSync(place.dir);
    writeFileSync(join(place.dir, 'library.db'), 'damaged'.repeat(1000));
    expect(await restore()).toMatchObject({ kicks: 3, before: `${place.dir}.before` });
    expect((await place.open()).list(kickQuery.parse({})).total).toBe(2);
  });

  test('leaves what other programs use where they know it to be, whether the library of before held anything or not', async () => {
    await backup();
    const inUse = join(place.dir, 'dragged', 'Deep.wav');
    mkdirSync(dirname(inUse));
    writeFileSync(inUse, 'in use');
    await restore();
    expect(readFileSync(inUse, 'utf8')).toBe('in use');
    for (const name of readdirSync(place.dir)) if (name !== 'dragged') rmSync(join(place.dir, name), { recursive: true });
    (await place.open()).close();
    expect(await restore()).toMatchObject({ before: null });
    expect(readFileSync(inUse, 'utf8')).toBe('in use');
  });

  test('not while another holds the library', async () => {
    await backup();
    const library = await place.open();
    await expect(restore()).rejects.toMatchObject({ code: 'LIBRARY_BUSY' });
    expect(library.save(testKick(5)).name).toBe('Kick 4 F1');
    expect(besides()).toEqual(['backup.zip', 'when needed']);
  });

  test('a crash between the two is finished by the next start', async () => {
    await backup();
    await restore();
    renameSync(place.dir, `${place.dir}.restored`);
    await finishRestore(place.dir);
    expect((await place.open()).list(kickQuery.parse({})).total).toBe(2);
    // Another left beside a library that is there is not taken.
    mkdirSync(`${place.dir}.restored`);
    await finishRestore(place.dir);
    expect(existsSync(join(place.dir, 'library.db'))).toBe(true);
  });
});

describe('refused, and the library stays as it is', () => {
  beforeEach(() => backup());
  afterEach(async () => {
    expect(besides()).toEqual(['backup.zip', 'when needed']);
    expect((await place.open()).list(kickQuery.parse({})).total).toBe(2);
  });
  const manifestOf = (entries: Map<string, Buffer>) => JSON.parse((entries.get('manifest.json') ?? '').toString()) as { format: number; files: Record<string, string> };
  const put = (entries: Map<string, Buffer>, manifest: object): void => { entries.set('manifest.json', Buffer.from(JSON.stringify(manifest))); };

  test.each<[string, string, (entries: Map<string, Buffer>) => void]>([
    ['a sound that was changed', 'BACKUP_UNUSABLE', (entries) => { entries.set(`kicks/${ids[0]}.wav`, Buffer.from('other')); }],
    ['a sound that is missing', 'ARCHIVE_UNREADABLE', (entries) => { entries.delete(`kicks/${ids[0]}.wav`); }],
    ['a file that the manifest does not know', 'ARCHIVE_REFUSED', (entries) => { entries.set('kicks/00000000-0000-0000-0000-000000000000.wav', Buffer.from('x')); }],
    ['a file that is no part of a backup', 'ARCHIVE_REFUSED', (entries) => { entries.set('autorun.exe', Buffer.from('x')); }],
    ['no manifest', 'ARCHIVE_UNREADABLE', (entries) => { entries.delete('manifest.json'); }],
    ['another manifest', 'BACKUP_UNUSABLE', (entries) => { put(entries, { hello: 1 }); }],
    ['a manifest of a newer program', 'BACKUP_UNUSABLE', (entries) => { put(entries, { ...manifestOf(entries), format: 2 }); }],
    ['no database', 'BACKUP_UNUSABLE', (entries) => {
      const { files, ...manifest } = manifestOf(entries);
      put(entries, { ...manifest, files: Object.fromEntries(Object.entries(files).filter(([path]) => path !== 'library.db')) });
    }],
  ])('%s', async (_, code, change) => {
    await rewrite(change);
    await expect(restore()).rejects.toMatchObject({ code });
  });

  test('a database with a trigger, though its digest is right', async () => {
    const { createHash } = await import('node:crypto');
    const { default: Sqlite } = await import('better-sqlite3');
    await rewrite((entries) => {
      const path = join(place.dir, '..', 'hostile.db');
      writeFileSync(path, entries.get('library.db') ?? '');
      const database = new Sqlite(path);
      database.exec("CREATE TRIGGER evil AFTER INSERT ON kicks BEGIN DELETE FROM kicks; END");
      database.close();
      const bytes = readFileSync(path);
      rmSync(path);
      entries.set('library.db', bytes);
      const manifest = manifestOf(entries);
      manifest.files['library.db'] = createHash('sha256').update(bytes).digest('hex');
      put(entries, manifest);
    });
    await expect(restore()).rejects.toMatchObject({ code: 'BACKUP_UNUSABLE', message: expect.stringContaining('evil') as string });
  });

  test('what is no archive at all', async () => {
    const bytes = readFileSync(file);
    writeFileSync(file, 'x'.repeat(1000));
    await expect(restore()).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE' });
    writeFileSync(file, bytes.subarray(0, bytes.length / 2));
    await expect(restore()).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE' });
  });

  test('one that is cancelled', async () => {
    await expect(restoreLibrary(file, place.dir, { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
