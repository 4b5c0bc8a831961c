/** Packs by the command line, with a model of its own: killed at any moment, and as an archive. */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArchive } from '../../src-main/base/archive-read.ts';
import { readWav } from '../../src-main/audio/wav-read.ts';
import { writeTinyBundle } from '../../src-main/engine/fixtures/tiny-bundle.ts';
import { packManifest } from '../../src-preload/contract/pack-fields.ts';

const CLI = fileURLToPath(new URL('../../src-main/cli.ts', import.meta.url));
const COUNT = 20;
const LIMIT = { timeout: 120_000 };

let dir: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kicklab-pack-'));
  await writeTinyBundle(join(dir, 'model'));
});
afterAll(() => { rmSync(dir, { recursive: true, force: true }); });

const start = (out: string, more: readonly string[] = []) => spawn(
  process.execPath,
  [CLI, 'pack', '--count', String(COUNT), '--seed', '5', '--name', 'Küche', '--out', join(dir, out), '--model', join(dir, 'model'), '--loudness', '-14', ...more, '--json'],
  { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, KICKLAB_LIBRARY: join(dir, 'library') } },
);

async function whole(out: string, more: readonly string[] = []): Promise<{ out: string; archive: string | null; items: { file: string }[] }> {
  const child = start(out, more);
  const said: Buffer[] = [];
  const complaint: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaint.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(Buffer.concat(complaint).toString());
  return JSON.parse(Buffer.concat(said).toString()) as { out: string; archive: string | null; items: { file: string }[] };
}

/** Every file of a folder by its name, as a digest. */
const digests = (out: string): Record<string, string> => Object.fromEntries(
  readdirSync(join(dir, out)).sort().map((file) => [file, createHash('sha256').update(readFileSync(join(dir, out, file))).digest('hex')]),
);

/** Kills a run once `lines` stand in one of its journals. */
async function killAt(out: string, journal: string, lines: number): Promise<void> {
  const child = start(out);
  const gone = once(child, 'close');
  const file = join(dir, out, '.kicklab-pack', journal);
  for (;;) {
    const written = ((): number => {
      try {
        return readFileSync(file, 'utf8').split('\n').length - 1;
      } catch {
        return 0;
      }
    })();
    if (written >= lines || child.exitCode !== null) break;
    await setTimeout(1);
  }
  child.kill('SIGKILL');
  await gone;
}

test('a pack says of each of its files what is in it', LIMIT, async () => {
  const { items } = await whole('plain');
  expect(items).toHaveLength(COUNT);
  const manifest = packManifest.parse(JSON.parse(readFileSync(join(dir, 'plain', 'manifest.json'), 'utf8')));
  expect(manifest).toMatchObject({ name: 'Küche', count: COUNT, models: [{ name: 'tiny', credits: ['CC0-1.0'] }] });
  const found = digests('plain');
  expect(Object.keys(found)).toEqual([...manifest.kicks.map(({ file }) => file), 'Küche.sfz', 'LICENSE.txt', 'contact-sheet.png', 'manifest.json'].sort());
  for (const { file, sha256, loudnessLufs, truePeakDb, limited } of manifest.kicks) {
    expect(found[file]).toBe(sha256);
    expect(truePeakDb).toBeLessThanOrEqual(-1);
    expect(limited || Math.abs((loudnessLufs ?? 0) + 14) < 0.01).toBe(true);
    expect(readWav(readFileSync(join(dir, 'plain', file)), file).sampleRate).toBe(44_100);
  }
  expect(readFileSync(join(dir, 'plain', 'LICENSE.txt'), 'utf8')).toContain('CC0-1.0');
});

test('killed while kicks are made and while they are written, it goes on and comes out byte for byte the same', LIMIT, async () => {
  await killAt('killed', 'made.jsonl', 6);
  expect(readdirSync(join(dir, 'killed'))).toContain('.kicklab-pack');
  await killAt('killed', 'written.jsonl', 3);
  await whole('killed');
  expect(digests('killed')).toEqual(digests('plain'));
});

test('another pack does not go on in the folder of one that was begun, nor in one that holds files', LIMIT, async () => {
  await killAt('begun', 'made.jsonl', 1);
  await expect(whole('begun', ['--rate', '48000'])).rejects.toThrow('another pack was begun in it');
  await expect(whole('plain')).rejects.toThrow('there are files in it already');
});

test('as an archive it is one file with the same in it, and the same file again', LIMIT, async () => {
  const { archive, items } = await whole('zip', ['--zip']);
  await whole('again', ['--zip']);
  expect(archive).toBe(join(dir, 'zip', 'Küche.zip'));
  expect(readdirSync(join(dir, 'zip'))).toEqual(['Küche.zip']);
  expect(digests('again')).toEqual(digests('zip'));
  const opened = await openArchive(join(dir, 'zip', 'Küche.zip'), { entries: 100, bytes: 1e8 });
  expect(opened.files.map(({ path }) => path)).toEqual(Object.keys(digests('plain')).map((file) => `Küche/${file}`).sort());
  const bytes = await opened.read(`Küche/${items[0].file}`, 1e7);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(digests('plain')[items[0].file]);
  opened.close();
});
