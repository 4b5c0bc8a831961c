import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFailure, writeFileAtomic } from './write-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kicklab-write-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

test.each([true, false])('a file is replaced whole and no temporary file stays (flushed: %s)', async (flush) => {
  const file = join(dir, 'a.wav');
  writeFileSync(file, 'old and longer');
  await writeFileAtomic(file, Buffer.from('new'), { flush });
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(readdirSync(dir)).toEqual(['a.wav']);
});

test('a write that fails leaves what was there, no temporary file, and a code', async () => {
  const file = join(dir, 'a.wav');
  mkdirSync(file);
  await expect(writeFileAtomic(file, 'x')).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE', message: expect.stringContaining(file) as string });
  expect(readdirSync(dir)).toEqual(['a.wav']);
});

test.each([
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['EACCES', 'OUTPUT_UNWRITABLE'],
  ['EROFS', 'OUTPUT_UNWRITABLE'],
])('%s reads as %s', (errno, code) => {
  expect(writeFailure('/x/0001.wav', Object.assign(new Error(errno), { code: errno }))).toMatchObject({ code, kind: 'environment' });
});
