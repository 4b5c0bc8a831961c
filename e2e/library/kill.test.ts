/**
 * The host is killed (SIGKILL) in 50 random moments while it saves; whatever moment it was, each
 * kick of the library is whole or absent, and every save that was answered is there.
 */

import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FRAME_TYPE, unpackFrame } from '../../src-preload/contract/frame.ts';
import { createRandom } from '../../src-main/base/random.ts';
import { writeTinyBundle } from '../../src-main/engine/fixtures/tiny-bundle.ts';
import { openLibrary } from '../../src-main/library/library.ts';
import { readTone } from '../../src-main/studio/fixtures/wav.ts';
import { serveStudio, type ServedStudio } from '../fixtures/studio.ts';

const KILLS = 50;
/** The longest wait from the first save of a round to its kill: a few saves' time. */
const WITHIN_MS = 100;

const folder = mkdtempSync(join(tmpdir(), 'kicklab-kill-'));
const model = join(folder, 'model');
const dir = join(folder, 'library');
const sounds = join(dir, 'kicks');

/** Samples that were heard, by the name they were saved under. */
const heard = new Map<string, Float32Array>();
const answered = new Set<string>();

beforeAll(() => writeTinyBundle(model));
afterAll(() => { rmSync(folder, { recursive: true }); });

async function ask(host: ServedStudio, path: string, input: object): Promise<Record<string, unknown>> {
  const response = await fetch(new URL(`/api/${path}`, host.url), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(input) });
  if (!response.ok) throw new Error(await response.text());
  if (response.headers.get('Content-Type') !== FRAME_TYPE) return (await response.json()) as Record<string, unknown>;
  return unpackFrame(new Uint8Array(await response.arrayBuffer()));
}

/** Auditions two kicks and saves them in turn until the host is gone. @param begun Told when saving begins. */
async function saveUntilItDies(host: ServedStudio, round: number, begun: () => void): Promise<void> {
  const kicks: { id: string; samples: Float32Array }[] = [];
  for (const index of [1, 2]) {
    const { id, samples } = await ask(host, 'kicks/audition', { base: { seed: round, index } });
    kicks.push({ id: id as string, samples: samples as Float32Array });
  }
  // In every other round the first save is the one that opens the library, and may be cut off there.
  if (round % 2 === 0) await ask(host, 'library/list', {});
  begun();
  for (let n = 0; ; n++) {
    const { id, samples } = kicks[n % 2];
    const name = `round ${String(round)} save ${String(n)}`;
    heard.set(name, samples);
    let saved;
    try {
      saved = await ask(host, 'library/save', { id, name });
    } catch (thrown) {
      // The connection broke: it is dead. An answer that tells of a failure is one.
      if (thrown instanceof TypeError) return;
      throw thrown;
    }
    answered.add(saved.id as string);
  }
}

/** Bit for bit; `toEqual` would take its time over as many numbers. */
function isSame(a: Float32Array, b: Float32Array | undefined): boolean {
  return a.length === b?.length && a.every((x, i) => Object.is(x, b[i]));
}

/** Everything that is promised of a library after a crash. */
async function check(): Promise<void> {
  (await openLibrary(dir)).close();
  const database = new Sqlite(join(dir, 'library.db'));
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    const rows = database.prepare<[], { id: string; name: string; sha256: string; samples: number }>('SELECT id, name, sha256, samples FROM kicks').all();
    expect(readdirSync(sounds).sort()).toEqual(rows.map(({ id }) => `${id}.wav`).sort());
    for (const { id, name, sha256, samples } of rows) {
      const wav = readFileSync(join(sounds, `${id}.wav`));
      expect(createHash('sha256').update(wav).digest('hex')).toBe(sha256);
      const sound = readTone(wav).samples;
      expect([sound.length, isSame(sound, heard.get(name))]).toEqual([samples, true]);
    }
    const there = new Set(rows.map(({ id }) => id));
    expect([...answered].filter((id) => !there.has(id))).toEqual([]);
  } finally {
    database.close();
  }
}

test('killed in 50 random moments of saving: every kick whole or absent, none lost that was answered', async () => {
  const random = createRandom(50, 'kill');
  let cutOff = 0;
  for (let round = 1; round <= KILLS; round++) {
    const host = await serveStudio({ model, library: dir });
    const begun = Promise.withResolvers<undefined>();
    const saving = saveUntilItDies(host, round, () => { begun.resolve(undefined); });
    await Promise.race([begun.promise, saving]);
    await delay(random.between(0, WITHIN_MS));
    await host.kill();
    await saving;
    if (readdirSync(sounds).some((name) => name.endsWith('.pending'))) cutOff += 1;
    await check();
  }
  // Else the kills missed what they are meant to meet.
  expect(cutOff).toBeGreaterThan(0);
  console.log(`${String(KILLS)} kills, ${String(cutOff)} of them within a save; ${String(answered.size)} saves answered, ${String(heard.size)} asked for`);
}, 300_000);
