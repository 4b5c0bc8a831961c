/**
 * The host is killed (SIGKILL) in random moments while it saves, imports or deletes, and a process
 * that empties the trash is; whatever moment it was, each kick of the library is whole or absent,
 * its indices and files are in step, and everything that was answered is as it was answered.
 * `KILLS=200` in the environment asks for another number of kills.
 */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FRAME_TYPE, unpackFrame } from '../../src-preload/contract/frame.ts';
import { createRandom, type Random } from '../../src-main/base/random.ts';
import { writeTinyBundle } from '../../src-main/engine/fixtures/tiny-bundle.ts';
import { checkLibrary } from '../../src-main/library/checking.ts';
import { openLibrary } from '../../src-main/library/library.ts';
import { readTone, writeTone } from '../../src-main/studio/fixtures/wav.ts';
import { serveStudio, type ServedStudio } from '../fixtures/studio.ts';

const KILLS = Number(process.env.KILLS ?? 15);
/** The longest wait from where a round is to be cut off to its kill: about the time of what is done there, in ms. */
const WITHIN_MS = { save: 60, import: 1500, remove: 30, purge: 40 };
/** How many calls of a round may be answered before, however slow the machine is. */
const MOST_ANSWERS = 5;
type Kind = keyof typeof WITHIN_MS;
/** In turn; a save has the most moments to be cut off in. */
const KINDS: readonly Kind[] = ['save', 'import', 'save', 'remove', 'purge'];
/** New files an import. */
const FILES = 5;

const folder = mkdtempSync(join(tmpdir(), 'kicklab-kill-'));
const model = join(folder, 'model');
const dir = join(folder, 'library');
const kicks = join(dir, 'kicks');
const sounds = join(folder, 'sounds');
const purge = fileURLToPath(new URL('../../src-main/library/fixtures/purge.ts', import.meta.url));

/** Samples that were heard, by the name they were saved under. */
const heard = new Map<string, Float32Array>();
/** The SHA-256 of files to be imported, by path. */
const files = new Map<string, string>();
/** What was answered: kicks that were saved, files that were imported, kicks that were put into the trash. */
const answered = { saved: new Set<string>(), imported: new Set<string>(), removed: new Set<string>() };
/** Kicks that were asked to be removed, answered or not. */
const doomed = new Set<string>();

beforeAll(() => {
  mkdirSync(sounds);
  return writeTinyBundle(model);
});
afterAll(() => { rmSync(folder, { recursive: true }); });

async function ask(host: ServedStudio, path: string, input: object): Promise<Record<string, unknown>> {
  const response = await fetch(new URL(`/api/${path}`, host.url), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(input) });
  if (!response.ok) throw new Error(await response.text());
  if (response.headers.get('Content-Type') !== FRAME_TYPE) return (await response.json()) as Record<string, unknown>;
  return unpackFrame(new Uint8Array(await response.arrayBuffer()));
}

/** Does `work` until the host is gone. An answer that tells of a failure is one. */
async function untilItDies(work: () => Promise<boolean>): Promise<void> {
  try {
    while (await work());
  } catch (thrown) {
    // The connection broke: it is dead.
    if (!(thrown instanceof TypeError)) throw thrown;
  }
}

/** What a round does until it is killed; `begun` is told once `answers` calls were answered. */
const ROUNDS: Record<Exclude<Kind, 'purge'>, (host: ServedStudio, round: number, answers: number, begun: () => void) => Promise<void>> = {
  save: async (host, round, answers, begun) => {
    const made: { id: string; samples: Float32Array }[] = [];
    for (const index of [1, 2]) {
      const { id, samples } = await ask(host, 'kicks/audition', { base: { seed: round, index } });
      made.push({ id: id as string, samples: samples as Float32Array });
    }
    // In every other round the first save is the one that opens the library, and may be cut off there.
    if (round % 2 === 0) await ask(host, 'library/list', {});
    let n = 0;
    await untilItDies(async () => {
      if (n === answers) begun();
      const { id, samples } = made[n % 2];
      const name = `round ${String(round)} save ${String(n++)}`;
      heard.set(name, samples);
      answered.saved.add((await ask(host, 'library/save', { id, name })).id as string);
      return true;
    });
  },
  import: async (host, round, answers, begun) => {
    let n = 0;
    await untilItDies(async () => {
      // An import takes as long as some saves do.
      if (n === Math.floor(answers / 3)) begun();
      for (let f = 0; f < FILES; f++) {
        const file = join(sounds, `round ${String(round)} import ${String(n)} file ${String(f)}.wav`);
        writeTone(file, 40 + 3 * f + n + round / KILLS);
        files.set(file, digestOf(file));
      }
      n += 1;
      await ask(host, 'library/import', { paths: [sounds] });
      for (const file of files.keys()) answered.imported.add(file);
      return true;
    });
  },
  remove: async (host, _round, answers, begun) => {
    const { items } = await ask(host, 'library/ids', { kind: 'made' });
    const ids = items as string[];
    let n = 0;
    await untilItDies(async () => {
      if (n++ === answers) begun();
      const id = ids.pop();
      if (id === undefined) return false;
      doomed.add(id);
      await ask(host, 'library/remove', { ids: [id] });
      answered.removed.add(id);
      return true;
    });
  },
};

