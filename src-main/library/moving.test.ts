import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kickQuery } from '../../src-preload/contract/library-query.ts';
import { testKick } from './fixtures/kick.ts';
import { createPlace, type Place } from './fixtures/place.ts';
import { moveLibrary } from './moving.ts';

let place: Place;
let to: string;
let from: string;
beforeEach(async () => {
  place = createPlace();
  const library = await place.open();
  for (const n of [1, 2, 3]) library.save(testKick(n));
  library.close();
  from = place.dir;
  to = join(dirname(place.dir), 'elsewhere');
});
afterEach(() => { place.end(); });

const quiet = { tell: (): void => undefined };
const done = (): Promise<void> => Promise.resolve();
const kicksIn = async (dir: string): Promise<number> => {
  place.dir = dir;
  const library = await place.open();
  const { items } = library.list(kickQuery.parse({}));
  for (const { id } of items) library.wav(id);
  library.close();
  return items.length;
};

test('it is there, whole, before it is switched over, and no longer where it was after that', async () => {
  writeFileSync(join(from, 'kicks', 'other'), 'kept too');
  let atSwitch: string[] = [];
  expect(await moveLibrary(from, to, () => {
    atSwitch = [...readdirSync(from, { recursive: true }), '|', ...readdirSync(to, { recursive: true })].map(String);
    return Promise.resolve();
  }, quiet)).toBe(5);
  const bar = atSwitch.indexOf('|');
  const journal = (name: string): boolean => !name.includes('library.db-');
  expect(atSwitch.slice(bar + 1).sort()).toEqual(atSwitch.slice(0, bar).filter(journal).sort());
  expect(atSwitch).toContain(join('kicks', 'other'));
  expect(existsSync(from)).toBe(false);
  expect(readdirSync(dirname(from))).toEqual(['elsewhere']);
  expect(await kicksIn(to)).toBe(3);
});

test('what other programs use stays where they know it to be', async () => {
  mkdirSync(join(from, 'dragged'));
  writeFileSync(join(from, 'dragged', 'Deep.wav'), 'in use');
  await moveLibrary(from, to, done, quiet);
  expect(readdirSync(from, { recursive: true }).sort()).toEqual(['dragged', join('dragged', 'Deep.wav')]);
  expect(existsSync(join(to, 'dragged'))).toBe(false);
  expect(await kicksIn(to)).toBe(3);
});

test('into an empty folder, and after an attempt that a crash cut off', async () => {
  mkdirSync(to);
  mkdirSync(`${to}.moving`);
  writeFileSync(join(`${to}.moving`, 'library.db'), 'half');
  await moveLibrary(from, to, done, quiet);
  expect(await kicksIn(to)).toBe(3);
});

describe('it stays where it is', () => {
  afterEach(async () => {
    expect(await kicksIn(from)).toBe(3);
    expect(existsSync(`${to}.moving`)).toBe(false);
  });

  test('when it cannot be switched over', async () => {
    await expect(moveLibrary(from, to, () => Promise.reject(new Error('no')), quiet)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    expect(existsSync(to)).toBe(false);
  });

  test('when it is cancelled, or held by another', async () => {
    await expect(moveLibrary(from, to, done, { ...quiet, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
    const library = await place.open();
    await expect(moveLibrary(from, to, done, quiet)).rejects.toMatchObject({ code: 'LIBRARY_BUSY' });
    library.close();
    expect(existsSync(to)).toBe(false);
  });

  test('when the place is taken, a file, itself, within it or above it', async () => {
    mkdirSync(to);
    writeFileSync(join(to, 'a'), '');
    for (const dir of [to, join(to, 'a'), from, join(from, 'below'), dirname(from)]) {
      await expect(moveLibrary(from, dir, done, quiet)).rejects.toMatchObject({ code: 'LIBRARY_PLACE' });
    }
    expect(readdirSync(to)).toEqual(['a']);
  });
});
