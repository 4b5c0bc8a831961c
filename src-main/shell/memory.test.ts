/** What is remembered survives a restart, and a damaged file is no obstacle. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openMemory } from './memory.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kicklab-memory-'));
  file = join(folder, 'deeper', 'memory.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('is recalled at the next start, the last of several writes', async () => {
  const memory = openMemory(file);
  expect(memory.recall('downloads')).toBeUndefined();
  for (let i = 0; i < 20; i++) memory.remember({ downloads: `/folder/${i}` });
  memory.remember({ sounds: '/sounds' });
  expect(memory.recall('downloads')).toBe('/folder/19');
  await memory.flush();
  const next = openMemory(file);
  expect([next.recall('downloads'), next.recall('sounds')]).toEqual(['/folder/19', '/sounds']);
  expect(readdirSync(join(folder, 'deeper'))).toEqual(['memory.json']);
});

it.each(['', '{"downloads": "/x"', 'null', '[1]', '"text"'])('starts anew from %j', async (text) => {
  const damaged = join(folder, 'memory.json');
  writeFileSync(damaged, text);
  const memory = openMemory(damaged);
  expect(memory.recall('downloads')).toBeUndefined();
  memory.remember({ downloads: '/y' });
  await memory.flush();
  expect(JSON.parse(readFileSync(damaged, 'utf8'))).toMatchObject({ downloads: '/y' });
});

it('goes on where nothing can be written', async () => {
  writeFileSync(join(folder, 'deeper'), 'a file where the folder should be');
  const memory = openMemory(file);
  memory.remember({ downloads: '/x' });
  await expect(memory.flush()).resolves.toBeUndefined();
  expect(memory.recall('downloads')).toBe('/x');
});
