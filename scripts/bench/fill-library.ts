/**
 * Fills a library with plausible kicks, for measuring and for looking at a full one:
 * `node scripts/bench/fill-library.ts DIR [--count 100000] [--seed 1] [--sounds 0]`. The rows are
 * whole and indexed; only the newest `sounds` of them get a file, since 100 000 sounds are
 * gigabytes. A kick without one shows, is found and is sorted as any other, and says that its file
 * is missing when it is to be heard.
 */

import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../src-main/library/database.ts';
import { openIndices } from '../../src-main/library/indices.ts';
import { openLibrary } from '../../src-main/library/library.ts';
import { insertMaking } from '../../src-main/library/makings.ts';
import { insertKick } from '../../src-main/library/rows.ts';
import { openSounds } from '../../src-main/library/sounds.ts';
import { kickChanges } from '../../src-preload/contract/library.ts';
import { COLLECTIONS, plausibleKick, type PlausibleKick } from './plausible-kicks.ts';

/** Rows a transaction. */
const BATCH = 500;
const MINUTE_MS = 60_000;

interface Filling {
  count: number;
  seed: number;
  /** How many of the newest get a file. */
  sounds: number;
}

/** Adds kicks to the library in `dir`, which is made where it is not there. */
async function fillLibrary(dir: string, { count, seed, sounds: sounding }: Filling, progress: (done: number) => void): Promise<void> {
  const sounds = openSounds(dir);
  const marked: { id: string; kick: PlausibleKick }[] = [];
  // Past the library, whose every save is flushed to the disk by itself.
  const database = await openDatabase(dir);
  const indices = openIndices(database);
  const add = (index: number): number => {
    const isHeard = index >= count - sounding;
    const plausible = plausibleKick(seed, index, isHeard);
    const { wav, name = '', thumbnail, samples, category, ...facts } = plausible.kick;
    const id = randomUUID();
    if (isHeard) writeFileSync(sounds.path(id), wav);
    const number = insertKick(database, {
      id, name, category, savedAt: Date.now() - (count - index) * MINUTE_MS, descriptors: facts.descriptors, thumbnail,
      sampleRate: facts.sampleRate, samples, sha256: createHash('sha256').update(isHeard ? wav : id).digest('hex'), made: facts, file: null,
    });
    insertMaking(database, number, facts);
    marked.push({ id, kick: plausible });
    return number;
  };
  for (let first = 0; first < count; first += BATCH) {
    database.transaction(() => {
      indices.refresh(Array.from({ length: Math.min(BATCH, count - first) }, (_, i) => add(first + i)));
    }).immediate();
    progress(Math.min(count, first + BATCH));
  }
  database.close();
  await markAll(dir, marked);
}

/** What the user would have done to them, by the ways that the user has. */
async function markAll(dir: string, marked: readonly { id: string; kick: PlausibleKick }[]): Promise<void> {
  const library = await openLibrary(dir);
  const idsOf = (wanted: (kick: PlausibleKick) => boolean): string[] => marked.filter(({ kick }) => wanted(kick)).map(({ id }) => id);
  const update = (ids: string[], changes: Partial<Parameters<typeof library.update>[1]>): void => { library.update(ids, kickChanges.parse(changes)); };
  update(idsOf(({ favourite }) => favourite), { favourite: true });
  for (const rating of [1, 2, 3, 4, 5]) update(idsOf((kick) => kick.rating === rating), { rating });
  for (const tag of new Set(marked.flatMap(({ kick }) => kick.tags))) update(idsOf(({ tags }) => tags.includes(tag)), { addTags: [tag] });
  for (const [index, name] of COLLECTIONS.entries()) library.addCollection(name, idsOf(({ collection }) => collection === index));
  library.remove(idsOf(({ removed }) => removed));
  library.close();
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' }, sounds: { type: 'string', default: '0' } },
});
const dir = positionals.at(0);
if (dir === undefined) throw new Error('name the folder of the library');
const [count, sounds] = [Number(values.count), Number(values.sounds)];
const began = performance.now();
await fillLibrary(dir, { count, seed: Number(values.seed), sounds }, (done) => {
  if (done % 10_000 === 0) process.stdout.write(`${String(done)} rows\n`);
});
process.stdout.write(`${String(count)} rows in ${((performance.now() - began) / 1000).toFixed(0)} s, ${String(sounds)} of them with a sound: ${dir}\n`);