/** Waits until the file of a kick is on its way into the library. */
function beingWritten(): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(kicks, (_, name) => {
      if (name?.endsWith('.pending') !== true) return;
      watcher.close();
      resolve();
    });
  });
}

async function killHost(kind: Exclude<Kind, 'purge'>, round: number, random: Random): Promise<void> {
  const host = await serveStudio({ model, library: dir });
  // Of few moments none might lie within a save or behind an import: the second time they are chosen so that they do.
  const chosen = Math.ceil(round / KINDS.length) === 2;
  const begun = Promise.withResolvers<undefined>();
  const working = ROUNDS[kind](host, round, chosen ? MOST_ANSWERS : random.int(MOST_ANSWERS), () => { begun.resolve(undefined); });
  await Promise.race([begun.promise, working]);
  if (chosen && kind === 'save') await Promise.race([beingWritten(), working]);
  else await delay(random.between(0, WITHIN_MS[kind]));
  await host.kill();
  await working;
}

/** Kills a process that empties the trash; of what is in it anything may be gone. */
async function killPurge(random: Random): Promise<void> {
  const process = spawn(globalThis.process.execPath, [purge, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(process, 'exit');
  await once(process.stdout, 'data');
  await delay(random.between(0, WITHIN_MS.purge));
  process.kill('SIGKILL');
  await gone;
  answered.removed.clear();
}

/** Bit for bit; `toEqual` would take its time over as many numbers. */
function isSame(a: Float32Array, b: Float32Array | undefined): boolean {
  return a.length === b?.length && a.every((x, i) => Object.is(x, b[i]));
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

interface Row {
  id: string;
  name: string;
  path: string | null;
  sha256: string;
  samples: number;
  removed_at: number | null;
}

/** Everything that is promised of a library after a crash. */
async function check(): Promise<void> {
  (await openLibrary(dir)).close();
  expect(await checkLibrary(dir, { repair: false, now: 0, tell: () => undefined })).toMatchObject({ items: [], missing: 0 });
  const database = new Sqlite(join(dir, 'library.db'), { readonly: true });
  try {
    const rows = database.prepare<[], Row>('SELECT id, name, path, sha256, samples, removed_at FROM kicks').all();
    const made = rows.filter(({ path }) => path === null);
    expect(readdirSync(kicks).sort()).toEqual(made.map(({ id }) => `${id}.wav`).sort());
    for (const { id, name, samples } of made) {
      const sound = readTone(readFileSync(join(kicks, `${id}.wav`))).samples;
      expect([sound.length, isSame(sound, heard.get(name))]).toEqual([samples, true]);
    }
    const saved = new Map(made.map((row) => [row.id, row]));
    expect([...answered.saved].filter((id) => !saved.has(id) && !doomed.has(id))).toEqual([]);
    expect([...answered.removed].filter((id) => saved.get(id)?.removed_at === null)).toEqual([]);
    expect(made.filter(({ id, removed_at }) => removed_at !== null && !doomed.has(id))).toEqual([]);
    const imported = new Map(rows.map(({ path, sha256 }) => [path, sha256]));
    for (const [file, sha256] of imported) if (file !== null) expect([file, sha256]).toEqual([file, files.get(file)]);
    expect([...answered.imported].filter((file) => !imported.has(file))).toEqual([]);
    for (const [file, sha256] of files) expect([file, digestOf(file)]).toEqual([file, sha256]);
  } finally {
    database.close();
  }
}

test(`killed in ${String(KILLS)} random moments of saving, importing and deleting: every kick whole or absent, none lost that was answered`, async () => {
  const random = createRandom(KILLS, 'kill');
  let cutOff = 0;
  for (let round = 1; round <= KILLS; round++) {
    const kind = KINDS[(round - 1) % KINDS.length];
    if (kind === 'purge') await killPurge(random);
    else await killHost(kind, round, random);
    if (readdirSync(kicks).some((name) => name.endsWith('.pending'))) cutOff += 1;
    await check();
  }
  // Else the kills missed what they are meant to meet.
  expect(cutOff).toBeGreaterThan(0);
  for (const done of [answered.saved, answered.imported, doomed]) expect(done.size).toBeGreaterThan(0);
  const told = [`${String(KILLS)} kills, ${String(cutOff)} of them within a save or a deletion`];
  told.push(`${String(answered.saved.size)} saves answered of ${String(heard.size)}`, `${String(answered.imported.size)} files imported`, `${String(doomed.size)} deletions asked for`);
  console.log(told.join('; '));
}, 20_000 + 10_000 * KILLS);
